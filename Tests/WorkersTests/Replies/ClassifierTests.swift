import Foundation
import Outreach
import Postgres
import TestKit
import Testing
import Workers

@Suite(.database) struct ClassifierTests {
  private func prepared(_ texts: [String]) throws {
    let campaign = try workspace.makeCampaign()
    let mailbox = try workspace.makeMailbox()
    let lead = try workspace.makeWrittenTo("Acme", in: campaign, from: mailbox)
    for text in texts { _ = try workspace.makeReply(text, from: lead, mailbox: mailbox) }
  }

  @Test("S0-054 two classifiers at once settle every reply once")
  func twoClassifiersSettleEveryReplyOnce() throws {
    try prepared((1...40).map { "Yes \($0)" })

    try atOnce(2) { number in
      let classifier = Classifier(
        queue: queue, database: database, reader: Eager(), name: "classifier \(number)")
      while try classifier.work() > 0 {}
    }

    #expect(try workspace.value("SELECT count(*) FROM replies WHERE class = 'positive'") == 40)
    #expect(try workspace.value("SELECT max(attempts) FROM replies") == 1)
    #expect(
      try workspace.value("SELECT count(*) FROM events WHERE kind = 'reply.classified'") == 40)
  }

  @Test(
    "S0-054 a reply is classified as positive, neutral or negative without anyone's doing",
    arguments: [
      ("Sounds great, can we talk on Thursday?", "positive"),
      ("Who are you, and where did you get my address from?", "neutral"),
      ("No thanks, we are not interested.", "negative"),
    ])
  func aReplyIsClassifiedByItself(text: String, kind: String) throws {
    try prepared([text])

    let classifier = Classifier(queue: queue, database: database, reader: RuleReader())
    while try classifier.work() > 0 {}

    let reply = try #require(
      try workspace.rows(
        "SELECT class::text, confidence > 0 AS is_sure, corrected_by IS NULL AS is_own FROM replies"
      ).first)
    #expect(try reply["class"] == kind)
    #expect(try reply["is_own"] == true)
    #expect(try reply["is_sure"] == true)
  }

  @Test func anUnreadableReplyLetsTheOthersPass() throws {
    try prepared(["garbled", "Yes"])
    let classifier = Classifier(queue: queue, database: database, reader: Eager())

    _ = try classifier.work()

    #expect(try workspace.value("SELECT count(*) FROM replies WHERE class = 'positive'") == 1)
    #expect(
      try workspace.value("SELECT last_error FROM replies WHERE class IS NULL") == "Garbled()")
    #expect(try classifier.work() == 0)
  }

  @Test func aReplyWhoseClassifierDiedIsLentAgain() throws {
    try prepared(["Yes"])
    _ = try queue.claimReplies(for: "vanished", atMost: 1, lease: .zero)

    let classifier = Classifier(queue: queue, database: database, reader: Eager())
    _ = try classifier.work()

    #expect(try workspace.value("SELECT count(*) FROM replies WHERE class IS NOT NULL") == 1)
  }
}

private struct Garbled: Error {}

/// Takes everything for a yes.
private struct Eager: ReplyReader {
  func read(_ reply: WaitingReply) throws -> Verdict {
    if reply.text == "garbled" { throw Garbled() }
    return Verdict(.positive, confidence: 0.9, reasons: ["+ eager"])
  }
}
