import Outreach

extension EventKind {
  /// As people read it.
  var words: String {
    switch self {
    case .emailSent: "Email sent"
    case .emailDeferred: "Email deferred"
    case .emailFailed: "Email failed"
    case .emailUnconfirmed: "Email unconfirmed"
    case .emailOpened: "Email opened"
    case .emailClicked: "Link clicked"
    case .emailBounced: "Email bounced"
    case .emailComplained: "Email marked as spam"
    case .replyReceived: "Reply received"
    case .replyClassified: "Reply classified"
    case .replyCorrected: "Reply category corrected"
    case .replyFollowedUp: "Positive reply followed up"
    case .meetingBooked: "Meeting booked"
    case .messageLogged: "Sent message logged"
    case .contactCreated: "Contact created"
    case .contactUnsubscribed: "Contact unsubscribed"
    case .contactResubscribed: "Contact may be emailed again"
    case .enrollmentStarted: "Contact enrolled"
    case .enrollmentEnded: "Enrollment ended"
    case .enrollmentResumed: "Enrollment resumed"
    case .campaignCreated: "Campaign created"
    case .campaignLaunched: "Campaign launched"
    case .campaignUnlaunched: "Campaign made a draft again"
    case .campaignPaused: "Campaign paused"
    case .campaignResumed: "Campaign resumed"
    case .campaignCompleted: "Campaign completed"
    case .campaignArchived: "Campaign archived"
    case .campaignRestored: "Campaign restored"
    case .campaignDeleted: "Campaign deleted"
    case .accountAdded: "Account added to a campaign"
    case .accountRemoved: "Account removed from a campaign"
    case .accountReviewed: "Account reviewed"
    case .accountStatusChanged: "Account status changed"
    case .mailboxFailing: "Mailbox failing"
    case .mailboxRecovered: "Mailbox recovered"
    case .webhookDisabled: "Webhook disabled"
    case .webhookTested: "Test event"
    }
  }
}

/// The kinds of events in the groups of the form.
enum EventGroup: String, CaseIterable {
  case emails = "Emails"
  case replies = "Replies and messages"
  case contacts = "Contacts"
  case enrollments = "Enrollments"
  case campaigns = "Campaigns"
  case accounts = "Accounts"
  case operation = "Mailboxes and webhooks"

  private var nouns: [String] {
    switch self {
    case .emails: ["email"]
    case .replies: ["reply", "meeting", "message"]
    case .contacts: ["contact"]
    case .enrollments: ["enrollment"]
    case .campaigns: ["campaign"]
    case .accounts: ["account"]
    case .operation: ["mailbox", "webhook"]
    }
  }

  var kinds: [EventKind] { EventKind.offered.filter { nouns.contains($0.noun) } }
}

extension SubscriberState {
  var badge: Badge {
    switch self {
    case .active: Badge("Active", "g-live", "green")
    case .paused: Badge("Paused", "g-pau", "amber")
    case .disabled: Badge("Disabled", "g-warn", "red")
    }
  }
}

extension EventDeliveryState {
  /// `attempts` so far.
  func badge(attempts: Int) -> Badge {
    switch self {
    case .pending:
      attempts == 0 ? Badge("Waiting", "g-clk") : Badge("Retrying", "g-clk", "amber")
    case .leased: Badge("Sending", "g-live", "blue")
    case .done: Badge("Delivered", "g-ok", "green")
    case .dead: Badge("Failed", "g-warn", "red")
    }
  }
}
