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
  private func prepared(_ act: PracticeAct.Kind, language: String = "de") throws -> WrittenTo {
    let campaign = try workspace.makeCampaign()
    let mailbox = try workspace.makeMailbox()
    let lead = try workspace.makeWrittenTo("Acme", in: campaign, from: mailbox)
    try workspace.run("UPDATE contacts SET language = \(language)")
    let raw = try OutgoingMessage(
      from: MailAddress("ines@tarnbrook.example", name: "Ines"), to: MailAddress(lead.email),
      subject: "Hello", html: "<p>Good morning</p>", text: "Good morning",
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

  @Test func anActIsPlayedOnce() throws {
    _ = try prepared(.positive)

    let rounds = try [people.work(), people.work()]

    #expect(rounds == [1, 0])
  }
}
