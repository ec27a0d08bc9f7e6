import Foundation
import HTTPTypes

package struct Response: Sendable {
  package enum Body: Sendable {
    case bytes([UInt8])
    /// A file, sent without being read into memory.
    case file(URL)
    /// Kept open: what `EventHub.publish` says of these topics is written as server-sent events.
    case events(topics: [String])
  }

  package var status: HTTPResponse.Status
  package var headers: HTTPFields
  package var body: Body
  /// Of an event stream: whose it is, where it is to end with a session.
  package var holder: StreamHolder?

  package init(
    status: HTTPResponse.Status, headers: HTTPFields = [:], body: Body = .bytes([])
  ) {
    self.status = status
    self.headers = headers
    self.body = body
  }

  package init(
    status: HTTPResponse.Status, headers: HTTPFields = [:], text: String
  ) {
    self.init(status: status, headers: headers, body: .bytes(Array(text.utf8)))
  }

  package static func html(_ text: String, status: HTTPResponse.Status = .ok) -> Response {
    Response(status: status, headers: [.contentType: "text/html; charset=utf-8"], text: text)
  }

  package static func text(_ text: String, status: HTTPResponse.Status = .ok) -> Response {
    Response(status: status, headers: [.contentType: "text/plain; charset=utf-8"], text: text)
  }

  package static func json(_ text: String, status: HTTPResponse.Status = .ok) -> Response {
    Response(status: status, headers: [.contentType: "application/json"], text: text)
  }

  /// After a POST: go and look at the page that shows what happened.
  package static func seeOther(_ path: String) -> Response {
    Response(status: .seeOther, headers: [.location: path])
  }

  /// The address is there, but answers other methods only.
  package static func methodNotAllowed(_ allowed: [HTTPRequest.Method]) -> Response {
    var names = allowed.map(\.rawValue)
    if names.contains("GET") { names.append("HEAD") }
    return Response(
      status: .methodNotAllowed, headers: [.allow: Set(names).sorted().joined(separator: ", ")],
      text: "This address is not for that method.\n")
  }

  /// Server-sent events of these topics, for as long as the client listens and `holder`, if there is
  /// one, is not over.
  package static func events(_ topics: [String], holder: StreamHolder? = nil) -> Response {
    var response = Response(
      status: .ok, headers: [.contentType: "text/event-stream", .cacheControl: "no-store"],
      body: .events(topics: topics))
    response.holder = holder
    return response
  }

  /// The body as text, where it is in memory; for tests.
  package var text: String {
    guard case .bytes(let bytes) = body else { return "" }
    return String(decoding: bytes, as: UTF8.self)
  }
}
