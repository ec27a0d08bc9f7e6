import Outreach

extension FollowUp {
  var words: String {
    switch self {
    case .due: "open"
    case .contacted: "contacted"
    case .meetingBooked: "meeting booked"
    case .converted: "converted"
    case .notRelevant: "not relevant"
    }
  }

  var badge: Badge {
    switch self {
    case .due: Badge("Open", "g-clk", "amber")
    case .contacted: Badge("Contacted", "g-ok", "green")
    case .meetingBooked: Badge("Meeting booked", "g-flag", "green")
    case .converted: Badge("Converted", "g-up", "green")
    case .notRelevant: Badge("Not relevant", "g-slash")
    }
  }
}
