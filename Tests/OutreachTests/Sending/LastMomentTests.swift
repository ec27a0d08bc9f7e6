import Foundation
import Outreach
import Postgres
import TestKit
import Testing

/// What changes between a claim and the first byte, and what a decision has to know besides its rules.
@Suite(.database) struct LastMomentTests {
  @Test(
    "S1-046 what was claimed before the window closed does not leave after it",
    arguments: [
      """
      UPDATE campaigns SET schedule = '{"days": [0, 1, 2, 3, 4, 5, 6], "timezone": "UTC"}'::jsonb
        || jsonb_build_object('start', to_char(now() AT TIME ZONE 'UTC' + interval '2 hours', 'HH24:MI'),
          'end', to_char(now() AT TIME ZONE 'UTC' + interval '3 hours', 'HH24:MI'))
      """,
      "UPDATE campaigns SET archived_at = now()",
      "UPDATE mailboxes SET state = 'paused'",
      "UPDATE mailboxes SET archived_at = now()",
    ])
  func whatEndsMeanwhileHolds(change: String) throws {
    try campaign()
    let claimed = try queue.claimDeliveries(for: "dead", atMost: 10)
    try workspace.borrowed { try $0.script(change) }

    #expect(claimed.count == 1)
    #expect(try beginTransmission(of: claimed.map(departure), by: "dead").isEmpty)
  }

  @Test("S0-042 S1-008 a reply that nobody has read yet holds the next step")
  func anUnreadReplyHolds() throws {
    let campaign = try workspace.makeSendingCampaign()
    let box: Mailbox.ID = try workspace.value("SELECT id FROM mailboxes")
    let lead = try workspace.makeWrittenTo("Kern", in: campaign, from: box)
    try workspace.run("UPDATE deliveries SET due_at = now() WHERE state = 'planned'")
    let claimed = try queue.claimDeliveries(for: "dead", atMost: 10)
    let reply = try workspace.makeReply("Who are you?", from: lead, mailbox: box)

    #expect(claimed.count == 1)
    #expect(try beginTransmission(of: claimed.map(departure), by: "dead").isEmpty)
    try workspace.run(
      "UPDATE deliveries SET state = 'planned', claimed_by = NULL WHERE state = 'claimed'")
    let decision = try #require(try workspace.decision(about: claimed[0].id))
    #expect(decision.verdict == .hold)
    #expect(decision.binding == .answer)

    try workspace.run("UPDATE replies SET class = 'ooo' WHERE id = \(reply)")
    #expect(try workspace.decision(about: claimed[0].id)?.binding != .answer)
  }

  @Test func aSubjectThatWasTakenAwayGivesWayToAnother() throws {
    let campaign = try workspace.makeSendingCampaign()
    try workspace.makeSendingStep(of: campaign, subjects: ["Alpha", "Bravo"])
    for number in 1...4 { try workspace.makeSendingLead("l\(number)@e.example", in: campaign) }
    try send(.deferred, meaning: .defer, answer: "451 later")
    try workspace.run("UPDATE steps SET subjects = ARRAY['Alpha']")
    try workspace.expireWaits()

    let claimed = try queue.claimDeliveries(for: "dead", atMost: 10)

    #expect(claimed.map(\.subject) == ["Alpha", "Alpha", "Alpha", "Alpha"])
  }

  @Test func theLeadsPageShowsTheSubjectThatWillBeSent() throws {
    let campaign = try workspace.makeSendingCampaign()
    try workspace.makeSendingStep(of: campaign, subjects: ["Alpha", "Bravo"])
    try workspace.makeSendingLead("l1@e.example", in: campaign)
    let second = try workspace.makeSendingLead("l2@e.example", in: campaign)

    #expect(try workspace.deliveries(to: second).map(\.subject) == ["Bravo"])
  }

  @Test func aLeadWhoseMailboxWasTakenOffGetsAnother() throws {
    let campaign = try workspace.makeSendingCampaign(mailboxes: 2)
    try workspace.makeSendingStep(of: campaign)
    try workspace.makeSendingStep(1, of: campaign)
    try workspace.makeSendingLead("ada@example.com", in: campaign)
    let claimed = try queue.claimDeliveries(for: "dead", atMost: 10)
    let other = Mailbox.ID(rawValue: 3 - claimed[0].mailbox.rawValue)
    _ = try beginTransmission(of: claimed.map(departure), by: "dead")
    // While its email is on its way.
    try workspace.choose(mailboxes: [other], for: campaign)
    try queue.settle(claimed.map { settlement($0, .sent) })

    let next = try queue.claimDeliveries(for: "dead", atMost: 10)

    #expect(next.map(\.mailbox) == [other])
    #expect(try workspace.value("SELECT mailbox_id FROM enrollments") == other)
  }

  @Test("S1-043 bounces that came before enough was sent pause the campaign when it was")
  func earlyBouncesCountLater() throws {
    try campaign(leads: 25)
    try workspace.run(
      "UPDATE deliveries SET due_at = now() + interval '1 day' WHERE id > 10")
    try send(.sent)
    for delivery in 1...2 {
      try workspace.run("SELECT fn.record_bounce(\(delivery), 'hard', '550 5.1.1 nobody')")
    }
    try queue.watchBounces()
    #expect(try workspace.value("SELECT status FROM campaigns") == "running")

    try workspace.expireWaits()
    try send(.sent)
    try queue.watchBounces()

    #expect(try workspace.value("SELECT status FROM campaigns") == "paused")
    #expect(
      try workspace.value(
        #"SELECT (pause_reason, pause_details @> '{"bounces": 2, "emails": 25}') = ('bounces', true) FROM campaigns"#
      ))
  }

  @Test func aRestoredDatabaseSendsNothingUntilSomebodyHasLooked() throws {
    try campaign()
    #expect(try queue.noticeRestore() == 0)
    #expect(try queue.noticeRestore() == 0)

    try queue.run("UPDATE known_database SET identity = 'as it was before the restore'")

    #expect(try queue.noticeRestore() == 1)
    #expect(try queue.claimDeliveries(for: "dead", atMost: 10).isEmpty)
    #expect(
      try workspace.value("SELECT pause_reason = 'restored' FROM campaigns"))
    // Once a person has resumed it, it is known.
    #expect(try queue.noticeRestore() == 0)
  }

  @Test func whatCouldNotBeWrittenTakesNoPlaceOfTheDay() throws {
    try campaign()
    try send(.failed, meaning: .text, answer: "line 1, column 4: nobody knows NOPE")

    #expect(try workspace.value("SELECT coalesce(sum(used), 0)::int FROM mailbox_uses") == 0)
  }

  @Test func aCampaignWhoseZoneNobodyKnowsStopsNoOther() throws {
    try campaign()
    let other = try workspace.makeSendingCampaign("Autumn")
    try workspace.makeSendingStep(of: other)
    try workspace.makeSendingLead("bob@example.com", in: other)
    try workspace.run(
      """
      UPDATE campaigns SET schedule =
        '{"days": [1], "start": "09:00", "end": "17:00", "timezone": "Mars/Olympus"}'
      WHERE id = 1
      """)

    #expect(try queue.claimDeliveries(for: "dead", atMost: 10).map(\.campaign) == [other])
  }

  @discardableResult
  private func campaign(leads: Int = 1) throws -> Campaign.ID {
    let campaign = try workspace.makeSendingCampaign()
    try workspace.makeSendingStep(of: campaign)
    for number in 1...leads { try workspace.makeSendingLead("l\(number)@e.example", in: campaign) }
    return campaign
  }
}
