import Outreach

extension FailureReason {
  /// The reason, after a number and a colon.
  var words: String {
    switch self {
    case .givenUp: "the recipient’s server deferred every attempt"
    case .text: "the email could not be personalized for the lead"
    case .hardRecipient: "the address does not accept email"
    case .softRecipient: "the recipient’s mailbox was full or closed"
    case .policySender: "the recipient’s server does not accept your domain or mail server"
    case .content: "the recipient’s server did not accept the message itself"
    case .lost: "marked as not delivered by your team"
    case .unknown: "the recipient’s server rejected them permanently"
    }
  }

  /// The remedy, for these or for the next emails.
  var advice: String {
    switch self {
    case .givenUp: "This is often temporary: retry them."
    case .text: "Fix the step’s text or the lead’s fields, then retry them."
    case .hardRecipient: "The addresses are marked invalid everywhere."
    case .softRecipient: "Contact these people another way, or ask for another address."
    case .policySender: "Check the SPF, DKIM and DMARC records of the sending domain."
    case .content: "Change the text before you email others."
    case .lost: "Each lead’s timeline shows who and when."
    case .unknown: "See the server’s response for details."
    }
  }
}

extension FailureObstacle {
  /// Why these are not tried again.
  var words: String {
    switch self {
    case .refused: "permanently rejected emails are not resent"
    case .doubted: "they may have arrived"
    case .goesOn: "their leads’ sequences are still active"
    case .left: "their leads have left the sequence"
    case .rejected: "their accounts were rejected"
    case .noContact: "their leads may no longer be contacted"
    case .later: "a later email of the sequence was sent or rejected"
    case .elsewhere: "their leads are active in another campaign"
    case .noStep: "their step was removed"
    }
  }
}

extension FailureObstacle {
  /// What can be done for those that are not tried again; of the first two, the reason says it.
  var advice: String {
    switch self {
    case .refused, .doubted: ""
    case .goesOn: "Nothing to do: the sequence continues with its next step."
    case .left: "Nothing to do: each lead’s page says why it left."
    case .rejected: "To contact them, approve their accounts, then retry here."
    case .noContact: "Each lead’s page says why it may not be contacted."
    case .later: "To reach them, contact them yourself and log it in the conversation."
    case .elsewhere: "They are contacted there. Retry here once that sequence has ended."
    case .noStep: "To reach them, contact them yourself and log it in the conversation."
    }
  }
}

/// The part of a campaign's overview about its failed emails, once it is completed.
struct FailureBanner {
  let isRed: Bool
  let fact: String
  let why: String
  let href: String
  let verb: String

  /// None if nothing failed, or while the campaign may still fix itself.
  static func of(_ counts: [FailureCount], _ overview: CampaignOverview) -> [FailureBanner] {
    let mails = overview.mails
    guard overview.campaign.status == .completed, mails.failed > 0 else { return [] }
    let all = mails.failed + mails.sent
    return [
      FailureBanner(
        isRed: mails.sent == 0,
        fact: mails.sent == 0
          ? "Completed, but nothing arrived: \(Words.count(all, "email")) failed."
          : "Completed, but \(Words.number(mails.failed)) of \(Words.count(all, "email")) failed.",
        why: counts.map { "\(Words.number($0.mails)): \($0.reason.words)" }
          .joined(separator: "; ") + ".",
        href: "/campaigns/\(overview.campaign.id)/failures",
        verb: "See who and why")
    ]
  }
}
