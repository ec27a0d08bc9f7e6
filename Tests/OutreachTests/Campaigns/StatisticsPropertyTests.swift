import Foundation
import Outreach
import Postgres
import TestKit
import Testing

/// Eight threads do whatever a campaign can go through, at once, with transactions that are broken
/// off and folding between: the figures equal a recount at the end, and at every moment on the way.
@Suite(.database) struct StatisticsPropertyTests {
  @Test(
    "S3-018 the figures stay exact under eight threads that add, score, decide and switch goals")
  func exactUnderConcurrency() throws {
    let first = try workspace.makeCampaign("First")
    let second: Campaign.ID = try workspace.value(
      """
      INSERT INTO campaigns (product_id, name, slug)
      SELECT product_id, 'Second', 'second' FROM campaigns WHERE id = \(first) RETURNING id
      """)
    let accounts = try workspace.makeAccounts(60)
    let drifts = Drifts()

    try atOnce(8) { number in
      var random = Dice(seed: UInt64(number) &* 7_919 &+ 1)
      for round in 0..<60 {
        let act = Act(
          campaign: random.roll(2) == 0 ? first : second,
          accounts: Set((0..<(1 + random.roll(4))).map { _ in accounts[random.roll(60)] }).sorted(),
          kind: random.roll(9), score: Double(random.roll(101)) / 10)
        try perform(act, breaksOff: random.roll(10) == 0)
        if number == 0, round % 10 == 0 {
          drifts.add(try workspace.statisticsDrift())
          try queue.foldStatistics()
        }
      }
    }

    #expect(drifts.all == [])
    #expect(try workspace.statisticsDrift() == [])
    #expect(try workspace.statistics(of: first).total + workspace.statistics(of: second).total > 0)
  }

  private struct BrokenOff: Error {}

  /// Deadlocks and serialization failures are rolled back and passed over: a page would try again.
  private func perform(_ act: Act, breaksOff: Bool) throws {
    do {
      try database.inWorkspace(workspace.id, as: Person.ID(rawValue: 1)) { connection in
        try act.run(on: connection)
        if breaksOff { throw BrokenOff() }
      }
    } catch is BrokenOff {
    } catch let error as PostgresError where error.sqlState == "40P01" {
    }
  }
}

/// One random thing that happens to a campaign.
private struct Act: Sendable {
  let campaign: Campaign.ID
  let accounts: [Account.ID]
  let kind: Int
  let score: Double

  func run(on connection: Connection) throws {
    switch kind {
    case 0, 1: _ = try connection.addAccounts(accounts, to: campaign)
    case 2, 3: try connection.score(accounts, score, for: campaign)
    case 4: _ = try connection.decide(.approved, on: accounts + [0], in: campaign)
    case 5: _ = try connection.decide(.rejected, on: accounts + [0], in: campaign)
    case 6:
      try connection.run(
        """
        UPDATE campaign_accounts
        SET first_outreached_at = coalesce(first_outreached_at, now()),
          first_replied_at = coalesce(first_replied_at, now())
        WHERE campaign_id = \(campaign) AND account_id = ANY (\(accounts))
        """)
    case 7:
      try connection.run(
        """
        DELETE FROM campaign_accounts
        WHERE campaign_id = \(campaign) AND account_id = ANY (\(accounts))
        """)
    default: try connection.switchGoal(of: campaign, to: score > 5 ? .sales : .event)
    }
  }
}

/// The same throws for the same seed.
private struct Dice {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func roll(_ sides: Int) -> Int {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Int((state >> 33) % UInt64(sides))
  }
}

private final class Drifts: @unchecked Sendable {
  private let lock = NSLock()
  private var found: [StatisticsDrift] = []

  func add(_ drifts: [StatisticsDrift]) { lock.withLock { found += drifts } }
  var all: [StatisticsDrift] { lock.withLock { found } }
}
