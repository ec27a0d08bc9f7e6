import Outreach

extension ReviewStatus {
  /// The result of a decision, for the message after it.
  var words: String {
    switch self {
    case .approved: "Approved"
    case .rejected: "Rejected"
    case .pending: "Set to pending"
    }
  }

  var badge: Badge {
    switch self {
    case .approved: Badge("Approved", "g-ok", "green")
    case .rejected: Badge("Rejected", "g-no", "red")
    case .pending: Badge("Pending", "g-half")
    }
  }
}
