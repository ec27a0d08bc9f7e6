import HTTPTypes
import Outreach
import Postgres
import Web

/// The pages: everything a person sees. One extension per page, one folder per room.
///
/// A site lives as long as one request, around the connection that the request holds: a
/// transaction in the workspace of the person who asks.
package struct Site {
  let database: Connection
  let templates: Templates
  private let signedIn: CurrentUser?
  /// The address of a file of Public, by its name.
  let asset: @Sendable (String) -> String
  private let browser: BrowserSession?
  let deferredWork: AfterCommit
  /// The reader of large uploads; nil: they are read within the request.
  let importFiles: ImportFiles?
  /// Where passwords are hashed.
  let hashing: HashingPool
  private let events: @Sendable (SecurityEvent) -> Void

  init(
    database: Connection, templates: Templates, currentUser: CurrentUser?, browser: BrowserSession?,
    asset: @escaping @Sendable (String) -> String, deferredWork: AfterCommit,
    importFiles: ImportFiles?,
    hashing: HashingPool = HashingPool(),
    events: @escaping @Sendable (SecurityEvent) -> Void = { _ in }
  ) {
    self.database = database
    self.templates = templates
    signedIn = currentUser
    self.browser = browser
    self.asset = asset
    self.deferredWork = deferredWork
    self.importFiles = importFiles
    self.hashing = hashing
    self.events = events
  }

  /// For the forms of the current user, signed in or not.
  var csrf: String {
    signedIn?.csrfToken ?? browser?.formToken ?? ""
  }

  /// The token of the session that the browser came with, if it is one's.
  var sessionToken: String? { browser?.token }

  /// Writes a line into the security log.
  func note(_ kind: SecurityEvent.Kind, _ person: Person.ID?, _ request: Request) {
    events(SecurityEvent(kind: kind, person: person, address: request.address, id: request.id))
  }

  /// Whether a person is signed in.
  var isSignedIn: Bool { signedIn != nil }

  /// How times, figures and amounts are worded for the current user.
  var words: Words {
    Words(timeZone: signedIn?.timeZone ?? "UTC")
  }

  /// The current user. A page that needs one cannot continue without.
  var currentUser: CurrentUser {
    get throws {
      guard let signedIn else { throw HTTPError.signedOut }
      return signedIn
    }
  }

  /// Renders the page's values with its template.
  func page(_ page: some Page, status: HTTPResponse.Status = .ok) throws -> Response {
    .html(try templates.render(page), status: status)
  }
}

/// The access rule of an address.
package enum Access: Sendable {
  /// Anyone, signed in or not. Its forms, too, carry a token and are checked for Origin.
  case anyone
  /// Anyone who is signed in.
  case member
  /// Viewers with this right. Without a right to see, the page is not found (404); without a right
  /// to act, it is refused (403).
  case right(Right)
  /// Programs with a token that has this right, and viewers who have it, by the cookie of their
  /// session. A write carries JSON and no token of a form: its origin is checked where a browser
  /// sends it.
  case api(Right)
  /// RFC 8058's POST by a mail program: no cookie, no token.
  case oneClick
}
