import Outreach

/// Templates/Frame/badge.mustache: a state as a shape, then a word, then a colour.
package struct Badge: Sendable {
  let glyph: String
  /// `green`, `amber`, `orange`, `red`, `blue`, `plum` or nothing.
  let tone: String
  let word: String
  /// On soft ground, in page heads.
  let isFilled: Bool

  package init(_ word: String, _ glyph: String, _ tone: String = "", isFilled: Bool = false) {
    self.glyph = glyph
    self.tone = tone
    self.word = word
    self.isFilled = isFilled
  }

  /// The same, on soft ground.
  package var filled: Badge { Badge(word, glyph, tone, isFilled: true) }

  /// The same, saying of what: beside a badge that may have the same word.
  package func about(_ what: String) -> Badge {
    let isAbbreviation = word.dropFirst().first?.isUppercase ?? false
    let word = isAbbreviation ? word : word.lowercased()
    return Badge("\(what): \(word)", glyph, tone, isFilled: isFilled)
  }
}

/// The vocabularies: each takes the database's word.
extension Badge {
  package static func email(_ status: String) -> Badge { named(status, emails) }
  package static func scoring(_ status: String) -> Badge { named(status, scorings) }
  package static func review(_ status: String) -> Badge { named(status, reviews) }
  package static func outreach(_ status: String) -> Badge { named(status, outreaches) }
  package static func delivery(_ state: String) -> Badge { named(state, deliveries) }
  package static func reply(_ class: String) -> Badge { named(`class`, replies) }
  /// `ready`, `ramp`, `cooling_down`, `paused`, `too_ill`
  package static func mailbox(_ state: String) -> Badge { named(state, mailboxes) }

  package static func stage(_ stage: String) -> Badge {
    Badge(stage == "icp_definition" ? "ICP definition" : Words.sentence(stage), "g-dia", "plum")
  }

  package static func account(_ status: String) -> Badge {
    let (glyph, tone) = accounts[status] ?? ("g-ppl", "")
    return Badge(Words.sentence(status), glyph, tone)
  }

  private typealias Vocabulary = [String: (String, String, String)]

  private static func named(_ word: String, _ vocabulary: Vocabulary) -> Badge {
    let (words, glyph, tone) = vocabulary[word] ?? (Words.sentence(word), "g-ring", "")
    return Badge(words, glyph, tone)
  }

  private static let emails: Vocabulary = [
    "draft": ("Draft", "g-half", ""), "running": ("Running", "g-live", "green"),
    "paused": ("Paused", "g-pau", "amber"), "completed": ("Completed", "g-ok", "green"),
  ]
  private static let scorings: Vocabulary = [
    "idle": ("Idle", "g-ring", ""), "running": ("Running", "g-live", "green"),
    "completed": ("Completed", "g-ok", "green"), "failed": ("Failed", "g-no", "red"),
  ]
  private static let reviews: Vocabulary = [
    "pending": ("Pending", "g-half", ""), "approved": ("Approved", "g-ok", "green"),
    "rejected": ("Rejected", "g-no", "red"),
  ]
  private static let outreaches: Vocabulary = [
    "not_started": ("Not started", "g-ring", ""), "draft": ("Draft", "g-half", ""),
    "scheduled": ("Scheduled", "g-clk", "blue"), "sent": ("Sent", "g-send", "blue"),
    "bounced": ("Bounced", "g-bounce", "red"), "responded": ("Responded", "g-rep", "green"),
  ]
  private static let deliveries: Vocabulary = [
    "planned": ("Planned", "g-clk", "blue"), "claimed": ("Claimed", "g-half", "blue"),
    "transmitting": ("Transmitting", "g-live", "blue"), "sent": ("Sent", "g-send", "blue"),
    "deferred": ("Deferred", "g-pau", "amber"), "failed": ("Failed", "g-no", "red"),
    "skipped": ("Skipped", "g-slash", ""), "in_doubt": ("In doubt", "g-warn", "amber"),
    "canceled": ("Canceled", "g-slash", ""),
  ]
  private static let replies: Vocabulary = [
    "positive": ("Positive", "g-flag", "green"), "neutral": ("Neutral", "g-eq", ""),
    "negative": ("Negative", "g-no", "red"), "not_now": ("Not now", "g-clk", "blue"),
    "wrong_person": ("Wrong person", "g-ppl", ""), "ooo": ("Out of office", "g-moon", ""),
    "unsubscribe": ("Unsubscribe", "g-slash", "red"),
  ]
  private static let mailboxes: Vocabulary = [
    "ready": ("Ready", "g-live", "green"), "ramp": ("Ramp", "g-up", "blue"),
    "cooling_down": ("Cooling down", "g-clk", "amber"), "paused": ("Paused", "g-pau", ""),
    "too_ill": ("Too ill to send", "g-no", "red"),
  ]
  /// Why a lead left the sequence.
  package static func exit(_ reason: ExitReason) -> Badge {
    switch reason {
    case .replyReceived: Badge("Replied", "g-rep", "green")
    case .meetingBooked: Badge("Meeting booked", "g-flag", "green")
    case .unsubscribed: Badge("Unsubscribed", "g-slash", "red")
    case .emailBounced: Badge("Email bounced", "g-bounce", "red")
    case .customExitCriteriaMet: Badge("Exit rule met", "g-dia", "")
    case .manuallyRemoved: Badge("Removed manually", "g-no", "")
    case .joinedOtherCampaign: Badge("Joined another campaign", "g-eq", "")
    case .campaignTurnedOffOrExpired: Badge("Campaign ended", "g-pau", "")
    case .engagementWindowEnded: Badge("Window ended", "g-clk", "")
    }
  }

  /// Why someone must not be written to, as `fn.contact_refusals` says.
  static func refusal(_ reason: String) -> Badge {
    switch reason {
    case "do_not_contact": account(reason)
    case "no_address": Badge("No e-mail address", "g-slash")
    case "by_hand": Badge("Suppressed", "g-slash", "red")
    case "asked_in_words": Badge("Asked not to be contacted", "g-slash", "red")
    default: Badge(Words.sentence(reason), "g-slash", "red")
    }
  }

  private static let accounts: [String: (String, String)] = [
    "prospect": ("g-ring", ""), "contacted": ("g-send", "blue"), "responded": ("g-rep", "green"),
    "qualified": ("g-up", "green"), "customer": ("g-ok", "green"), "lost": ("g-no", ""),
    "churned": ("g-dn", ""), "competitor": ("g-lock", "amber"),
    "personal_network": ("g-lock", "amber"), "do_not_contact": ("g-lock", "red"),
  ]
}

/// Templates/Frame/score.mustache: a fit score with its band.
package struct ScoreChip: Sendable {
  let band: String
  let figure: String
  let hasBandName: Bool
  let bandName: String
  let hasAI: Bool
  let ai: String

  /// The person's figure stands before the model's, which is kept small beside it.
  package init(ai: Double?, override: Double? = nil) {
    if let score = override ?? ai {
      figure = Words.tenths(score)
      (band, bandName) =
        score < 5 ? ("s1", "mismatch") : score < 8 ? ("s2", "moderate") : ("s3", "excellent")
    } else {
      (figure, band, bandName) = ("Unscored", "s0", "")
    }
    hasBandName = !bandName.isEmpty
    self.ai = override == nil ? "" : ai.map(Words.tenths) ?? ""
    hasAI = !self.ai.isEmpty
  }
}

/// Templates/Frame/metric.mustache: one cell of the strip `<div class="metrics">`.
package struct Metric: Sendable {
  let key: String
  let label: String
  let figure: String
  let hasUnit: Bool
  let unit: String
  let detail: String
  let isLink: Bool
  let href: String
  let hasShare: Bool
  let share: String
  let isGreen: Bool

  /// `share` is what part of the whole the figure is, from 0 to 1.
  package init(
    _ label: String, _ figure: String, unit: String = "", detail: String = "", href: String = "",
    share: Double? = nil, isGreen: Bool = false
  ) {
    key = label.lowercased().replacing(" ", with: "-")
    self.label = label
    self.figure = figure
    self.unit = unit
    hasUnit = !unit.isEmpty
    self.detail = detail
    self.href = href
    isLink = !href.isEmpty
    self.share = share.map(Words.length) ?? ""
    hasShare = share != nil
    self.isGreen = isGreen
  }
}

/// Templates/Frame/empty.mustache: what will be here, when, and one button.
package struct EmptyState: Sendable {
  let title: String
  let text: String
  let hasAction: Bool
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
    hasAction = !action.isEmpty
  }
}
