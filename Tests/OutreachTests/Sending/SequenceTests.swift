import Foundation
import Outreach
import Postgres
import TestKit
import Testing

/// What becomes of a lead, step by step.
@Suite(.database) struct SequenceTests {
  @Test func theNextStepWaitsFromTheMomentOfTheLast() throws {
    let campaign = try campaign(steps: 1)
    try workspace.makeSendingStep(1, of: campaign, days: 3)

    try send(.sent)

    #expect(
      try workspace.value(
        """
        SELECT due_at BETWEEN now() + interval '71 hours 59 minutes' AND now() + interval '3 days'
        FROM deliveries WHERE position = 1
        """))
  }

  @Test func onPracticeADayTakesAsLongAsTheSettingSays() throws {
    let campaign = try workspace.makeSendingCampaign(kind: "practice")
    try workspace.makeSendingStep(of: campaign)
    try workspace.makeSendingStep(1, of: campaign, days: 3)
    try workspace.makeSendingLead("ada@example.com", in: campaign)
    try workspace.run("INSERT INTO settings (key, value) VALUES ('practice.day_seconds', '60')")

    try send(.sent)

    #expect(
      try workspace.value(
        "SELECT due_at - now() < interval '3 minutes' FROM deliveries WHERE position = 1"))
  }

  @Test(
    "a claimed email says the language of its account, else of the campaign, else of the product")
  func aClaimSaysTheLanguage() throws {
    let campaign = try campaign(steps: 1)
    try workspace.makeSendingLead("second@example.com", in: campaign)
    try workspace.run("UPDATE products SET language = 'nl'")
    try workspace.run(
      "UPDATE accounts SET language = 'ca' WHERE name = 'Firm of second@example.com'")

    let claimed = try queue.claimDeliveries(for: "a", atMost: 10)
    #expect(Set(claimed.map(\.language)) == ["nl", "ca"])
    try workspace.run("UPDATE deliveries SET state = 'planned', claimed_by = NULL")
    try workspace.run("UPDATE campaigns SET language = 'de'")
    let again = try queue.claimDeliveries(for: "a", atMost: 10)
    #expect(Set(again.map(\.language)) == ["de", "ca"])
  }

  @Test(
    "S1-046 a condition looks at the mail that was sent, and machines do not count",
    arguments: [
      ("on_open", "machine_opened_at", "skipped"), ("on_open", "opened_at", "claimed"),
      ("on_click", "opened_at", "skipped"), ("on_click", "clicked_at", "claimed"),
      ("not_opened", "opened_at", "skipped"), ("not_opened", "machine_opened_at", "claimed"),
    ])
  func aFalseConditionSkipsTheStep(condition: String, event: String, state: String) throws {
    let campaign = try campaign(steps: 1)
    try workspace.makeSendingStep(1, of: campaign, condition: condition)
    try workspace.makeSendingStep(2, of: campaign)
    try send(.sent)
    switch event {
    case "opened_at":
      try workspace.run("UPDATE deliveries SET opened_at = now() WHERE position = 0")
    case "clicked_at":
      try workspace.run("UPDATE deliveries SET clicked_at = now() WHERE position = 0")
    default: try workspace.run("UPDATE deliveries SET machine_opened_at = now() WHERE position = 0")
    }

    _ = try queue.claimDeliveries(for: "dead", atMost: 10)

    #expect(
      try workspace.value("SELECT state::text FROM deliveries WHERE position = 1") == state)
    // A skipped step is resolved at once: the next one follows.
    #expect(
      try workspace.value("SELECT count(*)::int FROM deliveries WHERE position = 2")
        == (state == "skipped" ? 1 : 0))
  }

  @Test("S1-058 failed sends are retried after 15 minutes, 1 hour and 4 hours, then given up")
  func aTemporaryRefusalIsTriedAgainInItsTime() throws {
    _ = try campaign(steps: 1)

    for minutes in [15, 60, 240] {
      try send(.deferred, meaning: .defer, answer: "451 later")
      #expect(
        try workspace.value(
          """
          SELECT state = 'deferred' AND abs(extract(epoch FROM due_at - now()) - \(minutes) * 60) < 60
          FROM deliveries
          """))
      try workspace.expireWaits()
    }
    try send(.deferred, meaning: .defer, answer: "451 later")

    #expect(try workspace.stateOfDelivery() == "failed")
    #expect(
      try workspace.value("SELECT answer FROM deliveries") == "given up after 4 tries: 451 later")
    #expect(try workspace.value("SELECT count(*)::int FROM deliveries") == 1)
  }

  @Test("S0-044 a record that hard-bounces does not continue through the sequence")
  func aHardBounceEndsTheSequence() throws {
    _ = try campaign(steps: 2)
    try send(.sent)

    try workspace.run("SELECT fn.record_bounce(1, 'hard', '550 5.1.1 no such user')")

    #expect(try workspace.value("SELECT exit_reason::text FROM enrollments") == "email_bounced")
    #expect(try workspace.deliveryStates() == ["sent": 1, "canceled": 1])
    #expect(try queue.claimDeliveries(for: "dead", atMost: 10).isEmpty)
  }

  @Test("S0-057 hard bounces are flagged")
  func aHardBounceMakesTheAddressInvalid() throws {
    _ = try campaign(steps: 1)
    try send(.failed, meaning: .hardRecipient, answer: "550 5.1.1 no such user")

    #expect(
      try workspace.value("SELECT email_invalid_reason FROM contacts")
        == "bounced: 550 5.1.1 no such user")
    #expect(try workspace.value("SELECT bounce::text FROM deliveries") == "hard")
    #expect(try workspace.value("SELECT outreach_status::text FROM campaign_accounts") == "bounced")
    #expect(try workspace.value("SELECT health FROM mailboxes") == 85)
  }

  @Test("S0-058 hard bounces are queued for sync")
  func aHardBounceIsToldToOthers() throws {
    _ = try campaign(steps: 1)
    try send(.failed, meaning: .hardRecipient, answer: "550 5.1.1 no such user")

    #expect(
      try workspace.value(
        "SELECT data->>'severity' FROM events WHERE kind = 'email.bounced'") == "hard")
  }

  @Test("S1-057 events are written in the transaction of the sending")
  func aSentMailIsToldToOthers() throws {
    _ = try campaign(steps: 1)
    try send(.sent)

    let told: String = try workspace.value(
      "SELECT data->>'message_id' FROM events WHERE kind = 'email.sent'")
    #expect(try workspace.value("SELECT message_id FROM deliveries") == told)
    #expect(try workspace.value("SELECT outreach_status::text FROM campaign_accounts") == "sent")
    #expect(try workspace.value("SELECT status::text FROM accounts") == "contacted")
  }

  @Test func theStrongestOfSeveralExitsStands() throws {
    _ = try campaign(steps: 1)
    for (reason, stands) in [
      ("manually_removed", "manually_removed"), ("reply_received", "reply_received"),
      ("joined_other_campaign", "reply_received"), ("unsubscribed", "unsubscribed"),
      ("email_bounced", "unsubscribed"),
    ] {
      try workspace.run("SELECT fn.end_enrollment(1, \(reason)::exit_reason)")
      #expect(try workspace.value("SELECT exit_reason::text FROM enrollments") == stands)
    }
  }

  @Test(arguments: [
    "UPDATE campaign_accounts SET review_status = 'rejected', reviewed_by = 1",
    "UPDATE campaigns SET only_approved = true", "UPDATE campaigns SET status = 'paused'",
    "UPDATE campaigns SET launch_at = now() + interval '1 day'",
    "UPDATE accounts SET status = 'do_not_contact'",
    "INSERT INTO suppressions (email, reason) VALUES ('ada@example.com', 'unsubscribed')",
    "UPDATE enrollments SET held_until = now() + interval '1 day'",
    "UPDATE contacts SET email_invalid_at = now(), email_invalid_reason = 'bounced'",
  ])
  func whoMustNotBeWrittenToIsNot(because change: String) throws {
    _ = try campaign(steps: 1)
    try workspace.borrowed { try $0.script(change) }

    #expect(try queue.claimDeliveries(for: "dead", atMost: 10).isEmpty)
  }

  /// Said after the claim and before the first byte: it is not too late.
  @Test(arguments: [
    "UPDATE campaign_accounts SET review_status = 'rejected', reviewed_by = 1",
    "UPDATE campaigns SET status = 'paused'", "UPDATE accounts SET status = 'do_not_contact'",
    "UPDATE campaigns SET launch_at = now() + interval '1 day'",
    "INSERT INTO suppressions (email, reason) VALUES ('ada@example.com', 'unsubscribed')",
    "SELECT fn.end_enrollment(1, 'reply_received')",
  ])
  func whatWasSaidInTheLastMomentCounts(change: String) throws {
    _ = try campaign(steps: 1)
    let delivery = try #require(try queue.claimDeliveries(for: "dead", atMost: 1).first)
    try workspace.borrowed { try $0.script(change) }

    #expect(try beginTransmission(of: [departure(delivery)], by: "dead").isEmpty)
  }

  @Test func anApprovalLetsAHeldLeadGoAtOnce() throws {
    _ = try campaign(steps: 1)
    try workspace.run("UPDATE campaigns SET only_approved = true")
    #expect(try queue.claimDeliveries(for: "dead", atMost: 10).isEmpty)

    try workspace.run("UPDATE campaign_accounts SET review_status = 'approved', reviewed_by = 1")

    #expect(try queue.claimDeliveries(for: "dead", atMost: 10).count == 1)
  }

  @Test func aDecisionThatStaysTheSameIsKeptOnce() throws {
    _ = try campaign(steps: 1)
    try workspace.run("UPDATE campaigns SET only_approved = true")

    for _ in 0..<3 {
      _ = try queue.claimDeliveries(for: "dead", atMost: 10)
      try workspace.expireWaits()
    }

    let rows = try workspace.rows("SELECT verdict, binding, times FROM decisions")
    #expect(rows.count == 1)
    #expect(try rows.first?["binding"] == "approval")
    #expect(try rows.first?["times"] == 3)
  }

  private func campaign(steps: Int) throws -> Campaign.ID {
    let campaign = try workspace.makeSendingCampaign()
    for position in 0..<steps { try workspace.makeSendingStep(position, of: campaign) }
    try workspace.makeSendingLead("ada@example.com", in: campaign)
    return campaign
  }
}

/// Claims what is due and lets it end like this.
func send(
  _ outcome: Settlement.Outcome, meaning: Settlement.Meaning? = nil, answer: String = "250 queued"
) throws {
  let claimed = try queue.claimDeliveries(for: "dead", atMost: 500)
  _ = try beginTransmission(of: claimed.map(departure), by: "dead")
  try queue.settle(
    claimed.map { settlement($0, outcome, meaning: meaning, answer: answer) })
}

extension TestWorkspace {
  /// A connection that sees this workspace, for texts that are no literals here.
  func borrowed(_ body: (Connection) throws -> Void) throws {
    try database.inWorkspace(id) { try body($0) }
  }
}
