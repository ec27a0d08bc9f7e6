import Foundation
import Postgres
import Text

/// An attempt to sign in: the account, the address, and the password.
package struct SignInAttempt: Sendable {
  package let email: String
  package let address: String
  package let agent: String
  /// The token of a browser in which someone may have signed in before.
  package let browser: String?

  package init(email: String, address: String, agent: String, browser: String? = nil) {
    self.email = email.trimmingBlanks().lowercased()
    self.address = address
    self.agent = agent
    self.browser = browser
  }

  fileprivate var browserHash: Bytes? { browser.map(Session.hash(of:)) }
}

/// The state of the account before the password is checked. The check takes a third of a second,
/// during which no database connection is held: see `HashingPool`.
package struct SignInCheck: Sendable {
  /// False: too many attempts from there.
  package let isAllowed: Bool
  package let person: Person.ID?
  private let password: String?

  /// Whether this is the password. For an account that does not exist it takes as long as for one
  /// that does.
  package func matches(_ secret: String, cost: Int = Password.standardCost) throws -> Bool {
    guard isAllowed else { return false }
    guard person != nil, let password else {
      try Password.spendTime(secret, cost: cost)
      return false
    }
    return try Password(kept: password).matches(secret)
  }
}

extension SignInCheck: RowDecodable {}

/// The result of a right password.
package struct SignedIn: Sendable {
  /// The tokens of the session and of the browser, which is known from now on.
  package let token: String
  package let browser: String
  package let seconds: Int
  /// Nil: they belong to no workspace.
  package let workspace: Workspace.ID?
  package let invitations: Int
}

extension Queryable {
  /// Counts an attempt, and returns the hash that its password is compared with.
  package func begin(_ attempt: SignInAttempt) throws -> SignInCheck {
    let check: SignInCheck? = try first(
      """
      SELECT * FROM fn.begin_sign_in(
        \(attempt.email), nullif(\(attempt.address), '')::inet, \(attempt.browserHash)::bytea)
      """)
    guard let check else { throw Refusal.notFound("no answer of begin_sign_in") }
    return check
  }

  /// Whether someone has signed in with this browser before.
  package func knows(browser token: String?) throws -> Bool {
    guard let token else { return false }
    return try value(
      """
      SELECT EXISTS (
        SELECT FROM known_browsers WHERE token_hash = \(Session.hash(of: token)))
      """)
  }
}

extension Connection {
  /// The password was right: begins a session in place of the one that the browser had, if any.
  /// Nil: it was a one-time password that has expired.
  package func finish(
    _ attempt: SignInAttempt, as person: Person.ID, replacing old: String?
  ) throws -> SignedIn? {
    try run(
      """
      SELECT fn.forget_tries(
        \(attempt.email), nullif(\(attempt.address), '')::inet, \(attempt.browserHash)::bytea)
      """)
    let isExpired: Bool = try value(
      """
      SELECT coalesce(password_is_temporary AND password_expires_at < now(), false)
      FROM people WHERE id = \(person)
      """)
    if isExpired { return nil }
    if let old {
      try run(
        """
        DELETE FROM sessions s USING fn.session_of(\(Session.hash(of: old))) o WHERE s.id = o.id
        """)
    }
    let browser = try remember(browser: attempt.browser, of: person)
    let begun = try begin(
      sessionOf: person, in: nil, from: attempt.address, agent: attempt.agent)
    try work(as: person)
    let invitations = try invitations(of: person).count
    if let workspace = begun.workspace {
      try work(in: workspace, as: person, from: attempt.address)
      try audit("signed in", .person, id: person.rawValue)
    }
    return SignedIn(
      token: begun.token, browser: browser, seconds: try secondsToKeep(session: begun.token),
      workspace: begun.workspace, invitations: invitations)
  }

  /// The password was wrong: recorded in the audit trail of the workspace that it would have
  /// opened.
  package func recordFailure(of attempt: SignInAttempt, as person: Person.ID) throws {
    try work(as: person)
    guard let workspace = try firstWorkspace(of: person) else { return }
    try work(in: workspace, from: attempt.address)
    try run(
      """
      INSERT INTO audit_entries (action, subject_kind, subject_id, subject_name)
      SELECT 'failed to sign in as', 'person', id, name FROM people WHERE id = \(person)
      """)
  }

  /// Sees a person's own data, and no workspace.
  package func work(as person: Person.ID) throws {
    try run(
      """
      SELECT set_config('overture.workspace', '', true),
        set_config('overture.person', \(person.description), true)
      """)
  }

  private func firstWorkspace(of person: Person.ID) throws -> Workspace.ID? {
    try rows(
      """
      SELECT m.workspace_id FROM memberships m JOIN people p ON p.id = m.person_id
      WHERE m.person_id = \(person)
      ORDER BY (m.workspace_id IS NOT DISTINCT FROM p.last_workspace_id) DESC, m.joined_at,
        m.workspace_id
      LIMIT 1
      """
    ).first?["workspace_id"]
  }

  /// The browser is known for this account from now on, as one of at most ten.
  private func remember(browser token: String?, of person: Person.ID) throws -> String {
    let token = try knows(browser: token) ? token ?? randomToken() : randomToken()
    try run(
      """
      INSERT INTO known_browsers (token_hash, person_id)
      VALUES (\(Session.hash(of: token)), \(person))
      ON CONFLICT (token_hash, person_id) DO UPDATE SET last_used_at = now()
      """)
    try run(
      """
      DELETE FROM known_browsers b
      WHERE b.person_id = \(person) AND (
        b.last_used_at < now() - interval '180 days'
        OR b.token_hash IN (
          SELECT o.token_hash FROM known_browsers o
          WHERE o.person_id = \(person)
          ORDER BY o.last_used_at DESC, o.token_hash
          OFFSET 10))
      """)
    return token
  }
}
