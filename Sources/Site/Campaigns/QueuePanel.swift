import Foundation
import Outreach

/// The first rows of the review queue, on the campaign's page.
struct QueuePanel {
  let campaign: Int
  let pending: String
  let mayApprove: Bool
  let isEmpty: Bool
  let rows: [QueueRow]
  let summary: String

  init(
    _ items: some Collection<ReviewItem>, _ bands: ScoreBands, of overview: CampaignOverview,
    for currentUser: CurrentUser
  ) {
    campaign = overview.campaign.id.rawValue
    pending = "\(Words.number(overview.statistics.pending)) pending"
    mayApprove = currentUser.may(.approve) && !overview.campaign.isArchived
    isEmpty = items.isEmpty
    rows = items.map(QueueRow.init)
    summary =
      "Sorted by effective score. \(Words.number(bands.excellent)) excellent, "
      + "\(Words.number(bands.moderate)) moderate, \(Words.number(bands.mismatch)) mismatch."
  }
}

struct QueueRow {
  let account: Int
  let name: String
  let about: String
  let score: ScoreChip
  let reason: String

  init(_ item: ReviewItem) {
    account = item.account.rawValue
    name = item.name
    about = item.about
    score = ScoreChip(ai: item.fitScore, override: item.overrideScore)
    reason = item.firstReason
  }
}

extension ReviewItem {
  /// "Cold store · 240 staff · CZ"
  var about: String {
    [industry, employees.map { "\(Words.number($0)) staff" } ?? "", countryName(country)]
      .filter { !$0.isEmpty }.joined(separator: " · ")
  }
}
