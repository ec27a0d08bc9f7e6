import HTTPTypes
import Outreach
import Postgres
import Site
import Web

extension Queryable {
  /// A token of Dana's that nobody can use, because its text is not known.
  package func makeAPIToken() throws -> APIToken.ID {
    try value(
      """
      INSERT INTO api_tokens (person_id, name, rights, token_hash)
      SELECT min(id), 'Program', '{see}', sha256(random()::text::bytea) FROM people
      RETURNING id
      """)
  }
}

/// A program that uses the API.
package struct APIProgram {
  package let token: String

  /// With a token of a member of this test's workspace, within these rights.
  package init(_ rights: [Right] = Right.allCases, as role: Role = .owner) throws {
    let member = try workspace.makeMember("Program \(role.rawValue)", role)
    let email: String = try owner.value("SELECT email FROM people WHERE id = \(member)")
    token = try queue.makeAPIToken(
      APITokenDraft(name: "Script", rights: rights, expiresAt: nil), workspace: "Ours",
      email: email)
  }

  /// Sends a request as the program does; `json` is the body of a write.
  package func send(
    _ method: HTTPRequest.Method, _ path: String, _ json: String? = nil, query: Form = [:],
    headers: HTTPFields = [:], door given: Door? = nil
  ) throws -> Response {
    var headers = headers
    headers[.authorization] = "Bearer \(token)"
    if json != nil, headers[.contentType] == nil { headers[.contentType] = "application/json" }
    return try (given ?? door()).respond(
      to: Request(
        method, path, query: query, headers: headers, body: Array((json ?? "").utf8)))
  }
}
