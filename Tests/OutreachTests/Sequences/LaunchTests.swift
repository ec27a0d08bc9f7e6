import Composing
import Foundation
import Outreach
import Postgres
import TestKit
import Testing

@Suite(.database) struct LaunchTests {
  @Test("S1-003 without a ready mailbox there is no launch")
  func withoutAMailboxThereIsNoLaunch() throws {
    let campaign = try ready()
    try workspace.run("UPDATE mailboxes SET state = 'paused'")

    #expect(throws: Refusal.conflict("Not launched. Still open: mailboxes.")) {
      try workspace.launch(campaign)
    }
  }

  @Test("S1-004 without a list with contacts there is no launch")
  func withoutLeadsThereIsNoLaunch() throws {
    let campaign = try workspace.makeDraft()
    _ = try workspace.save(.init(subjects: ["Hi"], body: "Hi"), at: nil, of: campaign)
    try workspace.choose(mailboxes: [workspace.makeBox()], for: campaign)

    #expect(throws: Refusal.conflict("Not launched. Still open: leads.")) {
      try workspace.launch(campaign)
    }
  }

  @Test("S1-007 S1-026 S1-028 a draft is launched at once: its status is running")
  func aDraftIsLaunchedAtOnce() throws {
    let campaign = try ready()
    try workspace.launch(campaign)

    #expect(try workspace.value("SELECT status FROM campaigns WHERE id = \(campaign)") == "running")
    #expect(try workspace.value("SELECT bool_and(due_at <= now()) FROM deliveries") == true)
    #expect(throws: Refusal.conflict("This campaign is already running.")) {
      try workspace.launch(campaign)
    }
  }

  @Test func nothingLeavesInTheHoldOfALaunchWhichIsTakenBackWhole() throws {
    try workspace.set("sending.launch_hold_seconds", to: "30")
    let campaign = try ready()
    try workspace.launch(campaign)
    // The moment is the campaign's, so it holds for every sender and after a restart.
    #expect(
      try workspace.value(
        """
        SELECT launch_at BETWEEN now() + interval '25 seconds' AND now() + interval '35 seconds'
        FROM campaigns WHERE id = \(campaign)
        """) == true)
    #expect(try queue.claimDeliveries(for: "a sender", atMost: 10).isEmpty)
    #expect(try queue.claimDeliveries(for: "another", atMost: 10).isEmpty)

    try workspace.unlaunch(campaign)

    #expect(try workspace.value("SELECT status FROM campaigns WHERE id = \(campaign)") == "draft")
    #expect(try workspace.value("SELECT bool_and(state = 'planned') FROM deliveries") == true)
  }

  @Test func afterTheHoldOfALaunchEmailsLeave() throws {
    try workspace.set("sending.launch_hold_seconds", to: "30")
    let campaign = try ready()
    try workspace.launch(campaign)

    try workspace.run("UPDATE campaigns SET launch_at = now() - interval '1 second'")

    #expect(try queue.claimDeliveries(for: "a sender", atMost: 10).count == 1)
    #expect(throws: Refusal.self) { try workspace.unlaunch(campaign) }
  }

  @Test func theChecksOfALaunchKnowTheReviews() throws {
    let campaign = try ready()
    func check(_ name: LaunchCheck.Name) throws -> LaunchCheck? {
      try workspace.launchChecks(of: campaign).first { $0.name == name }
    }
    let unreviewed = try #require(try check(.unreviewed))
    #expect((unreviewed.isMet, unreviewed.isNeeded, unreviewed.figure) == (false, false, 1))

    try workspace.run("UPDATE campaigns SET only_approved = true")
    let none = try #require(try check(.approvals))
    #expect((none.isMet, none.isNeeded, none.figure, none.detail) == (false, false, 0, "1"))

    try workspace.run(
      "UPDATE campaign_accounts SET review_status = 'approved', reviewed_at = now(), reviewed_by = 1"
    )
    #expect(try check(.approvals)?.isMet == true)
    #expect(try check(.unreviewed) == nil)
  }

  @Test("S1-027 launched at a time, the first email is due then, and its own wait later")
  func launchedAtATime() throws {
    let campaign = try ready()
    try workspace.run("UPDATE steps SET wait_hours = 2")
    let moment = Date(timeIntervalSinceNow: 86_400)
    try workspace.launch(campaign, at: moment)

    let due: Date = try workspace.value("SELECT due_at FROM deliveries")
    #expect(abs(due.timeIntervalSince(moment) - 7_200) < 1)

    try workspace.unlaunch(campaign)
    #expect(try workspace.value("SELECT status FROM campaigns WHERE id = \(campaign)") == "draft")
  }

  @Test func aLaunchThatHasComeMeanwhileIsNotMoved() throws {
    let campaign = try ready()
    let later = Date(timeIntervalSinceNow: 7 * 86_400)
    try workspace.launch(campaign, at: Date(timeIntervalSinceNow: 86_400))
    let over = Refusal.conflict("This campaign is no longer scheduled for launch.")

    #expect(throws: over) {
      try database.inWorkspace(workspace.id) {
        // It has begun, and waits for whoever changes the campaign.
        try workspace.run("UPDATE campaigns SET launch_at = clock_timestamp()")
        try $0.changeLaunch(of: campaign, to: later)
      }
    }
    #expect(try workspace.value("SELECT launch_at < now() FROM campaigns") == true)
  }

  @Test(arguments: [("claimed", true), ("sent", true), ("canceled", false)])
  func aLaunchIsNotMovedOnceItsEmailsGoOut(state: String, isRefused: Bool) throws {
    let campaign = try ready()
    try workspace.launch(campaign, at: Date(timeIntervalSinceNow: 86_400))
    try workspace.run(
      """
      UPDATE deliveries SET state = \(state)::delivery_state,
        claim = CASE \(state) WHEN 'claimed' THEN 1 END,
        claimed_by = CASE \(state) WHEN 'claimed' THEN 'a test' END,
        claimed_until = CASE \(state) WHEN 'claimed' THEN now() + interval '1 minute' END,
        claimed_at = now(), mailbox_id = (SELECT min(id) FROM mailboxes),
        sent_at = CASE \(state) WHEN 'sent' THEN now() END,
        settled_at = CASE WHEN \(state) <> 'claimed' THEN now() END, answer = 'a test'
      """)

    var wasRefused = false
    do {
      try workspace.changeLaunch(of: campaign, to: Date(timeIntervalSinceNow: 7 * 86_400))
    } catch is Refusal {
      wasRefused = true
    }
    #expect(wasRefused == isRefused)
    #expect(
      try workspace.value("SELECT launch_at > now() + interval '2 days' FROM campaigns")
        == !isRefused)
  }

  @Test func launchedAnewItIsDueAtOnce() throws {
    let campaign = try ready()
    try workspace.launch(campaign, at: Date(timeIntervalSinceNow: 7 * 86_400))
    try workspace.unlaunch(campaign)

    try workspace.launch(campaign)

    #expect(try workspace.value("SELECT bool_and(due_at <= now()) FROM deliveries") == true)
  }

  @Test func inARehearsalTheFirstWaitIsShortToo() throws {
    let campaign = try ready()
    try workspace.run("INSERT INTO settings (key, value) VALUES ('practice.day_seconds', '60')")
    try workspace.run("UPDATE steps SET wait_days = 2")

    try workspace.launch(campaign)

    #expect(
      try workspace.value("SELECT due_at - now() <= interval '2 minutes' FROM deliveries") == true)
  }

  @Test func whatWentOutThroughOneKindStaysWithIt() throws {
    let campaign = try ready()
    let real = try workspace.makeBox("real@tarnbrook.example", practice: false)
    try workspace.launch(campaign)
    try workspace.run(
      """
      UPDATE deliveries SET state = 'sent', sent_at = now(), settled_at = now(), answer = 'a test',
        mailbox_id = (SELECT min(id) FROM mailboxes)
      """)
    // By a way round: first none at all.
    try workspace.choose(mailboxes: [], for: campaign)

    #expect(
      throws: Refusal.conflict(
        "Emails of this campaign were sent from the other kind of mailbox.")
    ) {
      try workspace.choose(mailboxes: [real], for: campaign)
    }
  }

  @Test func whoIsInAnArchivedCampaignIsFreeForAnother() throws {
    let first = try ready()
    try workspace.launch(first)
    try workspace.run("UPDATE campaigns SET archived_at = now()")
    let second = try workspace.makeDraft("Second")

    _ = try workspace.attach(list: 1, to: second)

    #expect(
      try workspace.value(
        "SELECT count(*) FROM enrollments WHERE campaign_id = \(second) AND state = 'active'") == 1)
  }

  @Test("S3-060 a launch schedules the accounts that an email is planned to, and takes that back")
  func aLaunchSchedulesItsAccounts() throws {
    let campaign = try ready()
    let drafted = try workspace.makeLead("bob@other.example", company: "Other")
    _ = try workspace.attach(list: workspace.makeList(of: [drafted], named: "B"), to: campaign)
    _ = try workspace.addAccounts(workspace.makeAccounts(1), to: campaign)
    try workspace.saveDraft(
      LoggedMessage(contact: drafted, channel: .linkedin, subject: "Hi", text: "Hi", at: Date()),
      in: campaign)

    try workspace.launch(campaign, at: Date(timeIntervalSinceNow: 86_400))
    let launched = try outreach(of: campaign)
    #expect(throws: PostgresError.self) {
      try workspace.run("UPDATE campaign_accounts SET outreach_status = 'draft'")
    }
    try workspace.unlaunch(campaign)
    let takenBack = try outreach(of: campaign)
    try workspace.launch(campaign)

    #expect(
      launched
        == ["Account 1": "not_started", "Analytical": "scheduled", "Other": "scheduled"])
    #expect(
      takenBack
        == ["Account 1": "not_started", "Analytical": "not_started", "Other": "draft"])
    #expect(try outreach(of: campaign) == launched)
    #expect(try workspace.statisticsDrift() == [])
  }

  @Test("S3-060 who joins a running campaign is scheduled at once; who is left out is not")
  func whoJoinsLaterIsScheduled() throws {
    let campaign = try ready()
    try workspace.launch(campaign)
    let joined = try workspace.makeLead("bob@other.example", company: "Other")
    let unreachable = try workspace.makeLead(nil, company: "Mute")

    _ = try workspace.attach(
      list: workspace.makeList(of: [joined, unreachable], named: "B"), to: campaign)

    #expect(
      try outreach(of: campaign)
        == ["Analytical": "scheduled", "Mute": "not_started", "Other": "scheduled"])
  }

  @Test func aLeadThatWasTakenOutBeforeTheLaunchDoesNotKeepACampaignFromBeingADraftAgain() throws {
    let campaign = try ready()
    try workspace.launch(campaign, at: Date(timeIntervalSinceNow: 86_400))
    try workspace.run("SELECT fn.end_enrollment(min(id), 'manually_removed') FROM enrollments")

    try workspace.unlaunch(campaign)

    let status: String = try workspace.value("SELECT status FROM campaigns")
    #expect(status == "draft")
  }

  @Test func whatHasGoneOutIsNoDraftAgain() throws {
    let campaign = try ready()
    try workspace.launch(campaign)
    try workspace.run(
      "UPDATE deliveries SET state = 'skipped', settled_at = now(), answer = 'a test'")

    #expect(throws: Refusal.self) { try workspace.unlaunch(campaign) }
  }

  @Test func anEmailThatBeginsWhileALaunchIsUndoneIsSeen() throws {
    let campaign = try workspace.makeSendingCampaign()
    try workspace.makeSendingStep(of: campaign)
    try workspace.makeSendingLead("ada@example.com", in: campaign)
    let refusal = Refusal.conflict("Emails of this campaign were already sent. Pause it instead.")

    try queue.borrow { sender in
      try sender.holdLivenessLock(as: "one")
      defer { try? sender.run("SELECT pg_advisory_unlock_all()") }
      try queue.borrow { sending in
        try sending.script("BEGIN")
        let claimed = try sending.rows(
          "SELECT delivery_id, claim FROM fn.claim_deliveries('one', 1, interval '1 minute')")
        let delivery: Int = try claimed[0]["delivery_id"]
        let claim: Int = try claimed[0]["claim"]
        let begun = try sending.rows(
          """
          SELECT fn.begin_transmission(ARRAY[\(workspace.id)]::bigint[],
            ARRAY[\(delivery)]::bigint[], ARRAY[\(claim)]::bigint[], 'one', '{}', '{}', '{}', '{}')
          """)
        #expect(begun.count == 1)
        #expect(throws: refusal) {
          _ = try isHeldUp({ try $0.unlaunch(campaign) }) { try sending.script("COMMIT") }
        }
      }
    }
    #expect(try workspace.value("SELECT status FROM campaigns") == "running")
  }

  @Test func aLaunchIsNotUndoneAfterTheCampaignWasCompleted() throws {
    let campaign = try ready()
    try workspace.launch(campaign)
    try workspace.setStatus(of: campaign, to: .completed)

    #expect(throws: Refusal.conflict("This campaign is already completed.")) {
      try workspace.unlaunch(campaign)
    }
    #expect(try workspace.value("SELECT status FROM campaigns") == "completed")
  }

  @Test("S1-014 mailboxes are chosen for each campaign, practice and real ones never mixed")
  func mailboxesAreNeverMixed() throws {
    let campaign = try workspace.makeDraft()
    let practice = try workspace.makeBox("a@practice.example")
    let real = try workspace.makeBox("b@real.example", practice: false)
    try workspace.choose(mailboxes: [practice], for: campaign)

    #expect(throws: Refusal.self) {
      try workspace.choose(mailboxes: [practice, real], for: campaign)
    }
    try workspace.choose(mailboxes: [real], for: campaign)
    #expect(try workspace.value("SELECT mailbox_id FROM campaign_mailboxes") == real)
  }

  @Test(
    "from a real mailbox nothing is launched without an address that recipients can reach",
    arguments: ["", "http://127.0.0.1:8080", "http://localhost", "http://[::1]/", "http://0x7f.1"])
  func aRealLaunchNeedsAPublicAddress(address: String) throws {
    let campaign = try ready(practice: false)
    func launch(from address: String) throws {
      try database.inWorkspace(workspace.id) { connection in
        try connection.run("SELECT set_config('overture.public_url', \(address), true)")
        try connection.launch(campaign)
      }
    }

    #expect(throws: Refusal.conflict("Not launched. Still open: public address.")) {
      try launch(from: address)
    }
    #expect(try workspace.value("SELECT status FROM campaigns WHERE id = \(campaign)") == "draft")
    try launch(from: "https://overture.example.com")
    // The sender that is set up so claims nothing of it, and says why.
    let obstacle: String? = try queue.transaction { connection in
      try connection.run("SELECT set_config('overture.public_url', \(address), true)")
      return try connection.rows(
        """
        SELECT p.obstacle
        FROM mailboxes m CROSS JOIN fn.mailbox_places(ARRAY[m.workspace_id], ARRAY[m.id], now()) p
        """
      ).first?[optional: "obstacle"]
    }
    #expect(obstacle == "no_public_address")
  }

  @Test func aPracticeLaunchNeedsNoPublicAddress() throws {
    let campaign = try ready()
    try database.inWorkspace(workspace.id) { connection in
      try connection.run("SELECT set_config('overture.public_url', '', true)")
      try connection.launch(campaign)
    }
    #expect(try workspace.launchChecks(of: campaign).allSatisfy { $0.name != .replies })
  }

  @Test func thatRepliesAreNotReadIsSaidBeforeALaunchAndStopsNone() throws {
    let campaign = try ready(practice: false)
    let replies = try workspace.launchChecks(of: campaign).first { $0.name == .replies }
    #expect(replies?.isMet == false)
    #expect(replies?.isNeeded == false)
    try workspace.launch(campaign)
  }

  @Test func aScheduleThatNeverOpensIsSaid() throws {
    let campaign = try ready()
    let nowhere = #"{"days": [1], "start": "09:00", "end": "17:00", "timezone": "Mars/Olympus"}"#
    try workspace.run("UPDATE campaigns SET schedule = \(nowhere)::jsonb")

    let checks = try workspace.launchChecks(of: campaign)
    #expect(checks.filter { !$0.isMet && $0.isNeeded }.map(\.name) == [.window])
  }

  @Test("S1-021 a schedule is kept as it was entered, or refused by its rule")
  func schedulesAreKept() throws {
    let campaign = try workspace.makeDraft()
    let office = Schedule(
      days: [1, 2, 3, 4, 5], start: "09:00", end: "17:00", timezone: "America/New_York")
    try workspace.setSchedule(office, of: campaign)
    #expect(try workspace.schedule(of: campaign) == office)

    try workspace.setSchedule(nil, of: campaign)
    #expect(try workspace.schedule(of: campaign) == nil)

    var bad = office
    bad.days = []
    bad.start = "9:00"
    bad.end = "24:00"
    bad.timezone = "Mars/Olympus"
    #expect(bad.faults == [.noDay, .start, .end, .zone])
    #expect(throws: Refusal.invalid("noDay")) { try workspace.setSchedule(bad, of: campaign) }
  }

  @Test func leadsThatLackAFieldAreCounted() throws {
    let campaign = try workspace.makeDraft()
    let leads = [
      try workspace.makeLead("a@example.com", custom: #"{"Job title": "Head"}"#),
      try workspace.makeLead("b@example.com", custom: #"{"Job title": " "}"#),
      try workspace.makeLead("c@example.com", first: ""),
    ]
    _ = try workspace.attach(list: workspace.makeList(of: leads), to: campaign)

    #expect(
      try workspace.leads(of: campaign, lacking: ["JOB_TITLE", "COMPANY", "FIRST_NAME"])
        == [
          .init(name: "JOB_TITLE", lacking: 2, looked: 3),
          .init(name: "FIRST_NAME", lacking: 1, looked: 3),
        ])
    let lead = try #require(try workspace.leads(of: campaign).first)
    #expect(lead.fields["JOB_TITLE"] == "Head")
    #expect(lead.fields["PHONE"] == "+12125550100")
  }

  /// Imported without a company: one account is named after its domain, one after its person.
  @Test func aLeadWithoutACompanyGetsTheFallbackAndIsCounted() throws {
    let campaign = try workspace.makeDraft()
    let file = try workspace.stage(
      """
      email,first name,last name,company
      a@firm13.example,Ada,Quist,
      anke@gmail.com,Anke,Straße,
      bo@acme.example,Bo,Nilsen,Acme
      """)
    try workspace.importAll(file, into: "L")
    let list: LeadList.ID = try workspace.value("SELECT id FROM lists WHERE name = 'L'")
    _ = try workspace.attach(list: list, to: campaign)

    let subject = try MessageTemplate(parsing: "Hi {{COMPANY | \"your team\"}}")
    let subjects = try workspace.leads(of: campaign).map {
      try subject.render($0.fields, seed: 1, as: .subject)
    }

    #expect(Set(subjects) == ["Hi your team", "Hi Acme"])
    #expect(
      try workspace.leads(of: campaign, lacking: ["COMPANY"])
        == [.init(name: "COMPANY", lacking: 2, looked: 3)])
  }

  private func outreach(of campaign: Campaign.ID) throws -> [String: String] {
    let rows = try workspace.rows(
      """
      SELECT name, outreach_status::text AS status
      FROM fn.campaign_account_lines WHERE campaign_id = \(campaign)
      """)
    return Dictionary(uniqueKeysWithValues: try rows.map { (try $0["name"], try $0["status"]) })
  }

  private func ready(practice: Bool = true) throws -> Campaign.ID {
    let campaign = try workspace.makeDraft()
    _ = try workspace.save(.init(subjects: ["Hi"], body: "Hi"), at: nil, of: campaign)
    _ = try workspace.attach(
      list: workspace.makeList(of: [workspace.makeLead()]), to: campaign)
    try workspace.choose(mailboxes: [workspace.makeBox(practice: practice)], for: campaign)
    return campaign
  }
}
