import Outreach

/// Why a contact must not be contacted, in the lengths that pages need.
extension ContactRefusal {
  package var badge: Badge {
    switch self {
    case .doNotContact: AccountStatus.doNotContact.badge
    case .noAddress: Badge("No email address", "g-slash")
    case .noPhone: Badge("No phone", "g-slash", "red")
    case .invalidAddress: Badge("Invalid address", "g-slash", "red")
    case .unsubscribed: Badge("Unsubscribed", "g-slash", "red")
    case .complained: Badge("Complained", "g-slash", "red")
    case .hardBounced: Badge("Hard bounced", "g-slash", "red")
    case .askedInWords: Badge("Asked not to be contacted", "g-slash", "red")
    case .byHand: Badge("Suppressed manually", "g-slash", "red")
    }
  }

  /// A sentence about one contact.
  package var sentence: String {
    switch self {
    case .doNotContact: "This account is marked do not contact."
    case .noAddress: "This contact has no email address."
    case .noPhone: "This contact has no phone number."
    case .invalidAddress, .hardBounced: "Email to this address bounced."
    case .unsubscribed: "This person has unsubscribed."
    case .complained: "This person reported an email as unwanted."
    case .askedInWords: "This person asked not to be contacted."
    case .byHand: "A colleague added this address to the suppression list."
    }
  }

  /// The words for the check of a delivery.
  var fact: String {
    switch self {
    case .doNotContact: "the account is do-not-contact"
    case .noAddress: "the contact has no email address"
    case .noPhone: "the contact has no phone number"
    case .unsubscribed: "the recipient unsubscribed"
    case .askedInWords: "the recipient asked in a reply not to be contacted"
    case .complained: "the recipient reported an email as spam"
    case .hardBounced, .invalidAddress: "an email to the address bounced"
    case .byHand: "a colleague suppressed the address"
    }
  }

  /// The words after a number of contacts.
  var ofMany: String {
    switch self {
    case .doNotContact: "their account must not be contacted"
    case .noAddress: "no email address"
    case .noPhone: "no phone number"
    case .invalidAddress: "the address is not valid"
    case .unsubscribed: "unsubscribed"
    case .askedInWords: "asked in a reply not to be contacted"
    case .complained: "complained about an email"
    case .hardBounced: "the address bounced"
    case .byHand: "suppressed manually"
    }
  }
}
