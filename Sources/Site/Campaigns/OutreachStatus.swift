import Outreach

extension OutreachStatus {
  var badge: Badge {
    switch self {
    case .notStarted: Badge("Not started", "g-ring")
    case .draft: Badge("Draft", "g-half")
    case .scheduled: Badge("Scheduled", "g-clk", "blue")
    case .sent: Badge("Sent", "g-send", "blue")
    case .bounced: Badge("Bounced", "g-bounce", "red")
    case .responded: Badge("Responded", "g-rep", "green")
    }
  }
}
