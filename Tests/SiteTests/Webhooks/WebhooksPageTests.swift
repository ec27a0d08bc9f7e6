import Foundation
import HTTPTypes
import Outreach
import Postgres
import Site
import TestKit
import Testing
import Web

@Suite(.database, .serialized) struct WebhooksPageTests {
  @Test func theEmptyPageOffersTheFirstWebhook() throws {
    let page = try get("/webhooks")

    #expect(page.contains("No webhooks yet"))
    #expect(page.contains("href=\"/webhooks/new\""))
  }

  @Test("S1-057 a webhook is added with its events, and its secret is shown once and sealed")
  func aWebhookIsAdded() throws {
    let answer = try send(
      "/webhooks",
      form([
        ("name", ""), ("address", "https://hooks.example/in?a=1"), ("event", "reply.classified"),
        ("event", "email.sent"),
      ]))

    #expect(answer.status == .seeOther)
    let webhook = try #require(try workspace.webhooks().first)
    let page = try getAfter("/webhooks/\(webhook.id)")
    let shown = try #require(page.firstMatch(of: #/whsec_[A-Za-z0-9+\/=]+/#)).0
    let secret = String(shown)
    #expect(WebhookSecret(secret) != nil)
    #expect(webhook.name == "hooks.example")
    #expect(webhook.kinds == [.emailSent, .replyClassified])
    #expect(try !getAfter("/webhooks/\(webhook.id)").contains("whsec_"))
    let sealed: Bytes = try workspace.value("SELECT secret FROM subscribers")
    #expect(!String(decoding: sealed.bytes, as: UTF8.self).contains(secret))
    let opened = try Secrets.current().open(
      sealed.bytes, in: Secrets.Place(workspace: workspace.id, webhook: webhook.id))
    #expect(opened == secret)
    #expect(try !get("/audit").contains(secret))
  }

  @Test(
    "what is wrong with a webhook is said at its field",
    arguments: [
      ("", "Enter a complete address"), ("hooks.example", "Enter a complete address"),
      ("ftp://hooks.example", "Enter a complete address"),
      ("https://hooks example", "Enter a complete address"),
      ("https://", "Enter a complete address"),
      ("https://me:pass@hooks.example", "Leave user name and password out"),
      ("https://hooks.example/#part", "Leave out the part from # on"),
      ("http://hooks.example", "Plain http is only for hosts that the operator"),
      ("https://0/", "Use an address of the open internet"),
      ("https://127.1/", "Use an address of the open internet"),
      ("https://2130706433/", "Use an address of the open internet"),
      ("https://0x7f.1/", "Use an address of the open internet"),
      ("https://127.0.0.1./", "Use an address of the open internet"),
      ("https://localhost./", "Use an address of the open internet"),
      ("https://a.localhost./", "Use an address of the open internet"),
    ])
  func aWrongAddressIsExplained(address: String, words: String) throws {
    let answer = try send("/webhooks", ["address": address, "event": "email.sent"])

    #expect(answer.status == .unprocessableContent)
    #expect(answer.text.contains(words))
    #expect(try workspace.webhooks().isEmpty)
  }

  @Test func aWebhookWithoutAnEventIsRefused() throws {
    let answer = try send("/webhooks", ["address": "https://hooks.example"])

    #expect(answer.status == .unprocessableContent)
    #expect(answer.text.contains("Select at least one event."))
  }

  @Test func anExceptionForAPortIsForThatPort() throws {
    OutboundSettings.inForce = OutboundSettings(exceptions: ["127.0.0.1:8080", "[fd00::1]:80"])
    defer { OutboundSettings.inForce = OutboundSettings() }

    func status(_ address: String) throws -> HTTPResponse.Status {
      try send("/webhooks", ["address": address, "event": "email.sent"]).status
    }
    #expect(try status("http://127.0.0.1:8080/x") == .seeOther)
    #expect(try status("http://[fd00::1]/x") == .seeOther)
    #expect(try status("http://127.0.0.1:9090/x") == .unprocessableContent)
    #expect(try status("https://127.0.0.1/x") == .unprocessableContent)
    #expect(try status("http://[fd00::1]:8080/x") == .unprocessableContent)
  }

  @Test func aFormThatIsSentTwiceAddsOneWebhookAndStillShowsItsSecret() throws {
    let page = try get("/webhooks/new")
    let key = String(try #require(page.firstMatch(of: #/name="form_key" value="([^"]+)"/#)?.1))
    let form: Form = [
      "form_key": key, "address": "https://hooks.example", "event": "email.sent",
    ]

    let answers = try (0..<2).map { _ in try send("/webhooks", form) }

    let webhook = try #require(try workspace.webhooks().first)
    #expect(answers.allSatisfy { $0.headers[.location] == "/webhooks/\(webhook.id)" })
    #expect(try workspace.webhooks().count == 1)
    #expect(try getAfter("/webhooks/\(webhook.id)").contains("whsec_"))
    #expect(try !getAfter("/webhooks/\(webhook.id)").contains("whsec_"))
    // Gone back, and typed another one.
    _ = try send(
      "/webhooks", ["form_key": key, "address": "https://b.example", "event": "email.sent"])
    #expect(try workspace.webhooks().count == 2)
    let refused = try send("/webhooks", ["form_key": "mine", "address": "x"])
    #expect(refused.text.contains("value=\"mine\""))
  }

  @Test(arguments: ["127.0.0.0/8", "127.0.0.1", "hooks.internal"])
  func plainHTTPIsForTheExceptionsOfTheOperator(exception: String) throws {
    OutboundSettings.inForce = OutboundSettings(exceptions: [exception])
    defer { OutboundSettings.inForce = OutboundSettings() }
    let host = exception == "hooks.internal" ? exception : "127.0.0.1"

    let answer = try send("/webhooks", ["address": "http://\(host):8080/x", "event": "email.sent"])
    let other = try send("/webhooks", ["address": "http://10.0.0.1/", "event": "email.sent"])

    #expect(answer.status == .seeOther)
    #expect(other.status == .unprocessableContent)
  }

  @Test func aWebhookIsChangedPausedResumedAndDeleted() throws {
    let id = try makeWebhook()

    let saved = try send(
      "/webhooks/\(id)",
      ["name": "Other", "address": "https://other.example", "event": "campaign.paused"])
    #expect(saved.status == .seeOther)
    #expect(try workspace.webhook(id).kinds == [.campaignPaused])
    #expect(try get("/webhooks/\(id)").contains("https://other.example"))
    _ = try send("/webhooks/\(id)/pause")
    #expect(try workspace.webhook(id).state == .paused)
    #expect(try get("/webhooks/\(id)").contains("Events wait, and are sent when you resume it."))
    _ = try send("/webhooks/\(id)/resume")
    #expect(try workspace.webhook(id).state == .active)
    #expect(try get("/webhooks/\(id)/remove").contains("Delete 1 webhook"))
    _ = try send("/webhooks/\(id)/remove")
    #expect(try workspace.webhooks().isEmpty)
  }

  @Test func aNewSecretReplacesTheOldOne() throws {
    let id = try makeWebhook()
    let before: Bytes = try workspace.value("SELECT secret FROM subscribers")

    let question = try get("/webhooks/\(id)/secret")
    #expect(question.contains("The old secret stops working immediately"))
    #expect(try workspace.value("SELECT secret FROM subscribers", as: Bytes.self) == before)
    let answer = try send("/webhooks/\(id)/secret")

    #expect(answer.status == .seeOther)
    #expect(try getAfter("/webhooks/\(id)").contains("whsec_"))
    #expect(try !getAfter("/webhooks/\(id)").contains("whsec_"))
    #expect(try workspace.value("SELECT secret FROM subscribers", as: Bytes.self) != before)
  }

  @Test("S1-057 the log shows request, answer, time and state, and failed ones are resent")
  func theLogShowsWhatWasSentAndAnswered() throws {
    let id = try makeWebhook()
    for _ in 0..<2 { _ = try send("/webhooks/\(id)/test") }
    try queue.run(
      """
      UPDATE event_deliveries SET state = 'dead', attempts = 8, answered_at = now(), status = 500,
        answer = '<b>broken</b>', milliseconds = 35
      """)
    let delivery: Int = try workspace.value("SELECT max(id) FROM event_deliveries")

    let page = try get("/webhooks/\(id)")
    #expect(page.contains("Test event"))
    #expect(page.contains("500 in 35 ms"))
    #expect(page.contains("&lt;b&gt;broken&lt;/b&gt;"))
    #expect(page.contains("Resend 2 failed deliveries"))
    let detail = try get("/webhooks/\(id)/events/\(delivery)")
    #expect(detail.contains("webhook.tested"))
    #expect(detail.contains("&lt;b&gt;broken&lt;/b&gt;"))
    for unreadable in ["x", "0x1", "99999999999999999999", "\(delivery + 1)", " "] {
      let answer = try send("/webhooks/\(id)/redeliver", ["delivery": unreadable])
      #expect(answer.status == .notFound)
    }
    #expect(
      try workspace.value("SELECT count(*) FROM event_deliveries WHERE state = 'dead'") == 2)
    _ = try send("/webhooks/\(id)/redeliver", ["delivery": "\(delivery)"])
    #expect(
      try workspace.value("SELECT array_agg(state ORDER BY id)::text FROM event_deliveries")
        == "{dead,pending}")
    _ = try send("/webhooks/\(id)/redeliver")
    #expect(
      try workspace.value("SELECT count(*) FROM event_deliveries WHERE state = 'pending'") == 2)
  }

  @Test func aLongLogHasPages() throws {
    let id = try makeWebhook()
    for _ in 0..<60 { try workspace.test(webhook: id) }

    let first = try get("/webhooks/\(id)")
    let next = try #require(first.firstMatch(of: #/href="([^"]+)" rel="next"/#)?.1)
    let key = try #require(next.firstMatch(of: #/after=([\w-]+)/#)?.1)
    let second = try door().respond(
      to: Request(.get, "/webhooks/\(id)", query: ["after": String(key)]), as: someone()
    ).text

    #expect(first.matches(of: #/\/events\/\d+/#).count == 50)
    #expect(second.matches(of: #/\/events\/\d+/#).count == 10)
    #expect(second.contains("rel=\"prev\""))
  }

  @Test func aPausedWebhookSaysWhyItSendsNoTest() throws {
    let id = try makeWebhook()
    try workspace.pause(webhook: id)

    #expect(try send("/webhooks/\(id)/test").status == .seeOther)
    #expect(try workspace.value("SELECT count(*) FROM events WHERE kind = 'webhook.tested'") == 0)
  }

  @Test func aPausedWebhookSaysWhyItResendsNothing() throws {
    let id = try makeWebhook()
    _ = try send("/webhooks/\(id)/test")
    try queue.run("UPDATE event_deliveries SET state = 'dead', attempts = 8")
    _ = try send("/webhooks/\(id)/pause")
    let delivery: Int = try workspace.value("SELECT max(id) FROM event_deliveries")

    _ = try send("/webhooks/\(id)/redeliver", ["delivery": "\(delivery)"])

    let page = try getAfter("/webhooks/\(id)")
    #expect(page.contains("This webhook is paused. Resume it first."))
    #expect(!page.contains("Resending"))
  }

  /// The example can be tried as it is.
  @Test func theExampleIsSignedWithItsSecret() throws {
    let page = try get("/webhooks").replacing("&quot;", with: "\"").replacing("&#34;", with: "\"")
    let id = try #require(page.firstMatch(of: #/webhook-id: (\S+)/#)?.1)
    let time = try #require(page.firstMatch(of: #/webhook-timestamp: (\d+)/#)?.1)
    let signature = try #require(page.firstMatch(of: #/webhook-signature: (\S+)/#)?.1)
    let body = try #require(page.firstMatch(of: #/\{"type":.*\}\}/#)?.0)
    let secret = try #require(page.firstMatch(of: #/whsec_[A-Za-z0-9+\/=]+/#)?.0)

    #expect(
      try #require(WebhookSecret(String(secret))).signature(
        id: String(id), timestamp: #require(Int(time)), body: String(body)) == signature)
  }

  @Test func aDisabledWebhookNeedsTheAttentionOfAnAdministrator() throws {
    let id = try makeWebhook()
    _ = try workspace.makeCampaign()
    try queue.run("UPDATE subscribers SET state = 'disabled', disabled_at = now()")

    #expect(try get("/").contains("Webhook hooks.example was disabled"))
    #expect(try get("/webhooks/\(id)").contains("Disabled by Overture"))
    let viewer = try door().respond(to: Request(.get, "/"), as: someone(.viewer)).text
    #expect(!viewer.contains("was disabled"))
  }

  init() throws {
    try owner.run(
      """
      INSERT INTO sessions (id, token_hash, person_id, workspace_id, csrf_token)
      OVERRIDING SYSTEM VALUE VALUES (1, 'hash', 1, \(workspace.id), 'token')
      """)
  }

  private func makeWebhook() throws -> Webhook.ID {
    _ = try send("/webhooks", ["address": "https://hooks.example/in", "event": "email.sent"])
    return try #require(try workspace.webhooks().first).id
  }

  private func form(_ fields: [(String, String)]) -> Form {
    Form(fields.map { Form.Field(name: $0, value: $1) })
  }

  private func get(_ path: String) throws -> String {
    try door().respond(to: Request(.get, path), as: someone()).text
  }

  /// After a form: with the line that it left in this session.
  private func getAfter(_ path: String) throws -> String {
    let user = CurrentUser(
      person: Person.ID(rawValue: 1), name: "Dana", email: "dana@example.com", role: .owner,
      workspace: workspace.id, workspaceName: "Ours", timeZone: "UTC", csrfToken: "token",
      session: 1, hasFlash: true)
    return try door().respond(to: Request(.get, path), as: user).text
  }

  private func send(_ path: String, _ form: Form = [:]) throws -> Response {
    try door().respond(to: Request(.post, path, form: form), as: someone())
  }
}
