import Outreach

extension ExitReason {
  /// Why a lead left the sequence.
  package var badge: Badge {
    switch self {
    case .replyReceived: Badge("Replied", "g-rep", "green")
    case .meetingBooked: Badge("Meeting booked", "g-flag", "green")
    case .unsubscribed: Badge("Unsubscribed", "g-slash", "red")
    case .emailBounced: Badge("Email bounced", "g-bounce", "red")
    case .customExitCriteriaMet: Badge("Exit rule met", "g-dia")
    case .manuallyRemoved: Badge("Removed manually", "g-no")
    case .joinedOtherCampaign: Badge("Joined another campaign", "g-eq")
    case .campaignTurnedOffOrExpired: Badge("Campaign ended", "g-pau")
    case .engagementWindowEnded: Badge("Window ended", "g-clk")
    }
  }
}
