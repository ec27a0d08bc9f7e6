import Outreach

/// Templates/Reviews/decisions.mustache: what share of the accounts with each AI score people
/// approved, in percent of the drawing, with the same numbers as a table behind it.
struct DecisionChart {
  let decided: String
  let columns: [Column]
  let sentence: String

  struct Column {
    let band: String
    let x: String
    let y: String
    let width: String
    let height: String
    let middle: String
    let above: String
    /// The approved share in percent, without its sign; empty if there is no decision.
    let figure: String
    let range: String
    let approved: String
    let decided: String
  }

  /// Nil: no account with an AI score was decided.
  init?(_ buckets: [ScoreDecisions]) {
    guard let lowest = buckets.first?.bucket else { return nil }
    let whole = buckets.reduce(0) { $0 + $1.decided }
    decided =
      whole < ScoreDecisions.most
      ? Words.count(whole, "decision") : "latest \(Words.count(whole, "decision"))"
    // At least the scores from 5 on, so that the columns of two campaigns can be compared.
    let shown = min(lowest, FitBand.moderate.lowest)...9
    let step = 100 / Double(shown.count)
    columns = shown.enumerated().map { place, bucket in
      Column(
        buckets.first { $0.bucket == bucket }, of: bucket, left: Double(place) * step, step: step)
    }
    sentence = Self.sentence(of: buckets, whole)
  }

  /// One sentence that compares the two: by the mean scores of what was approved and rejected.
  private static func sentence(of buckets: [ScoreDecisions], _ whole: Int) -> String {
    guard whole >= 20,
      let approved = meanBucket(of: buckets.map { ($0.bucket, $0.approved) }),
      let rejected = meanBucket(of: buckets.map { ($0.bucket, $0.decided - $0.approved) })
    else { return "Not enough decisions to compare them with the scores." }
    if approved - rejected >= 1 { return "They agree: higher scores are approved more often." }
    if rejected - approved >= 1 { return "They disagree: lower scores are approved more often." }
    return "The scores say little about your decisions."
  }

  /// Nil: no account.
  private static func meanBucket(of buckets: [(bucket: Int, accounts: Int)]) -> Double? {
    let accounts = buckets.reduce(0) { $0 + $1.accounts }
    return accounts == 0
      ? nil : Double(buckets.reduce(0) { $0 + $1.bucket * $1.accounts }) / Double(accounts)
  }
}

extension DecisionChart.Column {
  fileprivate init(_ bucket: ScoreDecisions?, of score: Int, left: Double, step: Double) {
    let share = bucket.map { Double($0.approved) / Double(max($0.decided, 1)) }
    let tall = 62.3 * (share ?? 0)
    band = FitBand(of: Double(score)).column
    x = "\(Words.tenths(left + step * 0.1))%"
    width = "\(Words.tenths(step * 0.8))%"
    y = "\(Words.tenths(82 - tall))%"
    height = "\(Words.tenths(tall))%"
    middle = "\(Words.tenths(left + step * 0.5))%"
    above = "\(Words.tenths(82 - tall - 3))%"
    figure = share.map { "\(Int(($0 * 100).rounded()))" } ?? ""
    range = "\(score)–\(score + 1)"
    approved = Words.number(bucket?.approved ?? 0)
    decided = Words.number(bucket?.decided ?? 0)
  }
}
