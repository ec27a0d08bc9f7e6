import Outreach
import Postgres

extension Database {
  /// Signs in as the page does, in its three steps: nil, whatever was wrong.
  package func signIn(
    _ email: String, _ password: String, from address: String = "10.0.0.1",
    browser: String? = nil, replacing old: String? = nil
  ) throws -> SignedIn? {
    let attempt = SignInAttempt(email: email, address: address, agent: "test", browser: browser)
    let check = try transaction { try $0.begin(attempt) }
    let isRight = try check.matches(password, cost: cheap)
    return try transaction { connection in
      guard let person = check.person else { return nil }
      guard isRight else {
        if check.isAllowed { try connection.recordFailure(of: attempt, as: person) }
        return nil
      }
      return try connection.finish(attempt, as: person, replacing: old)
    }
  }
}

extension Queryable {
  /// Invites as the page does, with a one-time password.
  package func invite(
    _ email: String, name: String = "Guest", as role: Role, password: String = "one-time horse"
  ) throws -> Invitation {
    try invite(email: email, name: name, as: role, oneTime: Password(of: password, cost: cheap))
  }

  /// Invites a person who has an account, and gives the code that they accept with.
  package func ask(_ email: String, as role: Role) throws -> InvitationCode {
    guard case .asked(let code) = try invite(email, as: role) else {
      throw Refusal.notFound("no account has the address \(email)")
    }
    return code
  }
}
