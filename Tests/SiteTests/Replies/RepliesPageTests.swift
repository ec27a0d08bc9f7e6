import Foundation
import HTTPTypes
import Outreach
import Postgres
import Site
import TestKit
import Testing
import Web

@Suite(.database) struct RepliesPageTests {
  private func prepared(_ text: String = "Please call me", html: String? = nil) throws -> Reply.ID {
    let campaign = try workspace.makeCampaign("Autumn")
    let mailbox = try workspace.makeMailbox()
    let lead = try workspace.makeWrittenTo("Acme", in: campaign, from: mailbox)
    return try workspace.makeReply(text, from: lead, mailbox: mailbox, html: html)
  }

  @Test func aWorkspaceWithoutRepliesHasNoneThatAreDone() throws {
    func page() throws -> String {
      try door().respond(to: Request(.get, "/replies"), as: someone()).text
    }
    #expect(try page().contains("No replies yet"))

    let reply = try prepared()
    try workspace.settle(reply, as: Verdict(.positive, confidence: 0.94, reasons: ["+ yes"]))
    try workspace.run("UPDATE replies SET done_at = now()")
    #expect(try page().contains("All replies are done"))
  }

  @Test func evidenceEndsNoWordInItsMiddle() throws {
    let reply = try prepared()
    try workspace.settle(
      reply, as: Verdict(.positive, confidence: 0.94, reasons: ["+ “interess* an _ demo”"]))
    let page = try door().respond(to: Request(.get, "/replies/\(reply)"), as: someone()).text
    #expect(page.contains("“interess… an … demo”"))
    #expect(Words.beginning(of: "Please call me tomorrow", 18) == "Please call me…")
    #expect(Words.beginning(of: "Please call", 18) == "Please call")
  }

  @Test func aReplyWithoutALeadDoesNotSayWhyItMatchedOne() throws {
    let reply = try prepared()
    let page = { try door().respond(to: Request(.get, "/replies/\(reply)"), as: someone()).text }
    #expect(try page().contains("Why it matched this lead"))

    let mailbox: Mailbox.ID = try workspace.value("SELECT id FROM mailboxes")
    let stray = try #require(
      try workspace.receive(
        InboundMessage(
          kind: .reply, messageID: "stray@theirs.example", references: [], tokens: [],
          senderEmail: "who@unknown.example", senderName: "", subject: "Hello", text: "Who are you?"
        ),
        mailbox: mailbox, sourceKey: "stray"
      ).reply)
    let html = try door().respond(to: Request(.get, "/replies/\(stray)"), as: someone()).text
    #expect(html.contains("Why it matched no lead"))
  }

  @Test("S0-045 the inbox shows a reply with its class, its evidence and its campaign")
  func theInboxShowsAReply() throws {
    let reply = try prepared()
    try workspace.settle(
      reply, as: Verdict(.positive, confidence: 0.94, reasons: ["+ asks for a call"]))

    let response = try door().respond(to: Request(.get, "/replies"), as: someone())

    #expect(response.status == .ok)
    #expect(response.text.contains("Please call me"))
    #expect(response.text.contains("asks for a call"))
    #expect(response.text.contains("Why positive, 0.94"))
    #expect(response.text.contains("Autumn"))
  }

  @Test func aReplyThatIsBeingReadSaysThatTheSequenceWaitsAndShowsItsClassOnceThereIsOne() throws {
    let reply = try prepared()
    let page = { try door().respond(to: Request(.get, "/replies/\(reply)"), as: someone()).text }

    let before = try page()
    try workspace.settle(
      reply, as: Verdict(.positive, confidence: 0.94, reasons: ["+ asks for a call"]))
    let after = try page()

    #expect(before.contains("The sequence is on hold for this lead until the reply is classified"))
    #expect(before.contains("data-live-once"))
    #expect(after.contains("The sequence stopped for this lead"))
    #expect(!after.contains("data-live-once"))
  }

  @Test func whatAReplyQuotesHoldsNoLinkThatActsForTheLead() throws {
    let token = "1-0123456789abcdef0123456789abcdef"
    let reply = try prepared(
      "Call me", html: "<p>Call me</p><a href=\"https://out.example/u/\(token)\">Out</a>")

    let html = try door().respond(to: Request(.get, "/replies/\(reply)/html"), as: someone())

    #expect(html.text.contains("Call me"))
    #expect(!html.text.contains(token))
  }

  @Test func aMessageWithoutASubjectIsNamedByItsBeginning() throws {
    let reply = try prepared()
    let contact: Contact.ID = try workspace.value("SELECT min(id) FROM contacts")
    let campaign: Campaign.ID = try workspace.value("SELECT min(id) FROM campaigns")
    try workspace.logSent(
      LoggedMessage(
        contact: contact, channel: .meeting, subject: "", text: "Spoke briefly", at: Date()),
      in: campaign)

    let page = try door().respond(to: Request(.get, "/replies/\(reply)"), as: someone())

    #expect(page.text.contains("<summary>Spoke briefly</summary>"))
  }

  @Test("S0-045 the inbox pages on to older replies, and back to newer ones")
  func pagedBothWays() throws {
    let campaign = try workspace.makeCampaign("Autumn")
    let mailbox = try workspace.makeMailbox()
    for number in 1...30 {
      let lead = try workspace.makeWrittenTo("Firm \(number)", in: campaign, from: mailbox)
      _ = try workspace.makeReply("Answer \(number).", from: lead, mailbox: mailbox)
    }
    let door = try door()
    func look(_ query: Form) -> (Set<String>, older: String?, newer: String?) {
      let text = door.respond(to: Request(.get, "/replies", query: query), as: someone()).text
      let list = text.prefix(upTo: text.range(of: "<footer>")?.lowerBound ?? text.endIndex)
      return (
        Set(list.matches(of: /Answer \d+\./).map { String($0.0) }),
        text.firstMatch(of: /after=([\w-]+)[^"]*" rel="next"/).map { String($0.1) },
        text.firstMatch(of: /before=([\w-]+)[^"]*" rel="prev"/).map { String($0.1) }
      )
    }

    let first = look([:])
    let second = look(["after": try #require(first.older)])
    let back = look(["before": try #require(second.newer)])

    #expect(first.0.count == 25)
    #expect(second.0.count == 5)
    #expect(first.0.isDisjoint(with: second.0))
    #expect(back.0 == first.0)
  }

  @Test func theFilterShowsOneClassOnly() throws {
    let reply = try prepared()
    try workspace.settle(reply, as: Verdict(.negative, confidence: 1, reasons: ["+ no"]))

    let positive = try door().respond(
      to: Request(.get, "/replies", query: ["folder": "all", "class": "positive"]), as: someone())
    let negative = try door().respond(
      to: Request(.get, "/replies", query: ["folder": "all", "class": "negative"]), as: someone())

    #expect(!positive.text.contains("Please call me"))
    #expect(negative.text.contains("Please call me"))
  }

  @Test func whatTheyWroteCannotRunInThePage() throws {
    let reply = try prepared(
      "<script>alert(1)</script>", html: "<script>alert(1)</script><img src=http://x.example>")

    let page = try door().respond(to: Request(.get, "/replies/\(reply)"), as: someone())
    let frame = try door().respond(to: Request(.get, "/replies/\(reply)/html"), as: someone())

    #expect(!page.text.contains("<script>alert"))
    #expect(page.text.contains("&lt;script&gt;alert"))
    #expect(page.text.contains(#"sandbox="""#))
    #expect(
      frame.headers[.contentSecurityPolicy]
        == "sandbox; default-src 'none'; img-src data:; style-src 'unsafe-inline'; frame-ancestors 'self'"
    )
    #expect(frame.headers[.xContentTypeOptions] == "nosniff")
  }

  @Test func aCorrectionIsMadeOnThePageAndTheFirstClassShown() throws {
    let reply = try prepared()
    try workspace.settle(reply, as: Verdict(.neutral, confidence: 0.5, reasons: ["+ nothing"]))

    let answer = try door().respond(
      to: Request(.post, "/replies/\(reply)/class", form: ["class": "positive", "csrf": "token"]),
      as: someone())
    let page = try door().respond(to: Request(.get, "/replies/\(reply)"), as: someone())

    #expect(answer.status == .seeOther)
    #expect(page.text.contains("it was first classified as neutral"))
  }

  @Test func anUnmatchedReplyIsGivenToItsLead() throws {
    let campaign = try workspace.makeCampaign("Autumn")
    let mailbox = try workspace.makeMailbox()
    let lead = try workspace.makeWrittenTo("Acme", in: campaign, from: mailbox)
    let reception = try workspace.receive(
      InboundMessage(
        kind: .reply, messageID: "x@y", references: [], tokens: [],
        senderEmail: "colleague@acme.example", senderName: "Colleague", subject: "Fwd",
        text: "This came to me"), mailbox: mailbox, sourceKey: "k")
    let reply = try #require(reception.reply)

    let folder = try door().respond(
      to: Request(.get, "/replies", query: ["folder": "unmatched"]), as: someone())
    _ = try door().respond(
      to: Request(
        .post, "/replies/\(reply)/assign",
        form: ["contact": "\(lead.contact)", "campaign": "\(campaign)", "csrf": "token"]),
      as: someone())

    #expect(folder.text.contains("Who sent this reply?"))
    #expect(folder.text.contains("Petra Acme"))
    #expect(try workspace.reply(reply).account == lead.account)
  }

  @Test func whoMayNotSettleHasNoButtonAndIsRefused() throws {
    let reply = try prepared()

    let page = try door().respond(to: Request(.get, "/replies/\(reply)"), as: someone(.viewer))

    #expect(page.status == .ok)
    #expect(!page.text.contains("/replies/\(reply)/class"))
    #expect(!page.text.contains("Settle<kbd>"))
    #expect(!page.text.contains("</kbd> settle") && !page.text.contains("</kbd> class"))
  }

  @Test func whoClassesAReplyStaysAtItInItsFolder() throws {
    let campaign = try workspace.makeCampaign("Autumn")
    let mailbox = try workspace.makeMailbox()
    let lead = try workspace.makeWrittenTo("Acme", in: campaign, from: mailbox)
    let reply = try workspace.makeReply("Later, please", from: lead, mailbox: mailbox)
    let ada = try workspace.signIn()
    let open = try door().respond(to: ada.request("/replies")).text

    let answer = try door().respond(
      to: ada.request("/replies/\(reply)/class", form: ["class": "not_now", "folder": "open"]))
    let page = try door().respond(
      to: ada.request("/replies/\(reply)", query: ["folder": "open"])
    ).text

    #expect(open.contains(#"name="folder" value="open""#))
    #expect(answer.headers[.location] == "/replies/\(reply)?folder=open")
    #expect(page.contains("Category set to not now."))
    #expect(
      page.contains(#/<button class="blue" name="class" value="not_now"\s+aria-pressed="true"/#))
    #expect(page.contains(#/<button class="red" name="class" value="negative"/#))
  }

  @Test func theKeysOfTheInboxAreExplained() throws {
    _ = try prepared()
    let page = try door().respond(to: Request(.get, "/replies"), as: someone()).text
    #expect(page.contains("<details data-keys>"))
    #expect(page.contains("<dt><kbd>4</kbd></dt><dd>Category: Not now</dd>"))
  }
}
