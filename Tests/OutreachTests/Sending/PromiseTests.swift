import Outreach
import Postgres
import TestKit
import Testing

/// decisions.md section 8, as the database holds it: whoever asks, and however.
@Suite(.database) struct PromiseTests {
  @Test func whatIsTransmittingWhenItsWorkerDiesIsInDoubt() throws {
    let delivery = try claimOne()
    _ = try beginTransmission(of: [departure(delivery)], by: "dead")

    try queue.recoverDeliveries()

    #expect(try workspace.stateOfDelivery() == "in_doubt")
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
      try connection.liveAs(worker: "alive")
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

  @Test(arguments: ["sent", "failed", "in_doubt", "skipped", "canceled"])
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
            sent_at = NULL, claimed_by = NULL
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
        INSERT INTO deliveries (campaign_id, enrolment_id, position, attempt, due_at)
        SELECT campaign_id, enrolment_id, position, 2, now() FROM deliveries
        """)
    }

    #expect(error?.constraint == "sent_again_means_somebody_asked")
  }

  @Test func aDoubtHoldsItsLeadUntilItIsSettled() throws {
    let delivery = try claimOne(steps: 2)
    _ = try beginTransmission(of: [departure(delivery)], by: "dead")
    try queue.settle([settlement(delivery, .inDoubt)])
    try workspace.run(
      """
      INSERT INTO deliveries (campaign_id, enrolment_id, position, due_at)
      SELECT campaign_id, enrolment_id, 1, now() FROM deliveries
      """)

    #expect(try queue.claimDeliveries(for: "other", atMost: 10).isEmpty)
    try workspace.settleDoubt(delivery.id, as: .arrived, by: Person.ID(rawValue: 1))
    #expect(try queue.claimDeliveries(for: "other", atMost: 10).map(\.position) == [1])
  }

  @Test func onlyAPersonSendsAgain() throws {
    let delivery = try claimOne()
    _ = try beginTransmission(of: [departure(delivery)], by: "dead")
    try queue.settle([settlement(delivery, .inDoubt)])

    try workspace.settleDoubt(delivery.id, as: .again, by: Person.ID(rawValue: 1))
    let again = try queue.claimDeliveries(for: "other", atMost: 10)

    #expect(again.count == 1)
    #expect(again.first?.messageID != delivery.messageID)
    #expect(try workspace.value("SELECT asked_by FROM deliveries WHERE attempt = 2") == 1)
    #expect(throws: Refusal.self) {
      try workspace.settleDoubt(delivery.id, as: .again, by: Person.ID(rawValue: 1))
    }
  }

  @Test(arguments: ["opened", "clicked", "unsubscribed"])
  func whatOnlyAnArrivedMailCanCauseSettlesTheDoubt(kind: String) throws {
    let delivery = try claimOne()
    _ = try beginTransmission(of: [departure(delivery)], by: "dead")
    try queue.settle([settlement(delivery, .inDoubt)])

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
    try queue.settle([settlement(delivery, .inDoubt)])

    try workspace.run("SELECT fn.record_bounce(\(delivery.id), 'soft', 'mailbox full')")

    #expect(try workspace.stateOfDelivery() == "sent")
  }

  private func claimOne(by worker: String = "dead", steps: Int = 1) throws -> ClaimedDelivery {
    let campaign = try workspace.makeSendingCampaign()
    for position in 0..<steps { try workspace.makeSendingStep(position, of: campaign) }
    try workspace.makeSendingLead("ada@example.com", in: campaign)
    return try #require(try queue.claimDeliveries(for: worker, atMost: 1).first)
  }
}

func departure(_ delivery: ClaimedDelivery) -> Departure {
  Departure(workspace: delivery.workspace, delivery: delivery.id, links: [])
}

func settlement(
  _ delivery: ClaimedDelivery, _ outcome: Settlement.Outcome, by worker: String = "dead",
  meaning: String? = nil, answer: String = "250 queued"
) -> Settlement {
  Settlement(
    of: delivery, by: worker, outcome, meaning: meaning ?? outcome.rawValue, answer: answer,
    subject: "Hello", text: "Hi")
}
