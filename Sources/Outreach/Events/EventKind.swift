import Postgres

/// The kinds of events of a workspace. `docs/events.md` describes each kind and the data of its events.
package enum EventKind: String, SQLValue, Sendable, CaseIterable {
  case emailSent = "email.sent"
  case emailDeferred = "email.deferred"
  case emailFailed = "email.failed"
  case emailUnconfirmed = "email.unconfirmed"
  case emailOpened = "email.opened"
  case emailClicked = "email.clicked"
  case emailBounced = "email.bounced"
  case emailComplained = "email.complained"
  case replyReceived = "reply.received"
  case replyClassified = "reply.classified"
  case replyCorrected = "reply.corrected"
  case replyFollowedUp = "reply.followed_up"
  case meetingBooked = "meeting.booked"
  case messageLogged = "message.logged"
  case contactCreated = "contact.created"
  case contactUnsubscribed = "contact.unsubscribed"
  case contactResubscribed = "contact.resubscribed"
  case enrollmentStarted = "enrollment.started"
  case enrollmentEnded = "enrollment.ended"
  case enrollmentResumed = "enrollment.resumed"
  case campaignCreated = "campaign.created"
  case campaignLaunched = "campaign.launched"
  case campaignUnlaunched = "campaign.unlaunched"
  case campaignPaused = "campaign.paused"
  case campaignResumed = "campaign.resumed"
  case campaignCompleted = "campaign.completed"
  case campaignArchived = "campaign.archived"
  case campaignRestored = "campaign.restored"
  case campaignDeleted = "campaign.deleted"
  case accountAdded = "account.added"
  case accountRemoved = "account.removed"
  case accountReviewed = "account.reviewed"
  case accountStatusChanged = "account.status_changed"
  case mailboxFailing = "mailbox.failing"
  case mailboxRecovered = "mailbox.recovered"
  case webhookDisabled = "webhook.disabled"
  /// Sent to one webhook alone, when a person tests it.
  case webhookTested = "webhook.tested"

  /// The kinds that a webhook can be subscribed to.
  package static let offered = allCases.filter { $0 != .webhookTested }

  /// The part before the dot.
  package var noun: String { String(rawValue.prefix { $0 != "." }) }
}

/// The kinds of subscribers.
package enum EventConsumer: String, SQLValue, Sendable, CaseIterable {
  case webhook
}

package enum SubscriberState: String, SQLValue, Sendable, CaseIterable {
  case active
  /// By a person.
  case paused
  /// By the program: the receiver has failed for days, or wants no more.
  case disabled
}

package enum EventDeliveryState: String, SQLValue, Sendable, CaseIterable {
  case pending
  /// A worker is sending it.
  case leased
  case done
  /// It failed for the last time; a person can send it again.
  case dead
}
