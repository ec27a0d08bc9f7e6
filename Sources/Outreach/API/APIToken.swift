import Crypto
import Foundation
import Postgres

/// A token with which a program uses the API for the person who made it.
package struct APIToken: Sendable, Equatable {
  package typealias ID = Outreach.ID<APIToken>

  package let id: ID
  package let name: String
  package let rights: [Right]
  /// The member who created it.
  package let personName: String
  package let createdAt: Date
  /// Nil: it does not expire.
  package let expiresAt: Date?
  package let lastUsedAt: Date?
}

extension APIToken: RowDecodable {}

/// The use of a token by a request.
package struct TokenUse: Sendable, Equatable {
  package let id: APIToken.ID
  package let rights: Set<Right>

  package init(id: APIToken.ID, rights: Set<Right>) {
    self.id = id
    self.rights = rights
  }
}

/// The text of a token: `ovt_`, the number of its workspace, and 256 random bits. The number lets the
/// database look for it behind the wall of that workspace only.
package struct APITokenText: Sendable, Equatable {
  package let text: String
  package let workspace: Workspace.ID

  /// A new one.
  package init(workspace: Workspace.ID) {
    self.workspace = workspace
    text = "\(Self.prefix)\(workspace)_\(randomToken())"
  }

  /// Nil: not the text of a token.
  package init?(_ text: String) {
    guard text.hasPrefix(Self.prefix), text.utf8.count <= 100 else { return nil }
    let parts = text.dropFirst(Self.prefix.count).split(
      separator: "_", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2, parts[0].allSatisfy({ $0.isASCII && $0.isNumber }),
      let number = Int(parts[0]), parts[1].utf8.count == 43
    else { return nil }
    workspace = Workspace.ID(rawValue: number)
    self.text = text
  }

  /// Its SHA-256, which the database stores.
  package var hash: Bytes { Bytes(Array(SHA256.hash(data: Data(text.utf8)))) }

  private static let prefix = "ovt_"
}

/// The fields of a new token.
package struct APITokenDraft: Sendable, Equatable {
  package let name: String
  /// The right to see among them.
  package let rights: [Right]
  package let expiresAt: Date?

  package init(name: String, rights: [Right], expiresAt: Date?) {
    self.name = name
    // Without it no address is found.
    self.rights = rights.isEmpty ? [] : Right.allCases.filter { $0 == .see || rights.contains($0) }
    self.expiresAt = expiresAt
  }
}

extension APIToken {
  /// Lets a transaction work with a token; sent with its beginning. Nil: the token is not valid.
  package static func entering(
    with token: APITokenText, from address: String
  ) -> Question<CurrentUser?> {
    Question(
      """
      SELECT * FROM fn.enter_by_token(
        \(token.workspace), \(token.hash), nullif(\(address), '')::inet)
      """
    ) { rows in try rows.first.map { try CurrentUser(token: $0) } }
  }
}

extension CurrentUser {
  fileprivate init(token row: Row) throws {
    let rights: [Right] = try row["rights"]
    self.init(
      person: try row["person_id"], name: try row["name"], email: try row["email"],
      role: try row["role"], workspace: try row["workspace_id"],
      workspaceName: try row["workspace_name"], timeZone: try row["time_zone"], csrfToken: "",
      session: Session.ID(rawValue: 0))
    token = TokenUse(id: try row["token_id"], rights: Set(rights))
  }
}

extension Queryable {
  /// The newest first.
  package func apiTokens() throws -> [APIToken] {
    try all(
      """
      SELECT t.id, t.name, t.rights, p.name AS person_name, t.created_at, t.expires_at,
        t.last_used_at
      FROM api_tokens t JOIN people p ON p.id = t.person_id
      WHERE t.workspace_id = rule.workspace()
      ORDER BY t.id DESC
      LIMIT 500
      """)
  }

  package func apiToken(_ id: APIToken.ID) throws -> APIToken {
    guard let token = try apiTokens().first(where: { $0.id == id }) else {
      throw Refusal.notFound("no such API token")
    }
    return token
  }

  /// Makes a token of the current person. They see it once, on the next page: see `handedToken`.
  package func make(
    _ draft: APITokenDraft, for maker: CurrentUser, sealedBy secrets: Secrets
  )
    throws -> APIToken.ID
  {
    guard draft.rights.allSatisfy(maker.may) else {
      throw Refusal.invalid("A token has no right that its maker does not have.")
    }
    let token = APITokenText(workspace: maker.workspace)
    let id = try insert(draft, token, of: maker.person)
    let place = Secrets.Place(workspace: maker.workspace, token: id)
    let sealed = Bytes(try secrets.seal(token.text, in: place))
    try run("UPDATE api_tokens SET handed = \(sealed) WHERE id = \(id)")
    return id
  }

  /// The text of a token that its maker has not seen yet. It is shown once.
  package func handedToken(
    _ id: APIToken.ID, to maker: CurrentUser, sealedBy secrets: Secrets
  ) throws -> String? {
    let found = try rows(
      """
      WITH made AS (
        SELECT id, handed FROM api_tokens
        WHERE id = \(id) AND person_id = \(maker.person) AND handed IS NOT NULL
        FOR UPDATE
      )
      UPDATE api_tokens t SET handed = NULL FROM made
      WHERE t.id = made.id
      RETURNING made.handed
      """)
    guard let sealed: Bytes = try found.first?["handed"] else { return nil }
    return try secrets.open(
      sealed.bytes, in: Secrets.Place(workspace: maker.workspace, token: id))
  }

  /// Requests with it are refused from now on.
  package func revoke(_ id: APIToken.ID) throws {
    let gone = try rows("DELETE FROM api_tokens WHERE id = \(id) RETURNING id")
    if gone.isEmpty { throw Refusal.notFound("no such API token") }
  }

  fileprivate func insert(
    _ draft: APITokenDraft, _ token: APITokenText, of person: Person.ID
  ) throws -> APIToken.ID {
    try refusing {
      try value(
        """
        INSERT INTO api_tokens (workspace_id, person_id, name, rights, token_hash, expires_at)
        VALUES (\(token.workspace), \(person), \(draft.name), \(draft.rights)::access_right[],
          \(token.hash), \(draft.expiresAt))
        RETURNING id
        """)
    }
  }
}

extension Database {
  /// For scripts: makes a token of a member of a workspace, by default its first owner, and returns
  /// its text. Only for `overture_worker`.
  package func makeAPIToken(
    _ draft: APITokenDraft, workspace name: String, email: String?
  ) throws -> String {
    try transaction { connection in
      let members = try connection.rows(
        """
        SELECT m.workspace_id, m.person_id, m.role
        FROM memberships m
          JOIN workspaces w ON w.id = m.workspace_id
          JOIN people p ON p.id = m.person_id
        WHERE w.name = \(name) AND p.disabled_at IS NULL
          AND CASE WHEN \(email)::text IS NULL THEN m.role = 'owner' ELSE p.email = lower(\(email)) END
        ORDER BY w.id, m.joined_at, m.person_id
        LIMIT 1
        """)
      guard let member = members.first else {
        throw Refusal.notFound(
          email.map { "\($0) is not a member of the workspace \(name)" }
            ?? "there is no workspace \(name) with an owner")
      }
      let role: Role = try member["role"]
      if let right = draft.rights.first(where: { !role.may($0) }) {
        throw Refusal.invalid("the role \(role.rawValue) does not have the right \(right.rawValue)")
      }
      let person: Person.ID = try member["person_id"]
      let token = APITokenText(workspace: try member["workspace_id"])
      try connection.work(in: token.workspace, as: person)
      _ = try connection.insert(draft, token, of: person)
      return token.text
    }
  }
}
