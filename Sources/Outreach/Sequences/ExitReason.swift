import Postgres

/// Why a lead left a sequence before its end: the database's `exit_reason`.
package enum ExitReason: String, SQLValue, Sendable, CaseIterable {
  case unsubscribed
  case emailBounced = "email_bounced"
  case meetingBooked = "meeting_booked"
  case replyReceived = "reply_received"
  case customExitCriteriaMet = "custom_exit_criteria_met"
  case manuallyRemoved = "manually_removed"
  case joinedOtherCampaign = "joined_other_campaign"
  case campaignTurnedOffOrExpired = "campaign_turned_off_or_expired"
  case engagementWindowEnded = "engagement_window_ended"
}
