import Outreach

extension SuppressionReason {
  var badge: Badge {
    switch self {
    case .unsubscribed: Badge("Unsubscribed", "g-slash", "red")
    case .complained: Badge("Complained", "g-warn", "red")
    case .hardBounced: Badge("Hard bounce", "g-bounce", "red")
    case .askedInWords: Badge("Asked in words", "g-rep", "")
    case .byHand: Badge("Added manually", "g-lock", "")
    }
  }

  /// The words in a row of an imported file, before the day.
  var past: String {
    switch self {
    case .unsubscribed: "Unsubscribed"
    case .complained: "Complained"
    case .hardBounced: "Bounced for good"
    case .askedInWords: "Asked to be left alone"
    case .byHand: "Suppressed manually"
    }
  }
}
