import Foundation
import Outreach
import Postgres
import Synchronization
import TestKit
import Testing

/// Nothing that was committed before a mail begins is overlooked: an act waits for the mails that are
/// beginning, and no mail begins while an act is under way.
@Suite(.database) struct DepartureLockTests {
  @Test(arguments: StoppingAct.allCases)
  func anActIsCommittedAfterTheMailsThatAreBeginning(act: StoppingAct) throws {
    let (delivery, lead) = try claimed()

    try queue.borrow { beginning in
      try beginning.holdLivenessLock(as: "one")
      defer { try? beginning.run("SELECT pg_advisory_unlock_all()") }
      try queue.borrow { connection in
        try connection.script("BEGIN")
        #expect(try begin(delivery, on: connection) == 1)
        let wasHeldUp = try isHeldUp({ try act.apply($0, lead: lead) }) {
          try connection.script("COMMIT")
        }
        #expect(wasHeldUp)
      }
    }
  }

  @Test(arguments: StoppingAct.allCases)
  func noMailBeginsWhileAnActIsUnderWay(act: StoppingAct) throws {
    let (delivery, lead) = try claimed()

    try database.inWorkspace(workspace.id) { acting in
      try act.apply(acting, lead: lead)
      // Nothing is waited for, either.
      #expect(try beginTransmission(of: [departure(delivery)], by: "one").isEmpty)
    }

    #expect(try beginTransmission(of: [departure(delivery)], by: "one").isEmpty)
    #expect(try workspace.stateOfDelivery() == "claimed")
  }

  @Test func anActOnOneLeadHoldsUpNoOther() throws {
    let (first, lead) = try claimed()
    try workspace.makeSendingLead("bob@example.com", in: first.campaign)
    let second = try #require(try queue.claimDeliveries(for: "one", atMost: 5).first)

    try database.inWorkspace(workspace.id) { acting in
      try StoppingAct.unsubscribe.apply(acting, lead: lead)
      #expect(
        try beginTransmission(of: [first, second].map(departure), by: "one") == [second.id])
    }
  }

  @Test("acts that race with mails: none begins after its act was committed")
  func nothingBeginsAfterItsActWasCommitted() throws {
    let campaign = try workspace.makeSendingCampaign()
    try workspace.makeSendingStep(of: campaign)
    let leads = try (1...120).map {
      try workspace.makeSendingLead("l\($0)@e.example", in: campaign)
    }
    let claimed = try queue.claimDeliveries(for: "one", atMost: 500)
    let mails = try leads.map { lead in try #require(claimed.first { $0.enrollment == lead }) }
    let late = Mutex<[String]>([])
    let acted = Mutex(0)
    let end = ContinuousClock.now + .seconds(120)
    let acts: [StoppingAct] = [.unsubscribe, .suppress, .reply, .remove, .bounce, .invalidate]

    try queue.borrow { presence in
      try presence.holdLivenessLock(as: "one")
      defer { try? presence.run("SELECT pg_advisory_unlock_all()") }
      try atOnce(6) { thread in
        if thread < 2 {
          // In groups, as connections are ready; each where the acts are in this moment.
          for first in stride(from: thread * 6, to: mails.count, by: 12) {
            while acted.withLock({ $0 }) < first - 6, ContinuousClock.now < end { usleep(100) }
            let group = mails[first..<min(first + 6, mails.count)]
            _ = try queue.beginTransmission(of: group.map(departure), by: "one")
          }
          return
        }
        for number in stride(from: thread - 2, to: mails.count, by: 4) {
          let lead = mails[number]
          try acts[number % acts.count].apply(workspace, lead: lead.enrollment)
          // What is seen now was committed; what begins from now on is late.
          if try workspace.stateOfDelivery(lead.id) == "claimed" {
            late.withLock { $0.append("\(lead.id)") }
          }
          acted.withLock { $0 += 1 }
        }
      }
    }

    let waiting = late.withLock { $0 }.compactMap { Int($0) }
    let begun: Int = try workspace.value(
      """
      SELECT count(*) FROM deliveries
      WHERE id = ANY (\(waiting)::bigint[]) AND transmitting_at IS NOT NULL
      """)
    #expect(begun == 0)
    #expect(!waiting.isEmpty)
    #expect(waiting.count < mails.count, "some were quicker than their acts")
  }

  @Test func aMailThatWasClaimedWithAnOldAddressIsClaimedAgain() throws {
    let (delivery, _) = try claimed()
    try workspace.run("UPDATE contacts SET email = 'lovelace@example.com'")

    #expect(try beginTransmission(of: [departure(delivery)], by: "one").isEmpty)
    #expect(try workspace.value("SELECT sum(used)::int FROM mailbox_uses") == 0)
    let again = try #require(try queue.claimDeliveries(for: "one", atMost: 1).first)
    #expect(again.id == delivery.id && again.email == "lovelace@example.com")
    #expect(try beginTransmission(of: [departure(again)], by: "one") == [again.id])
  }

  @Test func aMailboxThatIsTakenOffSendsNothingThatIsClaimed() throws {
    let (delivery, _) = try claimed()
    let box = try workspace.makeBox("other@spring.example", practice: false)

    try workspace.choose(mailboxes: [box], for: delivery.campaign)

    #expect(try beginTransmission(of: [departure(delivery)], by: "one").isEmpty)
    #expect(try workspace.value("SELECT sum(used)::int FROM mailbox_uses") == 0)
    let again = try #require(try queue.claimDeliveries(for: "one", atMost: 1).first)
    #expect(again.mailbox == box)
    #expect(try beginTransmission(of: [departure(again)], by: "one") == [again.id])
  }

  @Test func aMailThatIsBeginningKeepsItsMailboxAndTheChangeWaits() throws {
    let (delivery, _) = try claimed()
    let box = try workspace.makeBox("other@spring.example", practice: false)

    try queue.borrow { beginning in
      try beginning.holdLivenessLock(as: "one")
      defer { try? beginning.run("SELECT pg_advisory_unlock_all()") }
      try queue.borrow { connection in
        try connection.script("BEGIN")
        #expect(try begin(delivery, on: connection) == 1)
        let wasHeldUp = try isHeldUp({
          try $0.run("SELECT fn.choose_mailboxes(\(delivery.campaign), ARRAY[\(box)]::bigint[])")
        }) { try connection.script("COMMIT") }
        #expect(wasHeldUp)
      }
    }
    #expect(try workspace.stateOfDelivery() == "transmitting")
  }

  @Test("an act on a lead holds up no claim of others, and no deadlock comes of it")
  func aClaimWaitsForNoAct() throws {
    let campaign = try workspace.makeSendingCampaign()
    try workspace.makeSendingStep(of: campaign)
    let lead = try workspace.makeSendingLead("ada@example.com", in: campaign)
    try workspace.makeSendingLead("bob@example.com", in: campaign)
    let others = try otherWorkspace.makeSendingCampaign()
    try otherWorkspace.makeSendingStep(of: others)
    try otherWorkspace.makeSendingLead("eve@example.com", in: others)

    try database.inWorkspace(workspace.id) { acting in
      try acting.run("UPDATE enrollments SET held_until = NULL WHERE id = \(lead)")
      // A claim that waited would run into the lock's time limit.
      let claimed = try queue.claimDeliveries(for: "one", atMost: 10)
      #expect(claimed.count == 2)
      #expect(!claimed.contains { $0.workspace == workspace.id && $0.enrollment == lead })
      // As completing a campaign does it: first the lead, then its emails.
      try acting.run("SELECT fn.end_enrollment(\(lead), 'manually_removed')")
    }

    #expect(try workspace.deliveryStates() == ["canceled": 1, "claimed": 1])
  }

  private func claimed() throws -> (ClaimedDelivery, lead: Enrollment.ID) {
    let campaign = try workspace.makeSendingCampaign()
    try workspace.makeSendingStep(of: campaign)
    let lead = try workspace.makeSendingLead("ada@example.com", in: campaign)
    return (try #require(try queue.claimDeliveries(for: "one", atMost: 1).first), lead)
  }

  private func begin(_ delivery: ClaimedDelivery, on connection: Connection) throws -> Int {
    try connection.rows(
      """
      SELECT fn.begin_transmission(ARRAY[\(delivery.workspace)]::bigint[],
        ARRAY[\(delivery.id)]::bigint[], ARRAY[\(delivery.claim)]::bigint[], 'one',
        '{}', '{}', '{}', '{}')
      """
    ).count
  }
}

/// What takes a lead, its campaign or its mailbox out of sending.
enum StoppingAct: CaseIterable {
  case unsubscribe, suppress, reply, remove, bounce, invalidate, hold, reject, doNotContact
  case pauseCampaign, archiveCampaign, closeWindow, pauseMailbox

  func apply(_ database: some Queryable, lead: Enrollment.ID) throws {
    switch self {
    case .unsubscribe:
      try database.run(
        """
        SELECT fn.unsubscribe(d.token, '192.0.2.1', 'test') FROM deliveries d
        WHERE d.enrollment_id = \(lead)
        """)
    case .suppress:
      try database.run(
        """
        INSERT INTO suppressions (email, reason)
        SELECT lower(k.email), 'by_hand' FROM enrollments e JOIN contacts k ON k.id = e.contact_id
        WHERE e.id = \(lead)
        """)
    case .reply:
      try database.run(
        """
        WITH message AS (
          INSERT INTO messages (campaign_id, account_id, contact_id, channel, direction, state, at)
          SELECT campaign_id, account_id, contact_id, 'email', 'inbound', 'received', now()
          FROM enrollments WHERE id = \(lead)
          RETURNING id, campaign_id, account_id, contact_id
        )
        INSERT INTO replies (message_id, campaign_id, account_id, contact_id, enrollment_id,
          matched_by, received_at)
        SELECT m.id, m.campaign_id, m.account_id, m.contact_id, \(lead), 'address', now()
        FROM message m
        """)
    case .remove: try database.run("SELECT fn.end_enrollment(\(lead), 'manually_removed')")
    case .bounce: try database.run("SELECT fn.end_enrollment(\(lead), 'email_bounced')")
    case .invalidate:
      try database.run(
        """
        UPDATE contacts k SET email_invalid_at = now(), email_invalid_reason = 'a test'
        FROM enrollments e WHERE e.id = \(lead) AND k.id = e.contact_id
        """)
    case .hold:
      try database.run(
        "UPDATE enrollments SET held_until = now() + interval '1 day' WHERE id = \(lead)")
    case .reject:
      try database.run(
        """
        UPDATE campaign_accounts ca
        SET review_status = 'rejected', reviewed_at = now(),
          reviewed_by = (SELECT min(id) FROM people)
        FROM enrollments e
        WHERE e.id = \(lead) AND (ca.campaign_id, ca.account_id) = (e.campaign_id, e.account_id)
        """)
    case .doNotContact:
      try database.run(
        """
        UPDATE accounts a SET relationship_types = '{do_not_contact}'
        FROM enrollments e WHERE e.id = \(lead) AND a.id = e.account_id
        """)
    case .pauseCampaign:
      try database.run(
        "SELECT fn.set_campaign_status(campaign_id, 'paused') FROM enrollments WHERE id = \(lead)")
    case .archiveCampaign: try database.run("UPDATE campaigns SET archived_at = now()")
    case .closeWindow:
      try database.run(
        """
        UPDATE campaigns SET schedule = jsonb_build_object('days', '[0, 1, 2, 3, 4, 5, 6]'::jsonb,
          'timezone', 'UTC',
          'start', to_char(now() AT TIME ZONE 'UTC' + interval '2 hours', 'HH24:MI'),
          'end', to_char(now() AT TIME ZONE 'UTC' + interval '3 hours', 'HH24:MI'))
        """)
    case .pauseMailbox: try database.run("UPDATE mailboxes SET state = 'paused'")
    }
  }
}
