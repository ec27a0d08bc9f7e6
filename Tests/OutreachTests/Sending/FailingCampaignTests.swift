import Foundation
import Outreach
import Postgres
import TestKit
import Testing

/// What one campaign holds may make a statement fail that acts for all of them: then that campaign alone
/// stops, and says why.
@Suite(.database) struct FailingCampaignTests {
  @Test func aCampaignWhoseClaimFailsIsPausedAndTheOthersAreSent() throws {
    let bad = try workspace.makeReadyCampaign("Spring")
    let good = try otherWorkspace.makeReadyCampaign("Autumn")
    try poison("deliveries", "NOT (workspace_id = 1 AND state = 'claimed')") {
      #expect(throws: PostgresError.self) { try queue.claimDeliveries(for: "dead", atMost: 10) }

      let paused = try queue.pauseFailingCampaigns(atMost: 10)

      #expect(paused.map(\.campaign) == [bad])
      #expect(paused.map(\.workspace) == [workspace.id])
      #expect(try queue.claimDeliveries(for: "dead", atMost: 10).map(\.campaign) == [good])
    }
    #expect(try workspace.overview(of: bad).campaign.pause?.reason == .unreadable)
    let entries = try workspace.auditTrail()
    #expect(entries.map(\.subjectKind) == [.campaign])
    #expect(entries.first?.after.text.contains("paused") == true)
    #expect(try otherWorkspace.overview(of: good).campaign.pause == nil)
  }

  @Test func theTrialLeavesNoTrace() throws {
    let campaign = try workspace.makeReadyCampaign("Spring")

    #expect(try queue.pauseFailingCampaigns(atMost: 10).isEmpty)

    #expect(try workspace.deliveryStates() == ["planned": 1])
    #expect(try workspace.value("SELECT count(*) FROM mailbox_uses") == 0)
    #expect(try queue.claimDeliveries(for: "dead", atMost: 10).map(\.campaign) == [campaign])
  }

  @Test func whatFailsForEveryCampaignPausesNone() throws {
    for home in [workspace, otherWorkspace] { _ = try home.makeReadyCampaign("Spring") }
    try poison("deliveries", "state <> 'claimed'") {
      let error = #expect(throws: PostgresError.self) {
        try queue.pauseFailingCampaigns(atMost: 10)
      }
      #expect(error?.sqlState == "23514")
    }
    for home in [workspace, otherWorkspace] {
      #expect(try home.value("SELECT status::text FROM campaigns") == "running")
    }
  }

  @Test(
    "a right that is missing is no campaign's fault",
    arguments: [("UPDATE", "mailbox_uses"), ("SELECT", "campaigns")])
  func aMissingRightPausesNone(right: String, table: String) throws {
    _ = try workspace.makeReadyCampaign("Spring")
    try owner.run(SQL(stringLiteral: "REVOKE \(right) ON \(table) FROM overture_worker"))
    defer { try? owner.run(SQL(stringLiteral: "GRANT \(right) ON \(table) TO overture_worker")) }

    let error = #expect(throws: PostgresError.self) {
      try queue.pauseFailingCampaigns(atMost: 10)
    }

    #expect(error?.sqlState == "42501")
    #expect(try workspace.value("SELECT status::text FROM campaigns") == "running")
  }

  @Test func aCampaignThatCannotBeJudgedStopsNoOther() throws {
    let bad = try workspace.makeReadyCampaign("Spring")
    _ = try otherWorkspace.makeReadyCampaign("Autumn")
    // A setting from before there were limits.
    try owner.borrow {
      try $0.script(
        """
        ALTER TABLE settings DISABLE TRIGGER in_its_range;
        INSERT INTO settings VALUES (1, 'sending.auto_pause_minimum', '"many"');
        ALTER TABLE settings ENABLE TRIGGER in_its_range
        """)
    }

    try queue.watchBounces()

    #expect(try workspace.overview(of: bad).campaign.status == .paused)
    #expect(try otherWorkspace.value("SELECT status::text FROM campaigns") == "running")
  }

  @Test func aCampaignThatCannotBeCompletedStopsNoOther() throws {
    for home in [workspace, otherWorkspace] {
      _ = try home.makeReadyCampaign("Spring")
      try home.run("UPDATE campaign_accounts SET review_status = 'rejected', reviewed_by = 1")
    }

    var completed = 0
    try poison("campaigns", "NOT (workspace_id = 1 AND status = 'completed')") {
      completed = try queue.completeCampaigns()
    }

    #expect(completed == 1)
    #expect(try workspace.value("SELECT status::text FROM campaigns") == "paused")
    #expect(try otherWorkspace.value("SELECT status::text FROM campaigns") == "completed")
  }

  @Test(arguments: [
    #"{"days": [0,1,2,3,4,5,6], "start": "+1:00", "end": "23:00", "timezone": "UTC"}"#,
    #"{"days": ["x"], "start": "01:00", "end": "23:00", "timezone": "UTC"}"#,
    #"{"days": [1], "start": "09:00", "end": "17:00", "timezone": "Mars/Olympus"}"#,
  ])
  func aScheduleThatCannotBeReadPausesItsOwnCampaign(schedule: String) throws {
    let bad = try workspace.makeReadyCampaign("Spring")
    let good = try otherWorkspace.makeReadyCampaign("Autumn")
    // As the server changed under a schedule that was good when it was saved.
    try owner.run("ALTER TABLE campaigns DROP CONSTRAINT schedule_can_be_read")
    defer {
      _ = try? workspace.run("UPDATE campaigns SET schedule = NULL")
      try? owner.run(
        """
        ALTER TABLE campaigns
        ADD CONSTRAINT schedule_can_be_read CHECK (rule.is_schedule(schedule)) NOT VALID
        """)
    }
    try workspace.run("UPDATE campaigns SET schedule = \(schedule)::jsonb")

    #expect(try queue.claimDeliveries(for: "dead", atMost: 10).map(\.campaign) == [good])
    let opensAt: String? = try workspace.rows(
      "SELECT fn.next_open(schedule, now())::text AS at FROM campaigns WHERE id = \(bad)"
    ).first?[optional: "at"]
    #expect(opensAt == nil)
    #expect(try workspace.schedule(of: bad) != nil)
    try queue.watchSchedules()

    let overview = try workspace.overview(of: bad)
    #expect(overview.campaign.status == .paused)
    #expect(overview.campaign.pause?.reason == .scheduleNeverOpens)
    #expect(try otherWorkspace.value("SELECT status::text FROM campaigns") == "running")
  }

  @Test(arguments: [
    #"{"days": [1], "start": "+1:00", "end": "23:00", "timezone": "UTC"}"#,
    #"{"days": [1], "start": "-0:00", "end": "23:00", "timezone": "UTC"}"#,
    #"{"days": [1], "start": "24:00", "end": "23:00", "timezone": "UTC"}"#,
    #"{"days": [7], "start": "01:00", "end": "23:00", "timezone": "UTC"}"#,
    #"{"days": [], "start": "01:00", "end": "23:00", "timezone": "UTC"}"#,
    #"{"days": [1], "start": "01:00", "end": "23:00", "timezone": "GMT+3; DROP"}"#,
    #"{"days": [1], "start": "01:00", "end": "23:00"}"#, "[]", "1",
  ])
  func noScheduleThatCannotBeReadIsSaved(schedule: String) throws {
    let campaign = try workspace.makeCampaign()

    let error = #expect(throws: PostgresError.self) {
      try workspace.run(
        "UPDATE campaigns SET schedule = \(schedule)::jsonb WHERE id = \(campaign)")
    }
    #expect(error?.constraint == "schedule_can_be_read")
  }

  @Test(arguments: ["+1:00", "-0:00", "1:000", "9:00", "٠٩:٠٠", "09:00 ", "24:00", "09:60", ""])
  func noTimeOfAScheduleIsAnythingButDigits(time: String) {
    let schedule = Schedule(days: [1], start: time, end: time, timezone: "UTC")

    #expect(schedule.faults == [.start, .end])
  }

  @Test(arguments: [
    ("sending.daily_limit", #""50""#), ("sending.daily_limit", "0"), ("sending.daily_limit", "1.5"),
    ("sending.daily_limit", "1e300"), ("sending.retry_minutes", "15"),
    ("sending.retry_minutes", "[]"), ("sending.retry_minutes", #"["15"]"#),
    ("sending.retry_minutes", "[15, null]"), ("sending.footer", "1"),
    ("practice.day_seconds", "[]"),
    ("replies.ooo_days", "null"),
  ])
  func noSettingThatCannotBeReadIsSaved(key: String, value: String) throws {
    let error = #expect(throws: PostgresError.self) { try workspace.set(key, to: value) }

    #expect(error?.constraint == "setting_is_in_its_range")
  }

  @Test(arguments: [
    "UPDATE mailboxes SET display_name = E'Ines\\r\\nBcc: x@y.example'",
    "UPDATE mailboxes SET ramp_start = 1, ramp_step = 2000000000",
    "UPDATE domain_rates SET per_second = 1e-300",
    "UPDATE workspaces SET time_zone = '+99999999999'",
  ])
  func noValueThatTheClaimCannotReckonWithIsSaved(statement: String) throws {
    _ = try workspace.makeReadyCampaign("Spring")

    let error = #expect(throws: PostgresError.self) {
      try workspace.borrowed { try $0.script(statement) }
    }
    #expect(error?.sqlState == "23514")
  }

  @Test func aRampThatHasRunForYearsStillHasALimit() throws {
    let campaign = try workspace.makeReadyCampaign("Spring")
    try workspace.run(
      "UPDATE mailboxes SET ramp_start = 1, ramp_step = 1000000, ramp_since = '1990-01-01'")

    #expect(try queue.claimDeliveries(for: "dead", atMost: 10).map(\.campaign) == [campaign])
  }

  /// A rule that one campaign's rows break, for as long as `body` runs.
  private func poison(_ table: String, _ rule: String, _ body: () throws -> Void) throws {
    try owner.run(
      SQL(stringLiteral: "ALTER TABLE \(table) ADD CONSTRAINT poison CHECK (\(rule)) NOT VALID"))
    defer { try? owner.run(SQL(stringLiteral: "ALTER TABLE \(table) DROP CONSTRAINT poison")) }
    try body()
  }
}

extension TestWorkspace {
  /// A running campaign with one lead whose first email is due.
  fileprivate func makeReadyCampaign(_ name: String) throws -> Campaign.ID {
    let campaign = try makeSendingCampaign(name)
    try makeSendingStep(of: campaign)
    try makeSendingLead("ada@\(name.lowercased()).example", in: campaign)
    return campaign
  }
}
