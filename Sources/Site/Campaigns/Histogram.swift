import Outreach

/// Templates/Campaigns/histogram.mustache: ten columns of AI scores, in percent of the drawing, with
/// the same numbers as a table behind it.
struct Histogram {
  let scored: String
  let isEmpty: Bool
  let columns: [Column]
  let bands: [Band]
  let sentence: String

  struct Column {
    let band: String
    let x: String
    let y: String
    let height: String
    let middle: String
    let above: String
    let figure: String
    let range: String
  }

  struct Band {
    let band: String
    let name: String
    let figure: String
  }

  init(_ scores: [Int], goal: Goal) {
    let whole = scores.reduce(0, +)
    let highest = max(scores.max() ?? 0, 1)
    scored = "\(Words.number(whole)) under \(goal.words)"
    isEmpty = whole == 0
    columns = scores.enumerated().map { place, count in
      let height = 62.3 * Double(count) / Double(highest)
      return Column(
        band: FitBand(of: Double(place)).column, x: "\(place * 10 + 1)%",
        y: "\(Words.tenths(82 - height))%",
        height: "\(Words.tenths(height))%", middle: "\(place * 10 + 5)%",
        above: "\(Words.tenths(82 - height - 3))%", figure: Words.number(count),
        range: "\(place)–\(place + 1)")
    }
    bands = FitBand.allCases.map {
      Band(band: $0.column, name: $0.words, figure: Words.number($0.sum(of: scores)))
    }
    sentence = Self.shape(
      low: FitBand.mismatch.sum(of: scores), middle: FitBand.moderate.sum(of: scores),
      high: FitBand.excellent.sum(of: scores))
  }

  /// One sentence about the shape.
  private static func shape(low: Int, middle: Int, high: Int) -> String {
    let whole = low + middle + high
    if whole < 20 { return "Not enough scores to assess the profile." }
    if middle * 3 < whole, low * 4 > whole, high * 4 > whole {
      return "Scores form two clear groups: the profile separates fits from misfits well."
    }
    if high * 10 < whole { return "Few accounts fit: review the profile or the list." }
    if high * 2 > whole { return "Most accounts fit: the profile may be too broad." }
    return "No clear groups: the profile does not separate fits from misfits."
  }
}

extension FitBand {
  /// Its class in the style sheet.
  var column: String {
    switch self {
    case .mismatch: "b1"
    case .moderate: "b2"
    case .excellent: "b3"
    }
  }

  fileprivate var words: String {
    switch self {
    case .mismatch: "Mismatch"
    case .moderate: "Moderate"
    case .excellent: "Excellent"
    }
  }
}
