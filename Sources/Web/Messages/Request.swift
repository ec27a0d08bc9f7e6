import Foundation
import HTTPTypes

/// A request as pages see it. It has no socket: tests create one directly.
package struct Request: Sendable {
  package let method: HTTPRequest.Method
  /// Percent-decoded, without the query.
  package let path: String
  package let query: Form
  package let headers: HTTPFields
  /// The fields of a form, urlencoded or multipart; empty for any other body.
  package let form: Form
  /// The files of a multipart form, by field name. They are deleted when the request is answered.
  package let uploads: [String: Upload]
  /// A body that is not a form.
  package let body: [UInt8]
  /// The client's network address; behind a configured proxy, the one that it reports.
  package let address: String
  /// It came over https, or a configured proxy says so.
  package let isSecure: Bool
  /// It came from this machine itself and through no proxy, as far as can be told. Behind a proxy
  /// each address is only reported, so no request counts as local there.
  package let isLocal: Bool
  /// The id of this request, in the access log and on error pages.
  package let id: String
  package var parameters: [String: String] = [:]
  /// The application's findings for its head: see `RequestPlan`.
  package var found: (any Sendable)?

  package init(
    _ method: HTTPRequest.Method, _ path: String, query: Form = [:], form: Form = [:],
    headers: HTTPFields = [:], uploads: [String: Upload] = [:], body: [UInt8] = [],
    address: String = "127.0.0.1", isSecure: Bool = false, isLocal: Bool? = nil,
    id: String = "test"
  ) {
    self.method = method
    self.path = path
    self.query = query
    self.headers = headers
    self.form = form
    self.uploads = uploads
    self.body = body
    self.address = address
    self.isSecure = isSecure
    self.isLocal = isLocal ?? Network.isLoopback(address)
    self.id = id
  }

  /// The values of the Cookie header; if a name is sent twice, the first one.
  package var cookies: [String: String] {
    CookieHeader.read(Array((headers[.cookie] ?? "").utf8))
  }

  /// A piece of the path, named by the route: `:campaign`. A malformed key is not found.
  package func parameter<Value: RawRepresentable<Int>>(
    _ name: String, as type: Value.Type = Value.self
  ) throws -> Value {
    guard let text = parameters[name], let number = Int(text), let value = Value(rawValue: number)
    else { throw HTTPError.notFound }
    return value
  }

  /// A field of the form that can only be wrong if our own page did not send it.
  package func field<Value: RawRepresentable<String>>(
    _ name: String, as type: Value.Type = Value.self
  ) throws -> Value {
    guard let value = Value(rawValue: form[name])
    else { throw HTTPError.badRequest("The field \(name) has no value this page knows.") }
    return value
  }
}
