import Crypto
import Foundation
import Postgres

/// A browser in which somebody is signed in. The database keeps only a hash of its token.
package struct Session: Sendable, Equatable {
  package let id: Int
  package let address: String
  package let userAgent: String
  package let createdAt: Date
  package let lastSeenAt: Date

  /// What is kept of a token.
  package static func hash(of token: String) -> Bytes {
    Bytes(Array(SHA256.hash(data: Data(token.utf8))))
  }
}

extension Session: RowDecodable {
  package init(row: Row) throws {
    id = try row["id"]
    address = try row["address"]
    userAgent = try row["user_agent"]
    createdAt = try row["created_at"]
    lastSeenAt = try row["last_seen_at"]
  }
}

extension Viewer: RowDecodable {
  package init(row: Row) throws {
    self.init(
      person: try row["person_id"], name: try row["name"], email: try row["email"],
      role: try row["role"], workspace: try row["workspace_id"],
      workspaceName: try row["workspace_name"], timeZone: try row["time_zone"],
      csrfToken: try row["csrf_token"], session: try row["session_id"],
      shortcuts: try row["shortcuts"], workspaces: try row["workspaces"],
      hasFlash: try row["has_flash"], mustChangePassword: try row["must_change_password"])
  }
}

extension Connection {
  /// Finds whose session a token is. From here on the transaction works in their workspace, as
  /// them, from this address; without a session it sees nothing.
  package func enter(token: String, from address: String) throws -> Viewer? {
    try first("SELECT * FROM fn.enter(\(Session.hash(of: token)), nullif(\(address), '')::inet)")
  }
}

extension Queryable {
  /// Begins a session and gives its token, which is kept nowhere else.
  package func beginSession(
    of person: Person.ID, in workspace: Workspace.ID?, from address: String, agent: String
  ) throws -> String {
    let token = randomToken()
    try run(
      """
      INSERT INTO sessions (
        token_hash, person_id, workspace_id, csrf_token, address, user_agent)
      VALUES (
        \(Session.hash(of: token)), \(person), \(workspace), \(randomToken()),
        nullif(\(address), '')::inet, left(\(agent), 300))
      """)
    // What has long ended goes when somebody comes.
    try run("DELETE FROM sessions WHERE last_seen_at < now() - interval '60 days'")
    return token
  }

  /// How long a browser has to keep the token of a new session: until no workspace of its person would
  /// have it any more.
  package func secondsToKeep(session token: String) throws -> Int {
    try value(
      """
      SELECT (fn.session_days(person_id) * 86400)::bigint
      FROM sessions
      WHERE token_hash = \(Session.hash(of: token))
      """)
  }

  /// The sessions of a person, the latest seen first.
  package func sessions(of person: Person.ID) throws -> [Session] {
    try all(
      """
      SELECT id, coalesce(host(address), '') AS address, user_agent, created_at, last_seen_at
      FROM sessions
      WHERE person_id = \(person)
      ORDER BY last_seen_at DESC, id DESC
      LIMIT 100
      """)
  }

  /// Ends one session of a person. Another's is not found.
  package func endSession(_ session: Int, of person: Person.ID) throws {
    let ended = try rows(
      "DELETE FROM sessions WHERE id = \(session) AND person_id = \(person) RETURNING id")
    if ended.isEmpty { throw Refusal.notFound("no such session") }
  }

  /// Ends all sessions of a person but the one they work in, and says how many those were.
  package func endOtherSessions(than session: Int, of person: Person.ID) throws -> Int {
    try rows("DELETE FROM sessions WHERE person_id = \(person) AND id <> \(session) RETURNING id")
      .count
  }

  /// Opens another workspace in a session. One that the person is no member of is not found.
  package func open(_ workspace: Workspace.ID, in session: Int, of person: Person.ID) throws {
    guard try memberships(of: person).contains(where: { $0.workspace == workspace }) else {
      throw Refusal.notFound("no such workspace")
    }
    try run("UPDATE sessions SET workspace_id = \(workspace) WHERE id = \(session)")
  }

  /// Leaves a line for the next page of this session.
  package func leaveFlash(_ json: String, in session: Int) throws {
    try run("UPDATE sessions SET flash = \(json)::jsonb WHERE id = \(session)")
  }

  /// Takes the line that the page before left.
  package func takeFlash(from session: Int) throws -> String? {
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
