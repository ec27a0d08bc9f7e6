import HTTPTypes
import Outreach
import Postgres
import Site
import TestKit
import Testing
import Web

@Suite(.database) struct TrackingPagesTests {
  private let links = ["https://a.example/?x=1&y=2", "https://b.example/", "https://c.example/é"]

  @Test("S1-009 the pixel is 43 bytes for every token, and an opening by a person counts once")
  func thePixelCountsAPerson() throws {
    let mail = try workspace.makeSentMail()

    for token in [mail.token, mail.token, "nobody", "1-" + String(repeating: "0", count: 32)] {
      let answer = try fetch("/o/\(token)")
      #expect(answer.status == .ok)
      #expect(answer.headers[.contentType] == "image/gif")
      #expect(answer.headers[.cacheControl] == "no-store, private")
      guard case .bytes(let bytes) = answer.body else { return #expect(Bool(false)) }
      #expect(bytes.count == 43)
    }
    #expect(try workspace.value("SELECT count(*) FROM tracking_events") == 2)
    #expect(try workspace.value("SELECT count(*) FROM deliveries WHERE opened_at IS NOT NULL") == 1)
    #expect(try workspace.value("SELECT count(*) FROM events WHERE kind = 'email.opened'") == 1)
  }

  @Test("S1-009 an opening by a machine is kept with its rule, and counts for nothing")
  func machinesCountForNothing() throws {
    let mail = try workspace.makeSentMail()
    let machines = [
      "Mozilla/5.0": "Apple mail privacy", "": "no user agent", "curl/8.0": "scanner: curl",
      "Mozilla/5.0 (compatible; bingbot/2.0)": "scanner: bot",
    ]
    for agent in machines.keys { _ = try fetch("/o/\(mail.token)", agent: agent) }

    let rules: [String] = try workspace.value(
      "SELECT array_agg(judged_by) FROM tracking_events WHERE visitor = 'machine'")
    #expect(Set(rules) == Set(machines.values))
    #expect(try workspace.value("SELECT opened_at IS NULL FROM deliveries") == true)
    _ = try fetch("/o/\(mail.token)", agent: "Mozilla/5.0 (via ggpht.com GoogleImageProxy)")
    #expect(try workspace.value("SELECT opened_at IS NOT NULL FROM deliveries") == true)
  }

  @Test("S1-010 S1-053 a click leads to the link that the database holds, and to no other")
  func aClickLeadsToItsLink() throws {
    let mail = try workspace.makeSentMail(links: links)

    #expect(try fetch("/c/\(mail.token)/1").headers[.location] == links[0])
    #expect(
      try workspace.value("SELECT clicked_at = opened_at FROM deliveries") == true)
    #expect(try fetch("/c/\(mail.token)/3").headers[.location] == "https://c.example/%C3%A9")
    let elsewhere = try fetch("/c/\(mail.token)/2", query: ["url": "https://evil.example"])
    #expect(elsewhere.status == .found)
    #expect(elsewhere.headers[.location] == links[1])
    #expect(try fetch("/c/\(mail.token)/4").status == .notFound)
    #expect(try fetch("/c/1-\(String(repeating: "0", count: 32))/1").status == .notFound)
  }

  @Test("S1-010 HEAD is answered and no click is kept")
  func headKeepsNothing() throws {
    let mail = try workspace.makeSentMail(links: links)

    let answer = try door().respond(
      to: Request(.head, "/c/\(mail.token)/1", headers: [.userAgent: person]), as: nil)
    #expect(answer.headers[.location] == links[0])
    #expect(try workspace.value("SELECT count(*) FROM tracking_events") == 0)
  }

  @Test("the page to unsubscribe speaks the account's language, else the campaign's")
  func thePageSpeaksTheReadersLanguage() throws {
    let mail = try workspace.makeSentMail()
    func page() throws -> String { try fetch("/u/\(mail.token)").text }

    #expect(try page().contains("Stop these emails?"))
    try workspace.run("UPDATE products SET language = 'nl'")
    #expect(try page().contains("Deze e-mails niet meer ontvangen?"))
    try workspace.run("UPDATE campaigns SET language = 'de'")
    #expect(try page().contains("Keine E-Mails mehr?"))
    try workspace.run("UPDATE accounts SET language = 'ca'")
    #expect(try page().contains("<html lang=\"ca\">"))
    let done = try post("/u/\(mail.token)", ["List-Unsubscribe": "One-Click", "page": "1"])
    #expect(done.text.contains("<h1>Fet</h1>"))
    let unknown = try fetch("/u/1-\(String(repeating: "0", count: 32))").text
    #expect(unknown.contains("Stop these emails?"))
  }

  @Test("S1-010 a click within seconds of the sending is a machine's")
  func aQuickClickIsAMachines() throws {
    let mail = try workspace.makeSentMail(secondsAgo: 3, links: links)
    _ = try fetch("/c/\(mail.token)/1")

    #expect(
      try workspace.value("SELECT judged_by FROM tracking_events")
        == "clicked within 10 s of the sending")
    #expect(try workspace.value("SELECT clicked_at IS NULL FROM deliveries") == true)
  }

  @Test("S1-010 three links at once are a machine's, the first of them, too")
  func threeLinksAtOnceAreAMachines() throws {
    let mail = try workspace.makeSentMail(links: links)
    for number in 1...3 { _ = try fetch("/c/\(mail.token)/\(number)") }

    #expect(
      try workspace.value("SELECT count(*) FROM tracking_events WHERE visitor = 'machine'") == 3)
    #expect(
      try workspace.value("SELECT clicked_at IS NULL AND opened_at IS NULL FROM deliveries") == true
    )
  }

  @Test("S0-043 a GET unsubscribes nobody")
  func aGetUnsubscribesNobody() throws {
    let mail = try workspace.makeSentMail()
    let answer = try fetch("/u/\(mail.token)")

    #expect(answer.status == .ok)
    #expect(answer.text.contains("<button"))
    #expect(try workspace.value("SELECT count(*) FROM suppressions") == 0)
    #expect(try workspace.value("SELECT state FROM enrollments") == "active")
  }

  @Test("S0-043 S0-052 one click unsubscribes at once, workspace-wide, and ends every sequence")
  func oneClickUnsubscribes() throws {
    let mail = try workspace.makeSentMail()
    for _ in 0..<2 {
      let answer = try post("/u/\(mail.token)", ["List-Unsubscribe": "One-Click"])
      #expect(answer.status == .ok)
      #expect(answer.headers[.location] == nil)
      #expect(answer.text == "Unsubscribed.\n")
    }

    #expect(try workspace.value("SELECT email FROM suppressions") == "ada@example.com")
    #expect(try workspace.value("SELECT exit_reason FROM enrollments") == "unsubscribed")
    #expect(
      try workspace.value("SELECT count(*) FROM tracking_events WHERE kind = 'unsubscribed'") == 1)
    #expect(
      try workspace.value("SELECT count(*) FROM events WHERE kind = 'contact.unsubscribed'") == 1)
    #expect(try otherWorkspace.value("SELECT count(*) FROM suppressions") == 0)
  }

  @Test func anotherBodyIsRefusedAndAnUnknownTokenIsNotToldFromAKnownOne() throws {
    let mail = try workspace.makeSentMail()
    for body: Form in [[:], ["List-Unsubscribe": "Two-Clicks"]] {
      #expect(try post("/u/\(mail.token)", body).status == .badRequest)
    }
    let unknown = try post(
      "/u/1-\(String(repeating: "0", count: 32))", ["List-Unsubscribe": "One-Click"])
    #expect(unknown.status == .ok)
    #expect(unknown.text == "Unsubscribed.\n")
    #expect(try workspace.value("SELECT count(*) FROM suppressions") == 0)
  }

  @Test("whoever fetches a link without end fills no table")
  func aFloodOfVisitsIsKeptInFewRows() throws {
    let mail = try workspace.makeSentMail()
    for _ in 0..<40 { _ = try fetch("/o/\(mail.token)", agent: "Mozilla/5.0 (X11) Firefox/140") }

    #expect(try workspace.value("SELECT count(*)::int FROM tracking_events") == 10)
    try workspace.run("UPDATE tracking_events SET at = at - interval '2 minutes'")
    _ = try fetch("/o/\(mail.token)")
    #expect(try workspace.value("SELECT count(*)::int FROM tracking_events") == 11)
    #expect(try workspace.value("SELECT count(opened_at)::int FROM deliveries") == 1)
  }

  @Test func aTokenOpensNoOtherWorkspace() throws {
    let mail = try workspace.makeSentMail()
    let moved = "2" + mail.token.dropFirst(1)
    _ = try fetch("/o/\(moved)")
    _ = try post("/u/\(moved)", ["List-Unsubscribe": "One-Click"])

    #expect(try otherWorkspace.value("SELECT count(*) FROM tracking_events") == 0)
    #expect(try workspace.value("SELECT count(*) FROM suppressions") == 0)
  }

  private let person = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"

  private func fetch(_ path: String, agent: String? = nil, query: Form = [:]) throws -> Response {
    let agent = agent ?? person
    return try door().respond(
      to: Request(.get, path, query: query, headers: agent.isEmpty ? [:] : [.userAgent: agent]),
      as: nil)
  }

  private func post(_ path: String, _ form: Form) throws -> Response {
    try door().respond(
      to: Request(.post, path, form: form, headers: [.userAgent: person]), as: nil)
  }
}
