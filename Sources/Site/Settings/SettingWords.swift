import Outreach

extension Setting {
  /// Its label in the audit trail, with the unit of its values.
  var label: String { Self.labels[key] ?? explanation }

  /// Its label on the settings page, where the unit is beside the field.
  var name: String { Self.words[key]?.name ?? explanation }

  /// Of its values; empty for a text.
  var unit: String { Self.words[key]?.unit ?? "" }

  static let labels: [String: String] = words.mapValues { words in
    words.unit.isEmpty ? words.name : "\(words.name) (\(words.unit))"
  }

  /// The database knows the keys and their limits; a test checks that each has its words here.
  static let words: [String: (name: String, unit: String)] = [
    "session.idle_hours": ("Sign out after inactivity", "hours"),
    "session.absolute_days": ("Sign out in any case after", "days"),
    "sending.daily_limit": ("Daily sending limit per mailbox", "emails"),
    "sending.auto_pause_bounce_rate": ("Bounce limit: pause a campaign above", "%"),
    "sending.auto_pause_minimum": ("Bounce limit: applies after", "emails"),
    "sending.retry_minutes": ("Retry after a temporary failure, in order", "minutes"),
    "sending.launch_hold_seconds": ("Undo a launch: nothing is sent for this long", "seconds"),
    "sending.footer": (
      "Sender’s name and postal address, in every email above the unsubscribe link", ""
    ),
    "sending.cool_down_minutes": ("Mailbox cool-down after three errors in a row", "minutes"),
    "replies.sla_hours": ("Follow up positive replies within", "hours"),
    "replies.ooo_days": ("Out-of-office hold without a return date", "days"),
    "events.keep_days": ("Events are kept for", "days"),
    "events.log_days": ("Webhook logs are kept for", "days"),
    "practice.daily_limit": ("Daily sending limit of the practice mailbox", "emails"),
    "practice.day_seconds": ("Length of a practice day", "seconds"),
    "tracking.machine_click_seconds": (
      "Clicks this soon after sending count as automated", "seconds"
    ),
  ]
}
