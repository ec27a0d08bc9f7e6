import Outreach

extension CampaignPause {
  /// What happened, and what to do before the campaign is resumed; the last sentence without its
  /// period.
  var words: String {
    switch reason {
    case .bounces: bounceWords
    case .restored:
      "The database was restored, or another server took over: emails that were sent since the "
        + "backup are not known here and would be sent again. Look into the mailboxes before you "
        + "resume"
    case .scheduleReplaced:
      "Its schedule could not be read and was replaced: Monday to Friday from 09:00 to 17:00. "
        + "Look at it before you resume"
    case .scheduleNeverOpens:
      "Its schedule never opens: this server does not know its time zone, or cannot read it. "
        + "Save days, times and zone once more, then resume"
    case .unreadable:
      "Something in this campaign cannot be read, so it was paused and the others go on. Look at "
        + "its schedule, steps and mailboxes before you resume. If it is paused again, an "
        + "administrator finds the cause in the log"
    case .other: details.text ?? "It was paused by an earlier version of Overture"
    }
  }

  private var bounceWords: String {
    let advice = "Fix the list before you resume"
    guard let bounces = details.bounces, let emails = details.emails,
      let allowed = details.allowed
    else { return "Too many emails bounced hard. \(advice)" }
    let share = Words.percent(Double(bounces) / Double(max(emails, 1)))
    return "\(Words.number(bounces)) of \(Words.number(emails)) emails bounced hard: \(share), "
      + "more than the \(Words.percent(allowed)) that are allowed. \(advice)"
  }
}
