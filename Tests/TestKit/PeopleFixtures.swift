import HTTPTypes
import Outreach
import Postgres
import Web

/// What scrypt costs in tests, where it is not what is tested.
package let cheap = 4

/// A browser in which somebody has signed in: it keeps the cookie, and fills in the form's token.
package struct Browser {
  package let token: String
  package let csrf: String
  package let person: Person.ID
  package let session: Session.ID

  /// A GET, or with a form a POST, as the browser would send it.
  package func request(
    _ path: String, query: Form = [:], form: Form? = nil, headers: HTTPFields = [:]
  ) -> Request {
    var headers = headers
    headers[.cookie] = "auth_token=\(token)"
    guard var form else { return Request(.get, path, query: query, headers: headers) }
    form["csrf"] = csrf
    return Request(.post, path, query: query, form: form, headers: headers)
  }
}

extension Browser {
  /// The same browser on pages of another workspace.
  package func working(in other: TestWorkspace) throws -> Browser {
    let rows = try other.rows(
      "SELECT csrf_token FROM fn.session_of(\(Session.hash(of: token)))")
    guard let row = rows.first else { throw Refusal.notFound("no session") }
    return Browser(
      token: token, csrf: FormToken(secret: try row["csrf_token"], workspace: other.id).text,
      person: person, session: session)
  }
}

extension TestWorkspace {
  /// Makes a member, who signs in with the password `correct horse`.
  package func makeMember(_ name: String, _ role: Role) throws -> Person.ID {
    try queue.makePerson(
      email: "\(name.lowercased())@example.com", name: name,
      password: Password(of: "correct horse", cost: cheap), role: role, in: id)
  }

  /// Signs a member in, without the form.
  package func signIn(_ person: Person.ID) throws -> Browser {
    try database.inWorkspace(id) { connection in
      let token = try connection.beginSession(
        of: person, in: id, from: "127.0.0.1", agent: "Firefox/140.0 (X11; Linux)")
      let row = try connection.rows(
        "SELECT id, csrf_token FROM fn.session_of(\(Session.hash(of: token)))")
      guard let row = row.first else { throw Refusal.notFound("no session") }
      return Browser(
        token: token,
        csrf: FormToken(secret: try row["csrf_token"], workspace: id).text, person: person,
        session: try row["id"])
    }
  }

  package func signIn(_ name: String = "Ada", as role: Role = .owner) throws -> Browser {
    try signIn(makeMember(name, role))
  }
}
