import Outreach

/// Templates/Frame/badge.mustache: a state as a shape, then a word, then a color.
package struct Badge: Sendable {
  let glyph: String
  /// `green`, `amber`, `orange`, `red`, `blue`, `plum` or nothing.
  let tone: String
  let word: String
  /// On soft ground, in page heads.
  let isFilled: Bool
  /// For a word that says when a campaign launches: see `Words.secondsUntil`.
  let left: Int?

  package init(
    _ word: String, _ glyph: String, _ tone: String = "", isFilled: Bool = false, left: Int? = nil
  ) {
    self.left = left
    self.glyph = glyph
    self.tone = tone
    self.word = word
    self.isFilled = isFilled
  }

  /// The same, on a soft background.
  package var filled: Badge { Badge(word, glyph, tone, isFilled: true) }

  /// The same, with an explanation after the word.
  func followed(by words: String) -> Badge {
    Badge("\(word), \(words)", glyph, tone, isFilled: isFilled)
  }

  /// The same, with its subject: beside a badge that may have the same word.
  package func about(_ what: String) -> Badge {
    let isAbbreviation = word.dropFirst().first?.isUppercase ?? false
    let word = isAbbreviation ? word : word.lowercased()
    return Badge("\(what): \(word)", glyph, tone, isFilled: isFilled)
  }
}

/// Templates/Frame/score.mustache: a fit score with its band.
package struct ScoreChip: Sendable {
  let band: String
  let figure: String
  let bandName: String
  let ai: String

  /// A person's score is shown first, with the AI's small beside it.
  package init(ai: Double?, override: Double? = nil) {
    if let score = override ?? ai {
      figure = Words.tenths(score)
      (band, bandName) = FitBand(of: score).chip
    } else {
      (figure, band, bandName) = ("Unscored", "s0", "")
    }
    self.ai = override == nil ? "" : ai.map(Words.tenths) ?? ""
  }
}

extension FitBand {
  /// Its class in the style sheet, and its name for readers who do not see the colors.
  fileprivate var chip: (String, String) {
    switch self {
    case .mismatch: ("s1", "mismatch")
    case .moderate: ("s2", "moderate")
    case .excellent: ("s3", "excellent")
    }
  }
}

/// Templates/Frame/metric.mustache: one cell of the strip `<div class="metrics">`.
package struct Metric: Sendable {
  let key: String
  let label: String
  let figure: String
  let unit: String
  let detail: String
  let href: String
  let share: String
  let isGreen: Bool

  /// `share` is the figure's part of the whole, from 0 to 1.
  package init(
    _ label: String, _ figure: String, unit: String = "", detail: String = "", href: String = "",
    share: Double? = nil, isGreen: Bool = false
  ) {
    key = label.lowercased().replacing(" ", with: "-")
    self.label = label
    self.figure = figure
    self.unit = unit
    self.detail = detail
    self.href = href
    self.share = share.map(Words.length) ?? ""
    self.isGreen = isGreen
  }
}

/// Templates/Frame/empty.mustache: the future content of the page, and one button.
package struct EmptyState: Sendable {
  let title: String
  let text: String
  let isPrimary: Bool
  let action: String
  let href: String

  package init(
    _ title: String, _ text: String, action: String = "", href: String = "", isPrimary: Bool = false
  ) {
    self.title = title
    self.text = text
    self.action = action
    self.href = href
    self.isPrimary = isPrimary
  }
}
