import Outreach
import Postgres
import TestKit
import Testing

/// What the sender promises, as the database holds it: whichever program asks, and however.
@Suite(.database) struct PromiseTests {
  @Test func whatIsTransmittingWhenItsWorkerDiesIsUnconfirmed() throws {
    let delivery = try claimOne()
    _ = try beginTransmission(of: [departure(delivery)], by: "dead")

    try queue.recoverDeliveries()

    #expect(try workspace.stateOfDelivery() == "unconfirmed")
    #expect(try queue.claimDeliveries(for: "other", atMost: 10).isEmpty)
  }

  @Test func whoHasLostItsNameBeginsNothing() throws {
    let campaign = try workspace.makeSendingCampaign()
    try workspace.makeSendingStep(of: campaign)
    try workspace.makeSendingLead("ada@example.com", in: campaign)
    let delivery = try #require(queue.claimDeliveries(for: "lost", atMost: 1).first)

    #expect(try queue.beginTransmission(of: [departure(delivery)], by: "lost").isEmpty)
    #expect(try workspace.stateOfDelivery() == "claimed")
    #expect(try beginTransmission(of: [departure(delivery)], by: "lost").count == 1)
  }

  @Test func whatWasOnlyClaimedGoesBackAndSoDoesItsPlace() throws {
    _ = try claimOne()
    #expect(try workspace.value("SELECT sum(used)::int FROM mailbox_uses") == 1)

    try queue.recoverDeliveries()

    #expect(try workspace.stateOfDelivery() == "planned")
    #expect(try workspace.value("SELECT sum(used)::int FROM mailbox_uses") == 0)
    #expect(try queue.claimDeliveries(for: "other", atMost: 10).count == 1)
  }

  @Test func aLivingWorkersClaimsAreItsOwn() throws {
    _ = try claimOne(by: "alive")

    try queue.borrow { connection in
      try connection.holdLivenessLock(as: "alive")
      defer { try? connection.run("SELECT pg_advisory_unlock_all()") }
      try queue.recoverDeliveries()
      #expect(try workspace.stateOfDelivery() == "claimed")
    }
  }

  @Test func whoHasLostTheClaimMayNotBegin() throws {
    let delivery = try claimOne(by: "slow")
    try queue.recoverDeliveries()
    _ = try queue.claimDeliveries(for: "other", atMost: 1)

    #expect(try beginTransmission(of: [departure(delivery)], by: "slow").isEmpty)
  }

  @Test func aLateAnswerSettlesTheDoubt() throws {
    let delivery = try claimOne(by: "slow")
    _ = try beginTransmission(of: [departure(delivery)], by: "slow")
    try queue.recoverDeliveries()

    try queue.settle([settlement(delivery, .sent, by: "slow")])

    #expect(try workspace.stateOfDelivery() == "sent")
  }

  @Test func onlyWhoClaimedSettles() throws {
    let delivery = try claimOne(by: "sender")
    _ = try beginTransmission(of: [departure(delivery)], by: "sender")

    try queue.settle([settlement(delivery, .sent, by: "other")])

    #expect(try workspace.stateOfDelivery() == "transmitting")
  }

  @Test func aSettlementMayBeSaidTwice() throws {
    let delivery = try claimOne()
    _ = try beginTransmission(of: [departure(delivery)], by: "dead")

    try queue.settle([settlement(delivery, .sent)])
    try queue.settle([settlement(delivery, .sent)])
    try queue.settle([settlement(delivery, .failed)])

    #expect(try workspace.stateOfDelivery() == "sent")
    #expect(try workspace.value("SELECT count(*) FROM messages") == 1)
  }

  @Test(arguments: ["sent", "failed", "unconfirmed", "skipped", "canceled"])
  func noUpdateSendsTwice(settled: String) throws {
    _ = try claimOne()
    try workspace.run(
      """
      UPDATE deliveries SET state = \(settled)::delivery_state, settled_at = now(), answer = 'x',
        sent_at = CASE WHEN \(settled) = 'sent' THEN now() END
      """)

    for state in ["planned", "claimed", "transmitting", "deferred"] {
      let error = #expect(throws: PostgresError.self) {
        try workspace.run(
          """
          UPDATE deliveries SET state = \(state)::delivery_state, settled_at = NULL,
            sent_at = NULL,
            claimed_by = CASE WHEN \(state) IN ('claimed', 'transmitting') THEN 'one' END
          """)
      }
      #expect(error?.sqlState == "OR409")
    }
  }

  @Test func theProgramNeverAsksForASecondEmail() throws {
    _ = try claimOne()

    let error = #expect(throws: PostgresError.self) {
      try workspace.run(
        """
        INSERT INTO deliveries (campaign_id, enrollment_id, position, attempt, due_at)
        SELECT campaign_id, enrollment_id, position, 2, now() FROM deliveries
        """)
    }

    #expect(error?.constraint == "sent_again_means_somebody_asked")
  }

  @Test func aDoubtHoldsItsLeadUntilItIsSettled() throws {
    let delivery = try claimOne(steps: 2)
    _ = try beginTransmission(of: [departure(delivery)], by: "dead")
    try queue.settle([settlement(delivery, .unconfirmed)])
    try workspace.run(
      """
      INSERT INTO deliveries (campaign_id, enrollment_id, position, due_at)
      SELECT campaign_id, enrollment_id, 1, now() FROM deliveries
      """)

    #expect(try queue.claimDeliveries(for: "other", atMost: 10).isEmpty)
    try workspace.resolveUnconfirmed(delivery.id, as: .arrived, by: Person.ID(rawValue: 1))
    #expect(try queue.claimDeliveries(for: "other", atMost: 10).map(\.position) == [1])
  }

  @Test func onlyAPersonSendsAgain() throws {
    let delivery = try claimOne()
    _ = try beginTransmission(of: [departure(delivery)], by: "dead")
    try queue.settle([settlement(delivery, .unconfirmed)])

    try workspace.resolveUnconfirmed(delivery.id, as: .again, by: Person.ID(rawValue: 1))
    let again = try queue.claimDeliveries(for: "other", atMost: 10)

    #expect(again.count == 1)
    #expect(again.first?.messageID != delivery.messageID)
    #expect(try workspace.value("SELECT asked_by FROM deliveries WHERE attempt = 2") == 1)
    #expect(throws: Refusal.self) {
      try workspace.resolveUnconfirmed(delivery.id, as: .again, by: Person.ID(rawValue: 1))
    }
  }

  @Test(arguments: ["opened", "clicked", "unsubscribed"])
  func whatOnlyAnArrivedMailCanCauseSettlesTheDoubt(kind: String) throws {
    let delivery = try claimOne()
    _ = try beginTransmission(of: [departure(delivery)], by: "dead")
    try queue.settle([settlement(delivery, .unconfirmed)])

    try workspace.run(
      """
      INSERT INTO tracking_events (delivery_id, campaign_id, kind)
      VALUES (\(delivery.id), \(delivery.campaign), \(kind)::tracking_kind)
      """)

    #expect(try workspace.stateOfDelivery() == "sent")
    #expect(try workspace.value("SELECT count(*) FROM messages") == 1)
  }

  @Test func aBounceSettlesTheDoubtToo() throws {
    let delivery = try claimOne()
    _ = try beginTransmission(of: [departure(delivery)], by: "dead")
    try queue.settle([settlement(delivery, .unconfirmed)])

    try workspace.run("SELECT fn.record_bounce(\(delivery.id), 'soft', 'mailbox full')")

    #expect(try workspace.stateOfDelivery() == "sent")
  }

  @Test func aStaleCopyOfAClaimChangesNothing() throws {
    let stale = try claimOne(by: "one")
    let fresh = try living("one") {
      try lapse()
      let fresh = try #require(try queue.claimDeliveries(for: "one", atMost: 1).first)
      #expect(try queue.beginTransmission(of: [departure(fresh)], by: "one").count == 1)
      #expect(try queue.beginTransmission(of: [departure(stale)], by: "one").isEmpty)
      return fresh
    }

    #expect(fresh.claim > stale.claim)
    for outcome in [Settlement.Outcome.planned, .deferred, .failed] {
      try queue.settle([settlement(stale, outcome, by: "one", answer: "stale")])
      #expect(try workspace.stateOfDelivery() == "transmitting")
    }
    #expect(try queue.settle([settlement(fresh, .sent, by: "one")]).isEmpty)
    #expect(try workspace.stateOfDelivery() == "sent")
    #expect(try workspace.value("SELECT count(*) FROM messages") == 1)
  }

  @Test func aClaimBeginsOnce() throws {
    let delivery = try claimOne(by: "one")

    try living("one") {
      let begun = try queue.beginTransmission(of: [departure(delivery)], by: "one")
      #expect(begun.count == 1)
      // The answer was lost: who asks again does not know whether somebody has it.
      #expect(try queue.beginTransmission(of: [departure(delivery)], by: "one").isEmpty)
    }
  }

  @Test(
    "a settlement that is said again, because its answer was lost, never meets a later claim",
    arguments: [Settlement.Outcome.planned, .deferred])
  func aRepeatedSettlementMeetsNoLaterClaim(outcome: Settlement.Outcome) throws {
    let first = try claimOne(by: "one")
    try living("one") {
      #expect(try queue.beginTransmission(of: [departure(first)], by: "one").count == 1)
      #expect(try queue.settle([settlement(first, outcome, by: "one")]).isEmpty)
      try workspace.expireWaits()
      let second = try #require(try queue.claimDeliveries(for: "one", atMost: 1).first)
      #expect(try queue.settle([settlement(first, outcome, by: "one")]).isEmpty)
      #expect(try queue.beginTransmission(of: [departure(second)], by: "one").count == 1)
      #expect(try queue.settle([settlement(first, outcome, by: "one")]).isEmpty)
      #expect(try workspace.stateOfDelivery() == "transmitting")
      #expect(try queue.settle([settlement(second, .sent, by: "one")]).isEmpty)
    }

    #expect(try workspace.stateOfDelivery() == "sent")
    #expect(try workspace.value("SELECT count(*) FROM messages") == 1)
    #expect(try workspace.value("SELECT count(*) FROM unmatched_settlements") == 0)
  }

  @Test(
    "what a server answered late to the mail unconfirmed is the truth about it",
    arguments: [
      (Settlement.Outcome.deferred, "deferred"), (.failed, "failed"), (.sent, "sent"),
      (.planned, "deferred"), (.unconfirmed, "unconfirmed"),
    ])
  func aLateAnswerOfItsOwnClaimSettlesTheDoubt(outcome: Settlement.Outcome, state: String) throws {
    let delivery = try claimOne(by: "slow")
    _ = try beginTransmission(of: [departure(delivery)], by: "slow")
    try queue.recoverDeliveries()
    #expect(try workspace.stateOfDelivery() == "unconfirmed")

    #expect(try queue.settle([settlement(delivery, outcome, by: "slow")]).isEmpty)

    #expect(try workspace.stateOfDelivery() == state)
    #expect(try workspace.stepStatisticsDrift() == 0)
  }

  @Test(
    "an email that left under a claim that is not known here is unconfirmed, and not sent again",
    arguments: ["planned", "claimed"])
  func whatLeftUnderALostClaimIsNotSentAgain(state: String) throws {
    let delivery = try claimOne(by: "one")
    if state == "planned" {
      try queue.settle([settlement(delivery, .planned, by: "one")])
    }

    let told = try settleUnknown("sent", claim: delivery.claim + 1_000)
    let again = try settleUnknown("sent", claim: delivery.claim + 1_000)

    #expect(told.map(\.foundState?.rawValue) == [state])
    #expect(again.isEmpty)
    #expect(try workspace.stateOfDelivery() == "unconfirmed")
    #expect(try queue.claimDeliveries(for: "other", atMost: 1).isEmpty)
    #expect(try beginTransmission(of: [departure(delivery)], by: "one").isEmpty)
    #expect(try queue.settle([settlement(delivery, .planned, by: "one")]).isEmpty)
    #expect(try workspace.stateOfDelivery() == "unconfirmed")
    #expect(try workspace.value("SELECT count(*) FROM unmatched_settlements") == 1)
  }

  @Test func aClaimThatTakesBackItsWordIsUnconfirmed() throws {
    let delivery = try claimOne(by: "one")
    _ = try beginTransmission(of: [departure(delivery)], by: "one")
    #expect(try queue.settle([settlement(delivery, .planned, by: "one")]).isEmpty)

    #expect(try queue.settle([settlement(delivery, .sent, by: "one")]).count == 1)

    #expect(try workspace.stateOfDelivery() == "unconfirmed")
    #expect(try queue.claimDeliveries(for: "other", atMost: 1).isEmpty)
  }

  @Test func aSettlementOfNoDeliveryIsAnAlarm() throws {
    _ = try claimOne(by: "one")

    let told = try settleUnknown("sent", delivery: 404, claim: 1)

    #expect(told.count == 1)
    #expect(told.first?.foundState == nil)
    #expect(told.first.map { "\($0)" }?.contains("no such delivery") == true)
  }

  @Test func aClaimWhoseAnswerWasLostIsPlannedAgainSoon() throws {
    let delivery = try claimOne(by: "one")
    try living("one") {
      try queue.recoverDeliveries(worker: "one", knownClaim: delivery.claim)
      #expect(try workspace.stateOfDelivery() == "claimed")

      try queue.recoverDeliveries(worker: "one", knownClaim: delivery.claim - 1)

      #expect(try workspace.stateOfDelivery() == "planned")
      #expect(try workspace.value("SELECT sum(used)::int FROM mailbox_uses") == 0)
    }
  }

  @Test func aServerThatHangsUpOnOneEmailIsTriedAsOftenAsOneThatRefusesIt() throws {
    let campaign = try workspace.makeSendingCampaign()
    try workspace.makeSendingStep(of: campaign)
    try workspace.makeSendingLead("ada@example.com", in: campaign)
    var states: [String] = []

    for _ in 1...5 {
      let claimed = try queue.claimDeliveries(for: "one", atMost: 1)
      try queue.settle(
        claimed.map { settlement($0, .planned, by: "one", meaning: .hungUp, answer: "hung up") })
      states.append(try workspace.stateOfDelivery())
      try workspace.expireWaits()
    }

    #expect(states == ["planned", "deferred", "deferred", "deferred", "failed"])
    #expect(try workspace.value("SELECT failure FROM deliveries") == "given_up")
    // One email on which it hangs up says little of the mailbox; three of them do.
    #expect(try workspace.value("SELECT errors_in_a_row FROM mailboxes") == 1)
    #expect(try workspace.value("SELECT cooling_until IS NULL FROM mailboxes"))
    for number in 1...2 {
      try workspace.makeSendingLead("l\(number)@example.com", in: campaign)
      let claimed = try queue.claimDeliveries(for: "one", atMost: 1)
      try queue.settle(
        claimed.map { settlement($0, .planned, by: "one", meaning: .hungUp, answer: "hung up") })
    }
    #expect(try workspace.value("SELECT cooling_until IS NOT NULL FROM mailboxes"))
  }

  @Test func aServerThatHangsUpOnSeveralEmailsIsToBlameAndNotTheyAre() throws {
    let campaign = try workspace.makeSendingCampaign()
    try workspace.makeSendingStep(of: campaign)
    for number in 1...3 { try workspace.makeSendingLead("l\(number)@example.com", in: campaign) }

    for _ in 1...6 {
      let claimed = try queue.claimDeliveries(for: "one", atMost: 5)
      #expect(claimed.count == 3)
      try queue.settle(
        claimed.map { settlement($0, .planned, by: "one", meaning: .hungUp, answer: "hung up") })
      try workspace.run("UPDATE mailboxes SET cooling_until = NULL WHERE cooling_until IS NOT NULL")
      try workspace.expireWaits()
    }
    #expect(try workspace.deliveryStates() == ["planned": 3])

    // It takes one, and goes on to hang up on another: that is the other's.
    let claimed = try queue.claimDeliveries(for: "one", atMost: 5)
    _ = try beginTransmission(of: [departure(claimed[2])], by: "one")
    try queue.settle([
      settlement(claimed[2], .sent, by: "one", meaning: .sent, answer: "250")
    ])
    try queue.settle([
      settlement(claimed[0], .planned, by: "one", meaning: .hungUp, answer: "hung up")
    ])
    #expect(try workspace.stateOfDelivery(claimed[0].id) == "deferred")
  }

  /// As a sender that this database does not know says it.
  private func settleUnknown(
    _ outcome: String, delivery: Int = 1, claim: Int
  ) throws -> [UnmatchedSettlement] {
    try queue.all(
      """
      SELECT * FROM fn.settle_deliveries(ARRAY[1]::bigint[], ARRAY[\(delivery)]::bigint[],
        ARRAY[\(claim)]::bigint[], ARRAY['another sender'], ARRAY[\(outcome)],
        ARRAY[\(outcome)], ARRAY['250 taken'], ARRAY['Hello'], ARRAY['Hi'])
      """)
  }

  /// A claim of a living worker, long after its end.
  private func lapse() throws {
    try workspace.run(
      "UPDATE deliveries SET claimed_until = now() - interval '1 hour' WHERE state = 'claimed'")
    try queue.recoverDeliveries()
    #expect(try workspace.stateOfDelivery() == "planned")
  }

  private func living<Value>(_ worker: String, _ body: () throws -> Value) throws -> Value {
    try queue.borrow { presence in
      try presence.holdLivenessLock(as: worker)
      defer { try? presence.run("SELECT pg_advisory_unlock_all()") }
      return try body()
    }
  }

  private func claimOne(by worker: String = "dead", steps: Int = 1) throws -> ClaimedDelivery {
    let campaign = try workspace.makeSendingCampaign()
    for position in 0..<steps { try workspace.makeSendingStep(position, of: campaign) }
    try workspace.makeSendingLead("ada@example.com", in: campaign)
    return try #require(try queue.claimDeliveries(for: worker, atMost: 1).first)
  }
}

func departure(_ delivery: ClaimedDelivery) -> Departure {
  Departure(of: delivery, links: [])
}

func settlement(
  _ delivery: ClaimedDelivery, _ outcome: Settlement.Outcome, by worker: String = "dead",
  meaning: Settlement.Meaning? = nil, answer: String = "250 queued"
) -> Settlement {
  Settlement(
    of: delivery, by: worker, outcome, meaning: meaning ?? outcome.usualMeaning, answer: answer,
    subject: "Hello", text: "Hi")
}

extension Settlement.Outcome {
  /// The default meaning of a test's settlement.
  var usualMeaning: Settlement.Meaning {
    switch self {
    case .planned: .returned
    case .deferred: .defer
    case .sent: .sent
    case .failed: .unknownPermanent
    case .unconfirmed: .unconfirmed
    }
  }
}
