import Outreach

extension TrackingKind {
  var words: String {
    switch self {
    case .opened: "Opened"
    case .clicked: "Clicked"
    case .unsubscribePage: "Unsubscribe page opened"
    case .unsubscribed: "Unsubscribed"
    case .bounced: "Bounced"
    case .complained: "Complained"
    case .replied: "Replied"
    }
  }
}
