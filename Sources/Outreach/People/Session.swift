import Crypto
import Foundation
import Postgres

/// A browser in which a person is signed in. The database stores only a hash of its token.
package struct Session: Sendable, Equatable {
  package typealias ID = Outreach.ID<Session>

  package let id: ID
  package let address: String
  package let userAgent: String
  package let createdAt: Date
  package let lastSeenAt: Date

  /// The stored hash of a token.
  package static func hash(of token: String) -> Bytes {
    Bytes(Array(SHA256.hash(data: Data(token.utf8))))
  }
}

extension Session: RowDecodable {}

extension CurrentUser: RowDecodable {
  package init(row: Row) throws {
    let workspace: Workspace.ID = try row["workspace_id"]
    let secret: String = try row["csrf_token"]
    self.init(
      person: try row["person_id"], name: try row["name"], email: try row["email"],
      role: try row["role"], workspace: workspace, workspaceName: try row["workspace_name"],
      timeZone: try row["time_zone"],
      csrfToken: FormToken(secret: secret, workspace: workspace).text,
      session: try row["session_id"], shortcuts: try row["shortcuts"],
      workspaces: try row["workspaces"], hasFlash: try row["has_flash"],
      mustChangePassword: try row["must_change_password"], formSecret: secret,
      invitations: try row["invitations"])
  }
}

extension Session {
  /// The query of `Connection.enter`; it is sent with the beginning of a transaction.
  package static func entering(with token: String, from address: String) -> Question<CurrentUser?> {
    Ask.first("SELECT * FROM fn.enter(\(hash(of: token)), nullif(\(address), '')::inet)")
  }
}

extension Connection {
  /// Finds the session of a token. From here on the transaction works in its workspace, as its
  /// person, from this address; without a session it sees nothing.
  package func enter(token: String, from address: String) throws -> CurrentUser? {
    try together(Session.entering(with: token, from: address))
  }
}

extension Queryable {
  /// False on a new installation, where no one can sign in.
  package func hasPeople() throws -> Bool {
    try value("SELECT EXISTS (SELECT FROM people)")
  }

  /// How long a session may be idle while no workspace is open: the default of the setting.
  package func sessionIdleTime() throws -> TimeInterval {
    try value("SELECT extract(epoch FROM fn.session_idle_time(rule.workspace()))::float8")
  }

  /// Begins a session and returns its token, which is stored nowhere else. Without a workspace it
  /// begins in the one that the person last opened by their own choice; the result says where, or
  /// nil for a member of none.
  package func begin(
    sessionOf person: Person.ID, in workspace: Workspace.ID?, from address: String, agent: String
  ) throws -> (token: String, workspace: Workspace.ID?) {
    let token = randomToken()
    let row = try rows(
      """
      SELECT fn.begin_session(
        \(Session.hash(of: token)), \(randomToken()), \(person), \(workspace)::bigint,
        nullif(\(address), '')::inet, \(agent)) AS workspace
      """
    ).first
    return (token, try row?[optional: "workspace"])
  }

  /// Begins a session and returns its token.
  package func beginSession(
    of person: Person.ID, in workspace: Workspace.ID?, from address: String, agent: String
  ) throws -> String {
    try begin(sessionOf: person, in: workspace, from: address, agent: agent).token
  }

  /// Gives a session a new token, and its forms a new secret: the old ones become invalid. Nil: the
  /// session was ended at the same moment.
  package func renew(session: Session.ID) throws -> String? {
    let token = randomToken()
    let renewed = try rows(
      """
      UPDATE sessions
      SET token_hash = \(Session.hash(of: token)), csrf_token = \(randomToken())
      WHERE id = \(session)
      RETURNING id
      """)
    return renewed.isEmpty ? nil : token
  }

  /// How long a browser has to keep the token of a session: until none of the person's workspaces
  /// would accept it any more.
  package func secondsToKeep(session token: String) throws -> Int {
    try value(
      """
      SELECT greatest(ceil(extract(epoch FROM ends_at - now())), 0)::bigint
      FROM fn.session_of(\(Session.hash(of: token)))
      """)
  }

  /// The sessions of a person, the most recently seen first.
  package func sessions(of person: Person.ID) throws -> [Session] {
    try all(
      """
      SELECT id, coalesce(host(address), '') AS address, user_agent, created_at, last_seen_at
      FROM sessions
      WHERE person_id = \(person) AND ends_at >= now() AND idles_until >= now()
      ORDER BY last_seen_at DESC, id DESC
      LIMIT 100
      """)
  }

  /// Ends one session of a person. Another person's is not found.
  package func endSession(_ session: Session.ID, of person: Person.ID) throws {
    let ended = try rows(
      "DELETE FROM sessions WHERE id = \(session) AND person_id = \(person) RETURNING id")
    if ended.isEmpty { throw Refusal.notFound("no such session") }
  }

  /// Ends all sessions of a person except the current one, and returns how many those were. Only
  /// `browser` stays a known browser of theirs.
  package func endOtherSessions(
    than session: Session.ID, of person: Person.ID, keeping browser: String?
  ) throws -> Int {
    try run(
      """
      DELETE FROM known_browsers
      WHERE person_id = \(person)
        AND token_hash IS DISTINCT FROM \(browser.map(Session.hash(of:)))::bytea
      """)
    return try rows(
      "DELETE FROM sessions WHERE person_id = \(person) AND id <> \(session) RETURNING id"
    ).count
  }

  /// Opens another workspace in a session; the person's next session begins there. A workspace that
  /// they do not belong to is not found.
  package func open(_ workspace: Workspace.ID, in session: Session.ID, of person: Person.ID) throws
  {
    guard try memberships(of: person).contains(where: { $0.workspace == workspace }) else {
      throw Refusal.notFound("no such workspace")
    }
    try run("UPDATE sessions SET workspace_id = \(workspace) WHERE id = \(session)")
    try run("UPDATE people SET last_workspace_id = \(workspace) WHERE id = \(person)")
  }

  /// Leaves a message for the next page of this session.
  package func leaveFlash(_ json: String, in session: Session.ID) throws {
    try run("UPDATE sessions SET flash = \(json)::jsonb WHERE id = \(session)")
  }

  /// Takes the message that the page before left.
  package func takeFlash(from session: Session.ID) throws -> String? {
    let rows = try rows(
      """
      WITH said AS (SELECT id, flash FROM sessions WHERE id = \(session) FOR UPDATE)
      UPDATE sessions s
      SET flash = NULL
      FROM said
      WHERE s.id = said.id AND said.flash IS NOT NULL
      RETURNING said.flash::text AS flash
      """)
    return try rows.first?["flash"]
  }
}
