import Foundation
import Outreach
import Postgres
import Synchronization
import TestKit
import Testing

/// Which failed emails may be tried again, and what becomes of them.
@Suite(.database) struct FailureTests {
  @Test func whatWasGivenUpIsTriedAgainAndTheCampaignRunsAgain() throws {
    let campaign = try campaign(leads: 3)
    try giveUp()
    #expect(try queue.completeCampaigns() == 1)
    #expect(
      try workspace.failures(of: campaign).map { [$0.reason.rawValue, "\($0.mails)"] }
        == [["given_up", "3"]])

    #expect(try workspace.tryFailedAgain(in: campaign, by: me) == 3)

    #expect(try workspace.overview(of: campaign).campaign.status == .running)
    #expect(try workspace.overview(of: campaign).mails.failed == 0)
    #expect(
      try workspace.value(
        "SELECT count(*) FROM deliveries WHERE attempt = 2 AND asked_by = 1 AND state = 'planned'")
        == 3)
    try send(.sent)
    #expect(try queue.completeCampaigns() == 1)
    #expect(try workspace.overview(of: campaign).mails.sent == 3)
    #expect(try workspace.stepStatisticsDrift() == 0)
  }

  @Test func whatFailedBehindItFollowsInOrder() throws {
    let campaign = try campaign(leads: 1)
    try workspace.makeSendingStep(1, of: campaign, days: 2)
    try workspace.makeSendingStep(2, of: campaign, condition: "on_open")
    try giveUp()
    try workspace.expireWaits()
    try giveUp()
    // The last step is skipped, because there was no email to open.
    #expect(try queue.claimDeliveries(for: "dead", atMost: 9).isEmpty)
    #expect(try workspace.deliveryStates() == ["failed": 2, "skipped": 1])
    _ = try queue.completeCampaigns()

    #expect(try workspace.tryFailedAgain(in: campaign, by: me) == 2)
    #expect(try waiting() == ["0/2"])
    // What waits behind it has not been tried.
    #expect(try workspace.overview(of: campaign).mails.failed == 1)
    try send(.sent)
    #expect(try waiting() == ["1/2"])
    #expect(try workspace.overview(of: campaign).mails.failed == 0)
    // In its wait, and no sooner.
    #expect(try queue.claimDeliveries(for: "dead", atMost: 9).isEmpty)
    try workspace.expireWaits()
    try send(.sent)
    #expect(try waiting() == ["2/2"])
    #expect(
      try workspace.value("SELECT count(*) FROM deliveries WHERE attempt = 2 AND asked_by = 1") == 3
    )
    #expect(try workspace.stepStatisticsDrift() == 0)
  }

  @Test(
    "what may have arrived or was refused for good is never tried again",
    arguments: [
      ("UPDATE deliveries SET failure = 'unknown_permanent'", "refused"),
      ("UPDATE deliveries SET failure = 'hard_recipient', bounce = 'hard'", "refused"),
      ("UPDATE deliveries SET failure = 'policy_sender'", "refused"),
      ("UPDATE deliveries SET failure = NULL", "refused"),
      ("UPDATE deliveries SET failure = 'lost'", "doubted"),
      ("UPDATE deliveries SET bounce = 'soft', bounced_at = now()", "doubted"),
      ("UPDATE deliveries SET machine_opened_at = now()", "doubted"),
      ("UPDATE deliveries SET replied_at = now()", "doubted"),
      ("UPDATE enrollments SET state = 'exited', exit_reason = 'reply_received'", "left"),
      ("UPDATE campaign_accounts SET review_status = 'rejected', reviewed_by = 1", "rejected"),
      ("UPDATE accounts SET status = 'do_not_contact'", "no_contact"),
      ("UPDATE contacts SET email_invalid_at = now(), email_invalid_reason = 'x'", "no_contact"),
      (
        "INSERT INTO suppressions (email, reason) SELECT lower(email), 'unsubscribed' FROM contacts",
        "no_contact"
      ),
      ("DELETE FROM steps", "no_step"),
    ])
  func whatMustNotBeTriedIsNot(change: String, obstacle: String) throws {
    let campaign = try campaign(leads: 1)
    try giveUp()
    _ = try queue.completeCampaigns()
    try database.inWorkspace(workspace.id) { try $0.script(change) }

    #expect(try workspace.failures(of: campaign).map { $0.obstacle?.rawValue } == [obstacle])
    #expect(throws: Refusal.conflict("no email is left to retry")) {
      try workspace.tryFailedAgain(in: campaign, by: me)
    }
    #expect(try workspace.overview(of: campaign).campaign.status == .completed)
  }

  @Test func anEarlierEmailDoesNotGoAfterALaterOne() throws {
    let campaign = try campaign(leads: 1)
    try workspace.makeSendingStep(1, of: campaign)
    try giveUp()
    try workspace.expireWaits()
    try send(.sent)
    _ = try queue.completeCampaigns()

    #expect(try workspace.failures(of: campaign).map(\.obstacle) == [.later])
    #expect(throws: Refusal.self) { try workspace.tryFailedAgain(in: campaign, by: me) }
  }

  @Test func whoIsActiveInAnotherCampaignStaysThere() throws {
    let campaign = try campaign(leads: 1)
    try giveUp()
    _ = try queue.completeCampaigns()
    let other = try workspace.makeSendingCampaign("Other")
    try workspace.run(
      """
      WITH account AS (
        INSERT INTO campaign_accounts (campaign_id, account_id)
        SELECT \(other), account_id FROM contacts RETURNING account_id
      )
      INSERT INTO enrollments (campaign_id, account_id, contact_id)
      SELECT \(other), k.account_id, k.id FROM contacts k JOIN account USING (account_id)
      """)

    #expect(try workspace.failures(of: campaign).map(\.obstacle) == [.elsewhere])
  }

  @Test func aSecondClickAsksForNothingMore() throws {
    let campaign = try campaign(leads: 2)
    try giveUp()
    _ = try queue.completeCampaigns()
    _ = try workspace.tryFailedAgain(in: campaign, by: me)

    #expect(throws: Refusal.self) { try workspace.tryFailedAgain(in: campaign, by: me) }
    #expect(try workspace.deliveryStates() == ["failed": 2, "planned": 2])
  }

  @Test func withoutAMailboxNothingIsTried() throws {
    let campaign = try campaign(leads: 1)
    try giveUp()
    _ = try queue.completeCampaigns()
    try workspace.run("DELETE FROM campaign_mailboxes")

    #expect(
      throws: Refusal.conflict("nothing would be sent: no ready mailbox is selected")
    ) { try workspace.tryFailedAgain(in: campaign, by: me) }
    #expect(try workspace.deliveryStates() == ["failed": 1])
  }

  @Test func withoutAPublicAddressItSaysSo() throws {
    let campaign = try campaign(leads: 1)
    try giveUp()

    #expect(
      throws: Refusal.conflict(
        "nothing would be sent: no public address is set (OVERTURE_PUBLIC_URL), so recipients could "
          + "not follow links or unsubscribe")
    ) {
      try database.inWorkspace(workspace.id) { connection in
        try connection.run("SELECT set_config('overture.public_url', '', true)")
        _ = try connection.tryFailedAgain(in: campaign, by: me)
      }
    }
  }

  @Test func aPausedCampaignStaysPaused() throws {
    let campaign = try campaign(leads: 1)
    try giveUp()
    try workspace.run("UPDATE campaigns SET status = 'paused'")

    #expect(try workspace.tryFailedAgain(in: campaign, by: me) == 1)
    #expect(try workspace.overview(of: campaign).campaign.status == .paused)
    #expect(try queue.claimDeliveries(for: "dead", atMost: 9).isEmpty)
  }

  @Test(arguments: [0, 1]) func whatWasStoppedBeforeItWentFailedAsBefore(gone: Int) throws {
    let campaign = try campaign(leads: 2)
    try workspace.makeSendingStep(1, of: campaign, days: 2)
    try giveUp()
    try workspace.expireWaits()
    try giveUp()
    _ = try queue.completeCampaigns()

    #expect(try workspace.tryFailedAgain(in: campaign, by: me) == 4)
    for _ in 0..<gone { try send(.sent) }
    #expect(try waiting() == Array(repeating: "\(gone)/2", count: 2))
    try workspace.run("SELECT fn.set_campaign_status(\(campaign), 'completed')")

    let left = 4 - 2 * gone
    #expect(try workspace.overview(of: campaign).mails.failed == left)
    #expect(try workspace.failures(of: campaign).map(\.mails) == [left])
    #expect(try workspace.stepStatisticsDrift() == 0)
    #expect(try workspace.tryFailedAgain(in: campaign, by: me) == left)
    #expect(try waiting() == Array(repeating: "\(gone)/3", count: 2))
  }

  @Test func whatFailedAndMayHaveArrivedIsNotBehindIt() throws {
    let campaign = try campaign(leads: 1)
    try workspace.makeSendingStep(1, of: campaign)
    try giveUp()
    try workspace.expireWaits()
    try giveUp()
    _ = try queue.completeCampaigns()
    _ = try workspace.tryFailedAgain(in: campaign, by: me)
    try workspace.run("UPDATE deliveries SET machine_opened_at = now() WHERE position = 1")

    try send(.sent)

    #expect(try waiting() == [])
    #expect(try workspace.overview(of: campaign).mails.failed == 1)
  }

  @Test func whoRepliesInThatVeryMomentIsNotWrittenTo() throws {
    let campaign = try campaign(leads: 2)
    try giveUp()
    _ = try queue.completeCampaigns()

    let holds = DispatchSemaphore(value: 0)
    let answer = Mutex<Refusal?>(nil)
    try atOnce(2) { number in
      if number == 0 {
        defer { holds.signal() }
        try database.inWorkspace(workspace.id) { connection in
          try connection.run("SELECT fn.end_enrollment(1, 'reply_received')")
          holds.signal()
          try connection.waitUntilSomebodyWaits()
        }
      } else {
        holds.wait()
        do {
          _ = try workspace.tryFailedAgain(in: campaign, by: Person.ID(rawValue: 1))
        } catch let refusal as Refusal {
          answer.withLock { $0 = refusal }
        }
      }
    }

    #expect(
      answer.withLock { $0 }
        == .conflict("a lead has just replied or left the sequence; check again"))
    #expect(
      try workspace.value("SELECT exit_reason::text FROM enrollments WHERE id = 1")
        == "reply_received")
    #expect(try workspace.deliveryStates() == ["failed": 2])
    #expect(try workspace.tryFailedAgain(in: campaign, by: me) == 1)
  }

  @Test func correctingANoToOutOfOfficeSendsTheRetriedStepFirst() throws {
    let campaign = try campaign(leads: 1)
    try workspace.makeSendingStep(1, of: campaign)
    try workspace.makeSendingStep(2, of: campaign, days: 2)
    try send(.sent)
    try giveUp()
    try workspace.run("SELECT fn.set_campaign_status(\(campaign), 'completed')")
    #expect(try workspace.tryFailedAgain(in: campaign, by: me) == 1)
    let reply = try replyReadAsANo()
    #expect(try waiting() == [])
    #expect(try workspace.overview(of: campaign).mails.failed == 1)

    try database.inWorkspace(workspace.id, as: me) { try $0.correct(reply, to: .outOfOffice) }

    #expect(try waiting() == ["1/3"])
    #expect(try workspace.overview(of: campaign).mails.failed == 0)
    #expect(try workspace.stepStatisticsDrift() == 0)
  }

  @Test func reclassifyingAsOutOfOfficeReplansFailedSteps() throws {
    let campaign = try campaign(leads: 1)
    for position in 1...2 { try workspace.makeSendingStep(position, of: campaign) }
    try send(.sent)
    try giveUp()
    try giveUp()
    _ = try queue.completeCampaigns()
    #expect(try workspace.tryFailedAgain(in: campaign, by: me) == 2)
    let claimed = try queue.claimDeliveries(for: "dead", atMost: 9)
    _ = try beginTransmission(of: claimed.map(departure), by: "dead")
    let reply = try replyReadAsANo()
    try queue.settle(claimed.map { settlement($0, .sent, answer: "250 queued") })
    #expect(try waiting() == [])

    try database.inWorkspace(workspace.id, as: me) { try $0.correct(reply, to: .outOfOffice) }

    #expect(try waiting() == ["2/2"])
  }

  @Test func theBannersFiguresAreReadOfACompletedCampaignAlone() throws {
    let campaign = try campaign(leads: 2)
    try giveUp()
    func counts() throws -> [Int] {
      try database.inWorkspace(workspace.id) {
        let counts = FailureCount.all(of: campaign)
        return try $0.together(counts, counts).0.map(\.mails)
      }
    }

    #expect(try counts() == [])
    _ = try queue.completeCampaigns()
    #expect(try counts() == [2])
  }

  @Test func whatFailsOnceMoreCountsOnceAndMayBeTriedAThirdTime() throws {
    let campaign = try campaign(leads: 1)
    try giveUp()
    _ = try queue.completeCampaigns()
    _ = try workspace.tryFailedAgain(in: campaign, by: me)
    try giveUp()
    _ = try queue.completeCampaigns()

    #expect(try workspace.overview(of: campaign).mails.failed == 1)
    #expect(try workspace.tryFailedAgain(in: campaign, by: me) == 1)
    #expect(try waiting() == ["0/3"])
  }

  @Test func itStandsInTheAuditTrailOnceWithItsNumbers() throws {
    let campaign = try campaign(leads: 2)
    try giveUp()
    _ = try queue.completeCampaigns()
    try workspace.run("SELECT set_config('overture.person', '1', false)")
    _ = try workspace.tryFailedAgain(in: campaign, by: me)

    let entries = try workspace.rows(
      "SELECT action, after->>'mails' AS mails, after->>'status' AS status FROM audit_entries")
    #expect(entries.count == 1)
    #expect(try entries[0]["action"] == "tried again failed emails of")
    #expect(try entries[0]["mails"] == "2")
    #expect(try entries[0]["status"] == "running")
  }

  private let me = Person.ID(rawValue: 1)

  private func campaign(leads: Int) throws -> Campaign.ID {
    let campaign = try workspace.makeSendingCampaign()
    try workspace.makeSendingStep(of: campaign)
    for number in 1...leads { try workspace.makeSendingLead("l\(number)@e.example", in: campaign) }
    return campaign
  }

  /// What is due is put off by the server as often as it is tried.
  private func giveUp() throws {
    for _ in 0..<4 {
      try send(.deferred, meaning: .defer, answer: "450 4.2.0 later")
      try workspace.run(
        "UPDATE deliveries SET due_at = now(), look_at = NULL WHERE state = 'deferred'")
    }
  }

  /// To the email that was sent.
  private func replyReadAsANo() throws -> Reply.ID {
    let sent: String = try workspace.value("SELECT message_id FROM deliveries WHERE position = 0")
    let reception = try workspace.receive(
      InboundMessage(
        kind: .reply, messageID: "no@theirs.example", references: [sent], tokens: [],
        senderEmail: "l1@e.example", senderName: "Ada", subject: "Re: Hello", text: "Away"),
      mailbox: 1, sourceKey: "no")
    let reply = try #require(reception.reply)
    try workspace.settle(reply, as: Verdict(.negative, confidence: 0.6, reasons: ["+ test"]))
    return reply
  }

  /// "position/attempt" of what waits.
  private func waiting() throws -> [String] {
    try workspace.rows(
      "SELECT position || '/' || attempt AS w FROM deliveries WHERE stage = 'waiting' ORDER BY 1"
    ).map { try $0["w"] }
  }
}

extension Connection {
  /// Until another connection waits for what this transaction holds, ten seconds at most.
  fileprivate func waitUntilSomebodyWaits() throws {
    let end = ContinuousClock.now.advanced(by: .seconds(10))
    while ContinuousClock.now < end {
      let waits: Bool = try value(
        """
        SELECT EXISTS (
          SELECT FROM pg_locks l
          WHERE NOT l.granted AND pg_backend_pid() = ANY (pg_blocking_pids(l.pid)))
        """)
      if waits { return }
    }
  }
}
