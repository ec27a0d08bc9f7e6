import HTTPTypes
import Outreach
import Postgres
import Site
import TestKit
import Testing
import Web

/// The distribution of fit scores on the campaign's page.
@Suite(.database) struct HistogramTests {
  @Test("S3-052 after scoring, the scores stand in ten buckets from 0–1 to 9–10")
  func tenBuckets() throws {
    let campaign = try campaign(scores: [0, 0.9, 1, 4.9, 5, 7.9, 8, 9.9, 10])

    let buckets = try rows(of: section("ai-scores", of: page(campaign)))

    #expect(buckets.map { $0.first } == (0..<10).map { "\($0)–\($0 + 1)" })
    #expect(buckets.map { $0.last } == ["2", "1", "0", "0", "1", "1", "0", "1", "1", "2"])
  }

  @Test("S3-052 before scoring there is no histogram")
  func nothingBeforeScoring() throws {
    let campaign = try campaign(scores: [])

    let panel = try section("ai-scores", of: page(campaign))

    #expect(rows(of: panel).isEmpty)
    #expect(words(in: panel).contains("No score"))
  }

  @Test("S3-054 a score below 5 is a mismatch, below 8 moderate, and excellent from 8 on")
  func bands() throws {
    let campaign = try campaign(scores: [0, 4.9, 5, 7.9, 7.9, 8, 8, 8, 10])

    let panel = try words(in: section("ai-scores", of: page(campaign)))

    for band in ["Mismatch 2", "Moderate 3", "Excellent 4"] {
      #expect(panel.contains(band), "\(band)")
    }
  }

  @Test(
    "S3-053 the shape is judged: two piles are healthy, all moderate or flat is not",
    arguments: [
      ([1.0: 12, 6: 4, 9: 12], "Scores form two clear groups"),
      ([6.0: 28], "Few accounts fit"),
      ([1.0: 7, 3: 7, 6: 9, 9: 7], "No clear groups"),
      ([6.0: 20, 9: 6], "No clear groups"),
      ([9.0: 19], "Not enough scores"),
    ])
  func guidance(piles: [Double: Int], words: String) throws {
    let campaign = try campaign(
      scores: piles.flatMap { Array(repeating: $0.key, count: $0.value) })

    #expect(try section("ai-scores", of: page(campaign)).contains(words))
  }

  private func campaign(scores: [Double]) throws -> Campaign.ID {
    let campaign = try workspace.makeCampaign("Autumn")
    let accounts = try workspace.makeAccounts(max(scores.count, 1))
    _ = try workspace.addAccounts(accounts, to: campaign)
    for (account, score) in zip(accounts, scores) {
      try workspace.score([account], score, for: campaign)
    }
    return campaign
  }

  private func page(_ campaign: Campaign.ID) throws -> String {
    try door().respond(to: Request(.get, "/campaigns/\(campaign)"), as: someone()).text
  }
}
