import HTTPTypes
import Outreach
import Postgres
import Site
import TestKit
import Testing
import Web

/// What is too long or too large is said at its field.
@Suite(.database) struct FieldLimitTests {
  @Test func noTextOfAStepIsLongerThanAnEmail() throws {
    let campaign = try workspace.makeDraft()
    func post(_ form: Form) throws -> Response {
      try door().respond(
        to: Request(.post, "/campaigns/\(campaign)/sequence/steps", form: form), as: someone())
    }

    let long = try post(["subject": "Hello", "body": String(repeating: "{{A}}", count: 40_001)])
    let subject = try post(["subject": String(repeating: "x", count: 501), "body": "Hello"])

    #expect(long.status == .unprocessableContent)
    #expect(long.text.contains("At most 200,000 characters; this has 200,005."))
    #expect(subject.text.contains("At most 500 characters; this has 501."))
    #expect(try workspace.value("SELECT count(*) FROM steps") == 0)
  }

  @Test("a letter with any number of marks is no short text")
  func marksCount() throws {
    let name = "a" + String(repeating: "\u{301}", count: 5_000)

    let answer = try door().respond(
      to: Request(.post, "/products", form: ["name": name, "language": "en"]), as: someone())

    #expect(answer.status == .unprocessableContent)
    #expect(answer.text.contains("At most 200 characters"))
  }

  /// One rule for all names.
  @Test(arguments: ["\u{200B}\u{3164}", "\u{00AD}", "a\nb", "a\u{2028}b", "\u{2800}", "a\u{7}"])
  func aNameIsSomethingThatAListCanShow(name: String) throws {
    let list = try workspace.makeList(of: [])
    let campaign = try workspace.makeCampaign()
    let product = try workspace.makeProduct()
    func post(_ path: String, _ form: Form) throws -> HTTPResponse.Status {
      try door().respond(to: Request(.post, path, form: form), as: someone()).status
    }

    #expect(try post("/lists/\(list)/name", ["name": name]) == .unprocessableContent)
    #expect(try post("/campaigns/\(campaign)/rename", ["name": name]) == .unprocessableContent)
    #expect(try post("/campaigns/\(campaign)/duplicate", ["name": name]) == .unprocessableContent)
    #expect(
      try post("/campaigns", ["name": name, "product": "\(product)"]) == .unprocessableContent)
    #expect(try post("/products", ["name": name, "language": "en"]) == .unprocessableContent)
    // Nothing visible is no name, and a webhook is then called as its host.
    let webhook: Form = ["name": name, "address": "https://h.example", "event": "email.sent"]
    let status = try post("/webhooks", webhook)
    let names = try workspace.webhooks().map(\.name)
    #expect(status == .unprocessableContent || names == ["h.example"])
  }

  @Test func aNameIsSavedTrimmedAndComposed() throws {
    let list = try workspace.makeList(of: [])

    _ = try door().respond(
      to: Request(.post, "/lists/\(list)/name", form: ["name": "\u{A0}Cafe\u{301} 👩‍🚀 "]),
      as: someone())

    #expect(
      try workspace.value("SELECT name FROM lists WHERE id = \(list)", as: String.self)
        .unicodeScalars.elementsEqual("Caf\u{E9} 👩‍🚀".unicodeScalars))
  }

  @Test func aMailboxsNameIsOneLine() throws {
    let box = try workspace.makeBox()
    let answer = try door().respond(
      to: Request(
        .post, "/mailboxes/\(box)",
        form: ["email": "ines@tarnbrook.example", "display_name": "Ines\r\nBcc: x@y.example"]),
      as: someone())

    #expect(answer.status == .unprocessableContent)
    #expect(answer.text.contains("A name is a single line"))
  }

  @Test(arguments: [
    (["amount": "99999999999999"], "At most 999,999,999,999.99."),
    (
      ["amount": "", "hours": "99999999", "rate": "10", "category": "labour"], "At most 100,000.00."
    ),
    (
      ["amount": "", "hours": "100000", "rate": "9999999999.99", "category": "labour"],
      "come to more than 999,999,999,999.99"
    ),
  ])
  func noAmountIsMoreThanTheLedgerHolds(fields: [String: String], words: String) throws {
    let campaign = try workspace.makeCampaign()
    var form: Form = ["category": "event", "currency": "EUR", "date": "2026-03-01"]
    for (name, value) in fields { form[name] = value }

    let answer = try door().respond(
      to: Request(.post, "/campaigns/\(campaign)/costs", form: form), as: someone())

    #expect(answer.status == .unprocessableContent)
    #expect(answer.text.contains(words))
  }

  @Test func whatIsLoggedIsNoLongerThanAPage() throws {
    let campaign = try workspace.makeCampaign()
    let lead = try workspace.makeWrittenTo(
      "Acme", in: campaign, from: try workspace.makeMailbox())
    for act in ["sent", "inbound"] {
      let answer = try door().respond(
        to: Request(
          .post, "/campaigns/\(campaign)/accounts/\(lead.account)/\(act)",
          form: [
            "contact": "\(lead.contact)", "channel": "email",
            "text": String(repeating: "/u/ http://", count: 10_000),
          ]), as: someone())
      #expect(answer.status == .unprocessableContent)
      #expect(answer.text.contains("At most 100,000 characters; this has 110,000."))
    }
  }

  @Test func theMappingOfAHeaderOfAnyLengthIsRemembered() throws {
    let header =
      ["email"] + (1...400).map { "A column with a long name as some programs write them \($0)" }
    let text = header.joined(separator: ";") + "\na@frost.example\n"
    let first = try workspace.stage(text)
    var form: Form = ["column-0": "email", "column-1": "first_name"]
    form["region"] = ""

    let answer = try door().respond(
      to: Request(.post, "/imports/\(first)/mapping", form: form), as: someone())

    #expect(answer.status == .seeOther)
    let second = try workspace.stage(text)
    let mapping: String = try workspace.value(
      "SELECT mapping::text FROM imports WHERE id = \(second)")
    #expect(mapping.contains("first_name"))
  }

  @Test func loggingWhatWasSentTakesNoOtherDraftAway() throws {
    let campaign = try workspace.makeCampaign()
    let mailbox = try workspace.makeMailbox()
    let one = try workspace.makeWrittenTo("Acme", in: campaign, from: mailbox)
    let other = try workspace.makeWrittenTo("Birch", in: campaign, from: mailbox)
    func post(_ form: Form, to account: Account.ID) throws -> Response {
      try door().respond(
        to: Request(.post, "/campaigns/\(campaign)/accounts/\(account)/sent", form: form),
        as: someone())
    }
    _ = try post(
      ["contact": "\(other.contact)", "channel": "email", "text": "Soon", "act": "draft"],
      to: other.account)
    let draft: Message.ID = try workspace.value("SELECT id FROM messages WHERE state = 'draft'")

    _ = try post(
      ["contact": "\(one.contact)", "channel": "email", "text": "Hello", "draft": "\(draft)"],
      to: one.account)
    #expect(try workspace.value("SELECT count(*) FROM messages WHERE state = 'draft'") == 1)
    _ = try post(
      ["contact": "\(other.contact)", "channel": "email", "text": "Hello", "draft": "\(draft)"],
      to: other.account)

    #expect(try workspace.value("SELECT count(*) FROM messages WHERE state = 'draft'") == 0)
  }
}
