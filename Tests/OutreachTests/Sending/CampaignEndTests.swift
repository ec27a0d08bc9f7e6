import Outreach
import Postgres
import TestKit
import Testing

/// How a campaign pauses, resumes and ends.
@Suite(.database) struct CampaignEndTests {
  @Test(
    "S1-038 S1-040 a draft and a paused campaign send nothing, and are safe to edit",
    arguments: ["draft", "paused"])
  func whatDoesNotRunSendsNothing(status: String) throws {
    let campaign = try campaign(leads: 2)
    try workspace.run(
      "UPDATE campaigns SET status = \(status)::campaign_status WHERE id = \(campaign)")

    #expect(try queue.claimDeliveries(for: "w", atMost: 10).isEmpty)
    try workspace.run("UPDATE steps SET body = 'better' WHERE campaign_id = \(campaign)")
    // And it goes on from where it stood.
    try workspace.run("UPDATE campaigns SET status = 'running' WHERE id = \(campaign)")
    let claimed = try queue.claimDeliveries(for: "w", atMost: 10)
    #expect(claimed.map(\.body) == ["better", "better"])
  }

  @Test("S1-039 a running campaign sends by its schedule")
  func whatRunsSendsByItsSchedule() throws {
    let campaign = try campaign(leads: 1)
    let today: Int = try workspace.value("SELECT extract(dow FROM now() AT TIME ZONE 'UTC')::int")
    func schedule(_ day: Int) -> String {
      #"{"days": [\#(day)], "start": "00:00", "end": "23:59", "timezone": "UTC"}"#
    }
    try workspace.run(
      "UPDATE campaigns SET schedule = \(schedule((today + 3) % 7))::jsonb WHERE id = \(campaign)")
    #expect(try queue.claimDeliveries(for: "w", atMost: 10).isEmpty)

    try workspace.run("UPDATE campaigns SET schedule = NULL WHERE id = \(campaign)")
    #expect(try queue.claimDeliveries(for: "w", atMost: 10).count == 1)
  }

  @Test("S1-042 a campaign completes itself when every lead is through")
  func itCompletesWhenAllIsDone() throws {
    let campaign = try campaign(leads: 3)
    #expect(try queue.completeCampaigns() == 0)

    try send(.sent)

    #expect(try queue.completeCampaigns() == 1)
    #expect(try status(of: campaign) == "completed")
  }

  @Test("S1-041 completed means through all steps", arguments: ["deferred", "unconfirmed"])
  func itDoesNotCompleteWhileSomethingIsOpen(state: String) throws {
    _ = try campaign(leads: 1)
    try send(state == "deferred" ? .deferred : .unconfirmed, meaning: .defer, answer: "450 later")

    #expect(try workspace.stateOfDelivery() == state)
    #expect(try queue.completeCampaigns() == 0)
  }

  @Test func aRejectedAccountDoesNotHoldTheEndUp() throws {
    let campaign = try campaign(leads: 2)
    try workspace.run(
      "UPDATE campaign_accounts SET review_status = 'rejected', reviewed_by = 1 WHERE account_id = 1"
    )

    try send(.sent)

    #expect(try workspace.deliveryStates() == ["sent": 1, "planned": 1])
    #expect(try queue.completeCampaigns() == 1)
    #expect(try status(of: campaign) == "completed")
    #expect(try workspace.deliveryStates() == ["sent": 1, "canceled": 1])
  }

  @Test("S1-043 a hard bounce rate above 5 % pauses the campaign")
  func tooManyBouncesPauseIt() throws {
    let campaign = try campaign(leads: 25)
    try bounce(1, of: 20)
    #expect(try status(of: campaign) == "running")

    try bounce(1, of: 1)

    #expect(try status(of: campaign) == "paused")
    let pause = try #require(try workspace.overview(of: campaign).campaign.pause)
    #expect(pause.reason == .bounces)
    #expect(pause.details.bounces == 2)
    #expect(pause.details.emails == 21)
    #expect(pause.details.allowed == 0.05)
    #expect(try queue.claimDeliveries(for: "dead", atMost: 10).isEmpty)
  }

  @Test func fewMailsSayNothing() throws {
    let campaign = try campaign(leads: 25)
    try bounce(5, of: 19)
    #expect(try status(of: campaign) == "running")
  }

  @Test("after a person resumes, bounces count from there")
  func resumingBeginsAnew() throws {
    let campaign = try campaign(leads: 50)
    try bounce(3, of: 20)
    #expect(try status(of: campaign) == "paused")

    try workspace.run("SELECT fn.set_campaign_status(\(campaign), 'running')")
    try bounce(1, of: 20)

    #expect(try status(of: campaign) == "running")
    try bounce(1, of: 1)
    #expect(try status(of: campaign) == "paused")
  }

  @Test("S1-061 a paused campaign continues where each lead stood")
  func aPausedCampaignGoesOn() throws {
    let campaign = try campaign(leads: 4)
    try workspace.makeSendingStep(1, of: campaign)
    for delivery in try queue.claimDeliveries(for: "dead", atMost: 2) {
      _ = try beginTransmission(of: [departure(delivery)], by: "dead")
      try queue.settle([settlement(delivery, .sent)])
    }

    try workspace.run("SELECT fn.set_campaign_status(\(campaign), 'paused')")
    #expect(try queue.claimDeliveries(for: "dead", atMost: 10).isEmpty)
    try workspace.run("SELECT fn.set_campaign_status(\(campaign), 'running')")
    let claimed = try queue.claimDeliveries(for: "dead", atMost: 10)

    #expect(claimed.map(\.position).sorted() == [0, 0, 1, 1])
    #expect(Set(claimed.map(\.enrollment)).count == 4)
  }

  @Test(arguments: [("draft", "running"), ("completed", "running"), ("paused", "draft")])
  func noOtherMoveIsMade(from: String, to: String) throws {
    let campaign = try campaign(leads: 1)
    try workspace.run("UPDATE campaigns SET status = \(from)::campaign_status")
    let error = #expect(throws: PostgresError.self) {
      try workspace.run("SELECT fn.set_campaign_status(\(campaign), \(to)::campaign_status)")
    }
    #expect(error?.sqlState == "OR409")
  }

  @Test func practiceAndRealMailboxesAreNeverMixed() throws {
    let campaign = try campaign(leads: 1)
    let error = #expect(throws: PostgresError.self) {
      try workspace.run(
        """
        WITH box AS (
          INSERT INTO mailboxes (kind, email, smtp_host, smtp_port)
          VALUES ('practice', 'p@example.com', '127.0.0.1', 2526) RETURNING id
        )
        INSERT INTO campaign_mailboxes (campaign_id, mailbox_id) SELECT \(campaign), id FROM box
        """)
    }
    #expect(error?.constraint == "never_mixed")
  }

  @Test func theFiguresOfStepsEqualARecount() throws {
    _ = try campaign(leads: 30)
    try bounce(1, of: 10)
    try send(.deferred, meaning: .defer, answer: "450 later")

    #expect(try workspace.stepStatisticsDrift() == 0)
    try queue.foldStepStatistics()
    #expect(try workspace.value("SELECT count(*) FROM step_deltas") == 0)
    #expect(try workspace.stepStatisticsDrift() == 0)
    let row = try #require(try workspace.rows("SELECT * FROM fn.step_statistics").first)
    #expect(try row["sent"] == 9)
    #expect(try row["refused"] == 1)
    #expect(try row["waiting"] == 20)
  }

  private func campaign(leads: Int) throws -> Campaign.ID {
    let campaign = try workspace.makeSendingCampaign()
    try workspace.makeSendingStep(of: campaign)
    for number in 1...leads { try workspace.makeSendingLead("l\(number)@e.example", in: campaign) }
    return campaign
  }

  private func bounce(_ bounced: Int, of count: Int) throws {
    let claimed = try queue.claimDeliveries(for: "dead", atMost: count)
    _ = try beginTransmission(of: claimed.map(departure), by: "dead")
    try queue.settle(claimed.dropFirst(bounced).map { settlement($0, .sent) })
    try queue.settle(
      claimed.prefix(bounced).map {
        settlement($0, .failed, meaning: .hardRecipient, answer: "550 5.1.1 no such user")
      })
  }

  private func status(of campaign: Campaign.ID) throws -> String {
    try workspace.value("SELECT status::text FROM campaigns WHERE id = \(campaign)")
  }
}
