import Foundation
import Outreach
import Postgres
import Synchronization
import TestKit
import Testing

@Suite(.database) struct LimitTests {
  @Test("S1-049 daily limits per sender are respected")
  func aMailboxSendsNoMoreThanItsDay() throws {
    let campaign = try workspace.makeSendingCampaign(mailboxes: 2)
    try workspace.makeSendingStep(of: campaign)
    for number in 1...12 { try workspace.makeSendingLead("l\(number)@e.example", in: campaign) }
    try workspace.run("UPDATE mailboxes SET daily_limit = 4")

    let claimed = try claimAll() + claimAll() + claimAll()

    #expect(Dictionary(grouping: claimed, by: \.mailbox).mapValues(\.count) == [1: 4, 2: 4])
  }

  @Test func theDayIsARollingOne() throws {
    let campaign = try workspace.makeSendingCampaign()
    try workspace.makeSendingStep(of: campaign)
    for number in 1...3 { try workspace.makeSendingLead("l\(number)@e.example", in: campaign) }
    try workspace.run("UPDATE mailboxes SET daily_limit = 2")
    try workspace.run(
      """
      INSERT INTO mailbox_uses (mailbox_id, minute, used)
      SELECT id, date_trunc('minute', now()) - interval '23 hours 59 minutes', 1 FROM mailboxes
      """)

    #expect(try claimAll().count == 1)
    try workspace.run("UPDATE mailbox_uses SET minute = minute - interval '10 minutes'")
    #expect(try claimAll().count == 1)
  }

  @Test("S1-050 per-domain rate limits are respected, e.g. 2 a second for Gmail")
  func aDomainGetsNoMoreThanItsRate() throws {
    let campaign = try workspace.makeSendingCampaign()
    try workspace.makeSendingStep(of: campaign)
    for number in 1...30 { try workspace.makeSendingLead("l\(number)@gmail.com", in: campaign) }
    try workspace.run("DELETE FROM domain_rates")

    let claimed = try claimAll()

    // Places for five seconds ahead, half a second apart.
    #expect(claimed.count == 11)
    let gaps = zip(claimed.dropFirst(), claimed).map { $0.wait - $1.wait }
    #expect(gaps.allSatisfy { $0 >= .milliseconds(499) })
    #expect(try workspace.deliveryStates()["planned"] == 19)
  }

  /// Eight claim at once, and time goes on; the reference is a plain list of what was claimed when.
  @Test("S1-049 eight senders at once never exceed a rolling day")
  func noRollingWindowIsEverExceeded() throws {
    let campaign = try workspace.makeSendingCampaign(mailboxes: 3)
    try workspace.makeSendingStep(of: campaign)
    for number in 1...150 { try workspace.makeSendingLead("l\(number)@e.example", in: campaign) }
    try workspace.run("UPDATE mailboxes SET daily_limit = 7 + id")
    var model: [Mailbox.ID: [Int]] = [:]  // hour of each use, by mailbox

    for round in 0..<8 {
      let claimed = Mutex<[ClaimedDelivery]>([])
      try atOnce(8) { number in
        let mine = try queue.claimDeliveries(for: "w\(number)", atMost: 3 + number)
        claimed.withLock { $0 += mine }
      }
      for delivery in claimed.withLock({ $0 }) {
        model[delivery.mailbox, default: []].append(round * 7)
      }
      // Seven hours later.
      try workspace.run("UPDATE mailbox_uses SET minute = minute - interval '7 hours'")
    }

    for (mailbox, hours) in model {
      for start in hours {
        let inWindow = hours.filter { $0 >= start && $0 < start + 24 }.count
        #expect(inWindow <= 7 + mailbox.rawValue)
      }
    }
    #expect(model.values.map(\.count).reduce(0, +) > 27)
  }

  /// Eight claim at once; the reference is a plain list of when each email may leave.
  @Test("S1-050 eight senders at once never exceed a domain's rate, over two campaigns")
  func noSecondOfADomainIsEverExceeded() throws {
    for name in ["Spring", "Autumn"] {
      let campaign = try workspace.makeSendingCampaign(name, mailboxes: 2)
      try workspace.makeSendingStep(of: campaign)
      for number in 1...60 {
        let domain = ["gmail.com", "googlemail.com", "proton.me", "e.example"][number % 4]
        try workspace.makeSendingLead("\(name.lowercased())\(number)@\(domain)", in: campaign)
      }
    }
    try workspace.run("DELETE FROM domain_rates")
    let families = ["gmail.com": "gmail", "googlemail.com": "gmail", "proton.me": "proton"]
    let spacing = ["gmail": 0.5, "proton": 1.0, "e.example": 0.2]
    var leaves: [String: [Double]] = [:]

    for _ in 0..<4 {
      let claimed = Mutex<[ClaimedDelivery]>([])
      try atOnce(8) { number in
        let mine = try queue.claimDeliveries(for: "w\(number)", atMost: 5 + number)
        claimed.withLock { $0 += mine }
      }
      let moments = try workspace.rows(
        """
        SELECT id, extract(epoch FROM claimed_at)::float8 AS at FROM deliveries
        WHERE claimed_at IS NOT NULL
        """)
      var claimedAt: [Int: Double] = [:]
      for row in moments { claimedAt[try row["id"]] = try row["at"] }
      for delivery in claimed.withLock({ $0 }) {
        let domain = String(delivery.email.split(separator: "@")[1])
        let at = try #require(claimedAt[delivery.id.rawValue])
        leaves[families[domain] ?? domain, default: []].append(
          at + delivery.wait / .seconds(1))
      }
      // The line moves on.
      try workspace.run("UPDATE deliveries SET look_at = NULL WHERE state = 'planned'")
    }

    for (family, moments) in leaves {
      let sorted = moments.sorted()
      for (earlier, later) in zip(sorted, sorted.dropFirst()) {
        // Waits are whole milliseconds.
        #expect(later - earlier >= (spacing[family] ?? 0) - 0.002, "\(family)")
      }
    }
    #expect(leaves.keys.sorted() == ["e.example", "gmail", "proton"])
    #expect(leaves.values.map(\.count).reduce(0, +) > 20)
  }

  @Test("emails that queue for a slow rate do not wait for it after it was raised")
  func aRaisedRateCountsForTheQueue() throws {
    let campaign = try workspace.makeSendingCampaign()
    try workspace.makeSendingStep(of: campaign)
    for number in 1...3 { try workspace.makeSendingLead("l\(number)@slow.example", in: campaign) }
    try workspace.setRate(of: "other", to: 0.01)
    #expect(try queue.claimDeliveries(for: "one", atMost: 3).count == 1)
    #expect(try queue.claimDeliveries(for: "one", atMost: 3).isEmpty)

    try workspace.setRate(of: "other", to: 5)

    #expect(try queue.claimDeliveries(for: "one", atMost: 3).count == 2)
  }

  @Test func aLeadWhoseMailboxIsTakenOffGetsAnother() throws {
    let campaign = try workspace.makeSendingCampaign(mailboxes: 2)
    try workspace.makeSendingStep(of: campaign)
    let lead = try workspace.makeSendingLead("ada@example.com", in: campaign)
    try workspace.run("UPDATE enrollments SET mailbox_id = 1 WHERE id = \(lead)")

    try workspace.run("SELECT fn.choose_mailboxes(\(campaign), ARRAY[2])")

    #expect(try claimAll().map(\.mailbox) == [2])
  }

  @Test("S1-015 rotation between senders is weighted by reputation")
  func healthierMailboxesGetMore() throws {
    let campaign = try workspace.makeSendingCampaign(mailboxes: 2)
    try workspace.makeSendingStep(of: campaign)
    for number in 1...300 { try workspace.makeSendingLead("l\(number)@e.example", in: campaign) }
    try workspace.run("UPDATE mailboxes SET health = 25 WHERE id = 2")

    let counts = Dictionary(grouping: try claimAll(), by: \.mailbox).mapValues(\.count)

    // Four to one: 240 and 60; seven standard deviations either way.
    #expect((190...290).contains(counts[1] ?? 0))
    #expect((10...110).contains(counts[2] ?? 0))
  }

  @Test("S1-048 a sender in bad health sends nothing")
  func onlyEligibleMailboxesSend() throws {
    let campaign = try workspace.makeSendingCampaign(mailboxes: 4)
    try workspace.makeSendingStep(of: campaign)
    for number in 1...20 { try workspace.makeSendingLead("l\(number)@e.example", in: campaign) }
    try workspace.run("UPDATE mailboxes SET health = 20 WHERE id = 1")
    try workspace.run("UPDATE mailboxes SET state = 'paused' WHERE id = 2")
    try workspace.run("UPDATE mailboxes SET cooling_until = now() + interval '1 hour' WHERE id = 3")

    #expect(Set(try claimAll().map(\.mailbox)) == [4])
  }

  @Test func aLeadKeepsItsSender() throws {
    let campaign = try workspace.makeSendingCampaign(mailboxes: 5)
    for position in 0..<4 { try workspace.makeSendingStep(position, of: campaign) }
    try workspace.makeSendingLead("ada@example.com", in: campaign)

    var mailboxes: [Mailbox.ID] = []
    for _ in 0..<4 {
      let delivery = try #require(try queue.claimDeliveries(for: "dead", atMost: 1).first)
      mailboxes.append(delivery.mailbox)
      _ = try beginTransmission(of: [departure(delivery)], by: "dead")
      try queue.settle([settlement(delivery, .sent)])
    }

    #expect(mailboxes.count == 4)
    #expect(Set(mailboxes).count == 1)
  }

  @Test(
    "a mailbox that is too ill to send recovers by the hour, up to 50",
    arguments: [
      (10, "150 minutes", 12, 0), (10, "12 hours", 22, 1), (40, "3 days", 50, 1),
      (60, "3 days", 60, 1),
    ])
  func healthRecoversByTheHour(health: Int, rested: String, becomes: Int, claims: Int) throws {
    let campaign = try workspace.makeSendingCampaign()
    try workspace.makeSendingStep(of: campaign)
    try workspace.makeSendingLead("ada@e.example", in: campaign)
    try workspace.run(
      """
      UPDATE mailboxes SET health = \(health), created_at = now() - interval '30 days',
        recovered_at = now() - \(rested)::interval
      """)

    try queue.recoverMailboxes()
    // Counted once.
    try queue.recoverMailboxes()

    #expect(try workspace.value("SELECT health FROM mailboxes") == becomes)
    #expect(try claimAll().count == claims)
  }

  @Test func hoursInWhichAMailboxSendsDoNotHealIt() throws {
    _ = try workspace.makeSendingCampaign()
    try workspace.run(
      """
      UPDATE mailboxes SET health = 30, created_at = now() - interval '30 days'
      """)
    try workspace.run(
      """
      INSERT INTO mailbox_uses (mailbox_id, minute, used)
      SELECT id, date_trunc('minute', now()), 1 FROM mailboxes
      """)

    #expect(try queue.recoverMailboxes() == 0)
  }

  @Test func aRampLimitsANewMailbox() throws {
    let campaign = try workspace.makeSendingCampaign()
    try workspace.makeSendingStep(of: campaign)
    for number in 1...12 { try workspace.makeSendingLead("l\(number)@e.example", in: campaign) }
    try workspace.run(
      """
      UPDATE mailboxes
      SET ramp_start = 5, ramp_step = 2, ramp_since = (now() AT TIME ZONE 'UTC')::date - 1
      """)

    #expect(try claimAll().count == 7)
  }

  private func claimAll() throws -> [ClaimedDelivery] {
    try queue.claimDeliveries(for: "dead", atMost: 500)
  }
}
