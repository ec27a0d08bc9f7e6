import Outreach

extension FailureReason {
  /// Why, after a number and a colon.
  var words: String {
    switch self {
    case .givenUp: "the recipient’s server put them off at every try"
    case .text: "the text could not be written for the lead"
    case .hardRecipient: "the address takes no email"
    case .softRecipient: "the recipient’s mailbox was full or closed"
    case .policySender: "the recipient’s server does not accept your domain or mail server"
    case .content: "the recipient’s server did not accept the message itself"
    case .lost: "one of you settled that they did not arrive"
    case .unknown: "the recipient’s server refused them for good"
    }
  }

  /// What can be done, for these or for the next.
  var advice: String {
    switch self {
    case .givenUp: "Often it passes by itself: try them again."
    case .text: "Mend the step’s text or the lead’s fields, then try them again."
    case .hardRecipient: "The addresses are marked invalid in every list."
    case .softRecipient: "Write to these people another way, or ask for another address."
    case .policySender: "Check the records SPF, DKIM and DMARC of the sending domain."
    case .content: "Change the text before you write to others."
    case .lost: "The line of each says who, and when."
    case .unknown: "The server’s answer says more."
    }
  }
}

extension FailureObstacle {
  /// Why these are not tried again.
  var words: String {
    switch self {
    case .refused: "what a server refuses for good is not sent again"
    case .doubted: "they may have arrived"
    case .goesOn: "their leads’ sequences still go on"
    case .left: "their leads have left the sequence"
    case .rejected: "their accounts were rejected"
    case .noContact: "their leads may not be written to any more"
    case .later: "a later email of the sequence has gone out, or was refused"
    case .elsewhere: "their leads are active in another campaign"
    case .noStep: "their step was removed"
    }
  }
}

/// What a campaign's overview says of its failed emails, once it is completed.
struct FailureBanner {
  let isRed: Bool
  let fact: String
  let why: String
  let href: String
  let verb: String

  /// None where nothing failed, or while the campaign may still mend itself.
  static func of(
    _ counts: [FailureCount], _ overview: CampaignOverview, for viewer: Viewer
  ) -> [FailureBanner] {
    let mails = overview.mails
    guard overview.campaign.status == .completed, mails.failed > 0 else { return [] }
    let all = mails.failed + mails.sent
    let mayTry =
      viewer.may(.launch) && !overview.campaign.isArchived
      && counts.contains { [.givenUp, .text].contains($0.reason) }
    return [
      FailureBanner(
        isRed: mails.sent == 0,
        fact: mails.sent == 0
          ? "Completed, but nothing arrived: \(Words.count(all, "email")) failed."
          : "Completed, but \(Words.number(mails.failed)) of \(Words.count(all, "email")) failed.",
        why: counts.map { "\(Words.number($0.mails)): \($0.reason.words)" }
          .joined(separator: "; ") + ".",
        href: "/campaigns/\(overview.campaign.id)/failures",
        verb: mayTry ? "See why and try again" : "See why")
    ]
  }
}
