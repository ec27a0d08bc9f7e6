import HTTPTypes
import Outreach
import Postgres
import Web

/// The one door: every request comes in here, in a transaction that sees one workspace, and ends in
/// a page, told apart by what went wrong. The answer is given when the transaction is committed.
package struct Door: Sendable {
  private let database: Database
  private let templates: Templates
  private let router = Router(Site.routes)
  private let asset: @Sendable (String) -> String
  private let report: @Sendable (any Error) -> Void

  package init(
    database: Database, templates: Templates,
    asset: @escaping @Sendable (String) -> String = { "/assets/\($0)" },
    report: @escaping @Sendable (any Error) -> Void
  ) {
    self.database = database
    self.templates = templates
    self.asset = asset
    self.report = report
  }

  /// `viewer` stands for a session; the server finds it by the cookie.
  package func respond(to request: Request, as viewer: Viewer?) -> Response {
    do {
      guard case .route(let route, let parameters) = router.find(request.method, request.path)
      else { throw HTTPError.notFound }
      guard let viewer else { throw HTTPError.signedOut }
      var request = request
      request.parameters = parameters
      return try database.inWorkspace(
        viewer.workspace, as: viewer.person, from: request.address
      ) { connection in
        try route.handler(
          Site(
            database: connection, templates: templates, viewer: viewer, csrf: "", asset: asset))(
            request)
      }
    } catch HTTPError.notFound, Refusal.notFound {
      return .html("Not found", status: .notFound)
    } catch HTTPError.signedOut {
      return .seeOther("/sign-in")
    } catch HTTPError.forbidden(let why) {
      return .html(why, status: .forbidden)
    } catch HTTPError.badRequest(let why) {
      return .html(why, status: .badRequest)
    } catch Refusal.conflict(let why) {
      return .html(why, status: .conflict)
    } catch Refusal.invalid(let why) {
      return .html(why, status: .unprocessableContent)
    } catch {
      report(error)
      return .html("Something broke on our side", status: .internalServerError)
    }
  }
}
