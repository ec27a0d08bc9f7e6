import Postgres

extension Queryable {
  /// Checks an e-mail and a password, and begins a session. Nil, whatever was wrong: nobody of that
  /// name, another password, or too many tries; nobody learns which.
  package func signIn(
    email: String, password: String, from address: String, agent: String,
    cost: Int = Password.standardCost
  ) throws -> String? {
    let email = email.trimmingSpaces.lowercased()
    let subjects = [subject(of: email), "address:\(address)"]
    guard try mayTry(subjects, email: email) else { return nil }
    let person = try account(of: email)
    guard let person, try opens(person, to: password, cost: cost) else {
      if person == nil { try Password.waste(password, cost: cost) }
      try run("SELECT fn.record_sign_in_failure(\(subjects))")
      return nil
    }
    try run("DELETE FROM sign_in_failures WHERE subject = \(subject(of: email))")
    return try beginSession(of: person.id, in: nil, from: address, agent: agent)
  }

  /// Whether the password of this account may be tried now, by somebody who is signed in.
  package func mayTryPassword(of email: String) throws -> Bool {
    try mayTry([subject(of: email)], email: email)
  }

  /// Counts a wrong password of somebody who is signed in.
  package func recordFailure(of email: String) throws {
    try run("SELECT fn.record_sign_in_failure(\([subject(of: email)]))")
  }

  private func subject(of email: String) -> String { "email:\(email)" }

  /// One try at an account at a time, and none while it or the address is slowed down.
  private func mayTry(_ subjects: [String], email: String) throws -> Bool {
    try value(
      """
      SELECT pg_try_advisory_xact_lock(hashtext('sign-in'), hashtext(\(email)))
        AND NOT EXISTS (
          SELECT FROM sign_in_failures
          WHERE subject = ANY (\(subjects)) AND blocked_until > now())
      """)
  }

  private func account(of email: String) throws -> SignInAccount? {
    try first(
      "SELECT id, password FROM people WHERE email = \(email) AND disabled_at IS NULL")
  }

  private func opens(
    _ account: SignInAccount, to password: String, cost: Int
  ) throws -> Bool {
    guard let kept = account.password else {
      try Password.waste(password, cost: cost)
      return false
    }
    return try Password(kept: kept).opens(to: password)
  }
}

private struct SignInAccount: RowDecodable {
  let id: Person.ID
  let password: String?

  init(row: Row) throws {
    id = try row["id"]
    password = try row[optional: "password"]
  }
}

extension String {
  var trimmingSpaces: String {
    guard let first = firstIndex(where: { !$0.isWhitespace }),
      let last = lastIndex(where: { !$0.isWhitespace })
    else { return "" }
    return String(self[first...last])
  }
}
