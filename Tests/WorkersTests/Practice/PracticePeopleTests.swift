import Foundation
import Mail
import Outreach
import Postgres
import TestKit
import Testing
import Workers

@Suite(.database) struct PracticePeopleTests {
  private var people: PracticePeople {
    PracticePeople(queue: queue, database: database, base: "http://127.0.0.1:9") {
      Issue.record($0)
    }
  }

  /// A mail that was taken in, and what its recipient does about it now.
  private func prepared(
    _ act: PracticeAct.Kind, language: String = "de",
    html: (_ token: String) -> String = { _ in "<p>Good morning</p>" }
  ) throws -> WrittenTo {
    let campaign = try workspace.makeCampaign()
    let mailbox = try workspace.makeMailbox()
    let lead = try workspace.makeWrittenTo("Acme", in: campaign, from: mailbox)
    try workspace.run("UPDATE contacts SET language = \(language)")
    let raw = try OutgoingMessage(
      from: MailAddress("ines@tarnbrook.example", name: "Ines"), to: MailAddress(lead.email),
      subject: "Hello", html: html(String(lead.messageID.dropFirst(2).prefix { $0 != "@" })),
      text: "Good morning",
      messageID: lead.messageID
    ).bytes()
    let isKept = try queue.keepPracticeMail(
      messageID: lead.messageID, sender: "ines@tarnbrook.example", recipient: lead.email, raw: raw,
      acts: [.init(after: 0, act, seed: 7)])
    #expect(isKept)
    return lead
  }

  @Test func anAnswerComesInAsARealMessageThatNamesOurMail() throws {
    _ = try prepared(.positive)

    #expect(try people.work() == 1)

    let reply = try #require(try queue.claimReplies(for: "test", atMost: 5).first)
    #expect(!reply.isAutomatic)
    #expect(!reply.text.contains("Good morning"))
    #expect(reply.quoted.contains("Good morning"))
    #expect(try workspace.value("SELECT matched_by FROM replies") == "reference")
  }

  @Test func anAbsenceSaysThatAProgramWroteIt() throws {
    _ = try prepared(.outOfOffice)

    _ = try people.work()

    #expect(try workspace.value("SELECT automatic FROM replies"))
  }

  @Test(arguments: [(PracticeAct.Kind.hardBounce, "hard"), (.softBounce, "soft")])
  func aReportOfDeliveryIsRead(act: PracticeAct.Kind, severity: String) throws {
    let lead = try prepared(act)

    _ = try people.work()

    #expect(
      try workspace.value("SELECT bounce FROM deliveries WHERE id = \(lead.delivery)") == severity)
    #expect(try workspace.value("SELECT count(*) FROM replies") == 0)
  }

  @Test func aComplaintSuppressesAtOnce() throws {
    let lead = try prepared(.complaint)

    _ = try people.work()

    #expect(
      try workspace.value("SELECT reason FROM suppressions WHERE email = \(lead.email)")
        == "complained")
  }

  /// The author of a step writes addresses that look like ours. The program asked them for whatever they named.
  @Test func onlyOurOwnAddressesAreVisitedAndNoRedirectIsFollowed() throws {
    let foreign = try Canary()
    let ours = try Canary(leadingTo: "http://127.0.0.1:\(foreign.port)/led")
    defer {
      foreign.end()
      ours.end()
    }
    let base = "http://127.0.0.1:\(ours.port)"
    let other = "127.0.0.1:\(foreign.port)"
    var token = ""
    _ = try prepared(.machineClick) { made in
      token = made
      return """
        <img src="\(base)@\(other)/o/../admin/secret?x=1"><a href="\(base)@\(other)/c/\(made)/1">1</a>
        <a href="http://\(other)/c/\(made)/1">2</a><a href="\(base)/admin/c/\(made)/1">3</a>
        <a href="\(base)/c/\(made)/7">4</a>
        """
    }
    let people = PracticePeople(queue: queue, database: database, base: base) { Issue.record($0) }

    #expect(try people.work() == 1)

    #expect(foreign.requests.isEmpty)
    #expect(ours.requests == ["GET /c/\(token)/7 HTTP/1.1"])
  }

  @Test func anActIsPlayedOnce() throws {
    _ = try prepared(.positive)

    let rounds = try [people.work(), people.work()]

    #expect(rounds == [1, 0])
  }
}
