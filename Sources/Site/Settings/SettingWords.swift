import Outreach

extension Setting {
  /// Its label on the settings page and in the audit trail. A unit is in the label if the field has
  /// none.
  var label: String { Self.labels[key] ?? explanation }

  /// The database knows the keys and their limits; a test checks that each has a label here.
  static let labels: [String: String] = [
    "session.idle_hours": "Sign out after inactivity (hours)",
    "session.absolute_days": "Sign out in any case after (days)",
    "sending.daily_limit": "Daily sending limit per mailbox (emails)",
    "sending.auto_pause_bounce_rate": "Bounce limit: pause a campaign above (%)",
    "sending.auto_pause_minimum": "Bounce limit: applies after (emails sent)",
    "sending.retry_minutes": "Retry after a temporary failure (minutes, in order)",
    "sending.launch_hold_seconds": "Undo a launch: nothing is sent for this long (seconds)",
    "sending.footer": "Sender’s name and postal address, in every email above the unsubscribe link",
    "sending.cool_down_minutes": "Mailbox cool-down after three errors in a row (minutes)",
    "replies.sla_hours": "Follow up positive replies within (hours)",
    "replies.ooo_days": "Out-of-office hold when no return date is given (days)",
    "practice.daily_limit": "Daily sending limit of the practice mailbox (emails)",
    "practice.day_seconds": "Length of a practice day (seconds)",
    "tracking.machine_click_seconds": "Clicks this soon after sending count as automated (seconds)",
  ]
}
