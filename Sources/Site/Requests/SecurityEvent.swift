import Outreach

/// An entry of the security log: sign-ins and refusals (ASVS 16.3.1). Input is not in it: it may be
/// a password typed into the wrong field.
package struct SecurityEvent: Sendable, Equatable {
  package enum Kind: String, Sendable {
    case signedIn = "signed in"
    case signInFailed = "sign-in failed"
    case signInSlowed = "sign-in slowed down: too many failures"
    case oneTimePasswordExpired = "sign-in with an expired one-time password"
    case signedOut = "signed out"
    case passwordChanged = "password changed"
    case passwordChangeFailed = "password change failed: wrong password"
  }

  package let kind: Kind
  /// Nil: an account that does not exist.
  package let person: Person.ID?
  package let address: String
  /// The request's.
  package let id: String

  package init(kind: Kind, person: Person.ID?, address: String, id: String) {
    self.kind = kind
    self.person = person
    self.address = address
    self.id = id
  }
}
