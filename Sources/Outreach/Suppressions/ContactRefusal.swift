import Postgres

/// Why a contact must not be reached over a channel: the words of `fn.contact_refusals`, which are those
/// of `suppression_reason` and four more. A test holds them together.
package enum ContactRefusal: String, SQLValue, Sendable, CaseIterable {
  case doNotContact = "do_not_contact"
  case noAddress = "no_address"
  case noPhone = "no_phone"
  case invalidAddress = "invalid_address"
  case unsubscribed
  case complained
  case hardBounced = "hard_bounced"
  case askedInWords = "asked_in_words"
  case byHand = "by_hand"
}
