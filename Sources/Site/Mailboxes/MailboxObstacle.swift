import Outreach

/// Why a mailbox, or all mailboxes of a campaign, cannot send now.
extension MailboxObstacle {
  var badge: Badge {
    switch self {
    case .archived: Badge("Archived", "g-pau")
    case .cooling: Badge("Cooling down", "g-clk", "amber")
    case .dayLimit: Badge("Full", "g-pau", "amber")
    case .health: Badge("Sending paused: low health", "g-no", "red")
    case .noPublicAddress: Badge("No public address", "g-no", "red")
    case .noneChosen: Badge("No mailbox", "g-no", "red")
    case .paused: Badge("Paused", "g-pau")
    }
  }

  /// After the badge; `until` is when it ends by itself.
  func detail(until: String?) -> String {
    switch self {
    case .archived, .noneChosen: ""
    case .cooling: until.map { "until \($0)" } ?? ""
    case .dayLimit: "limit of 24 hours" + (until.map { ", next place \($0)" } ?? "")
    case .health: "health 20 or less"
    case .noPublicAddress: "links in its emails would not work"
    case .paused: "until it is resumed"
    }
  }

  /// The same in a sentence of its own.
  func sentence(until: String?) -> String {
    switch self {
    case .archived: "It is archived."
    case .cooling: "Cooling down\(until.map { " until \($0)" } ?? "")."
    case .dayLimit: "Its limit of 24 hours is used up\(until.map { "; next place \($0)" } ?? "")."
    case .health: "Its health is 20 or less."
    case .noPublicAddress: "Links in its emails would not work."
    case .noneChosen: ""
    case .paused: "Paused until it is resumed."
    }
  }

  /// The remedy, for the mailbox's own page; nil: the badge says everything.
  func advice(health: Int) -> String? {
    switch self {
    case .health:
      """
      Bounces and refusals brought its health to \(health). See what they were, then resume \
      it: its health restarts at 50.
      """
    case .noPublicAddress: publicAddressAdvice + " Until then it sends nothing."
    case .cooling: "Three errors in a row. It continues automatically, or when you resume it."
    case .archived, .dayLimit, .noneChosen, .paused: nil
    }
  }

  /// Resuming the mailbox ends it.
  var endsByResuming: Bool {
    switch self {
    case .cooling, .health, .paused: true
    case .archived, .dayLimit, .noPublicAddress, .noneChosen: false
    }
  }

  /// Why nothing of a campaign is sent.
  var ofCampaign: String {
    switch self {
    case .cooling:
      "Its mailboxes rest after several errors in a row and send again by themselves; the page "
        + "Mailboxes says when"
    case .health:
      "The health of its mailboxes is too low to send: they send above 20 of 100. Health rises by 1 for "
        + "each hour without sending; to send now, look at what went wrong, then resume the mailbox "
        + "on its page"
    case .noneChosen: "It has no mailbox. Choose one on the page Sequence"
    case .paused, .archived:
      "Its mailboxes are paused. Resume one on the page Mailboxes, or choose another"
    case .dayLimit: "Its mailboxes have reached their daily limits"
    case .noPublicAddress: publicAddressAdvice
    }
  }

  /// The words for the check of a delivery: `sender` is the mailbox, and `used` its number of sent
  /// emails.
  func says(sender: String, used: String, until: String?) -> String {
    switch self {
    case .dayLimit: used + (until.map { ", next place \($0)" } ?? "")
    case .cooling: until.map { "\(sender)rests until \($0)" } ?? used
    case .paused: "\(sender)paused"
    case .archived: "\(sender)archived"
    case .health: "\(sender)its health is too low to send"
    case .noneChosen: "the campaign has no mailbox"
    case .noPublicAddress: "\(sender)no public address is set, so links would lead nowhere"
    }
  }

  /// The smallest change that would let a delivery be sent. `sender` is the lead's own mailbox, if
  /// it has one.
  func wayOut(sender: String, used: Int) -> String {
    switch self {
    case .dayLimit where !sender.isEmpty: "raise the day limit of \(sender) to \(used + 1)."
    case .dayLimit: "raise a mailbox’s day limit by 1, or choose one more mailbox."
    case .paused: "resume the mailbox."
    case .noPublicAddress:
      "set OVERTURE_PUBLIC_URL to where people reach these pages, and restart Overture."
    case .archived, .cooling, .health, .noneChosen:
      "choose a mailbox that can send, or wait until this one has recovered."
    }
  }
}
