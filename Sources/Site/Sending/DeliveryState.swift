import Outreach

extension Delivery.State {
  var badge: Badge {
    switch self {
    case .planned: Badge("Planned", "g-clk", "blue")
    case .claimed: Badge("Claimed", "g-half", "blue")
    case .transmitting: Badge("Transmitting", "g-live", "blue")
    case .sent: Badge("Sent", "g-send", "blue")
    case .deferred: Badge("Deferred", "g-pau", "amber")
    case .failed: Badge("Failed", "g-no", "red")
    case .skipped: Badge("Skipped", "g-slash")
    case .unconfirmed: Badge("Unconfirmed", "g-warn", "amber")
    case .canceled: Badge("Canceled", "g-slash")
    }
  }
}

extension BounceSeverity {
  var words: String {
    switch self {
    case .hard: "hard"
    case .soft: "soft"
    }
  }
}
