import Postgres

/// Why a mailbox, or all mailboxes of a campaign, cannot send now: the words of `fn.mailbox_places` and
/// `fn.decide`. A test holds them together.
package enum MailboxObstacle: String, SQLValue, Sendable, CaseIterable {
  case archived
  case cooling
  case dayLimit = "day_limit"
  case health
  case noPublicAddress = "no_public_address"
  /// The campaign has no mailbox.
  case noneChosen = "none_chosen"
  case paused
}
