import Crypto
import Foundation
import HTTPTypes
import Outreach
import Postgres
import Web

/// One address of the API: who may use it, what it takes and answers, and the function that does it.
/// The table of routes, the checks of requests and the description for OpenAPI are all made from it.
struct APIRoute: Sendable {
  let method: HTTPRequest.Method
  let pattern: String
  let right: Right
  let summary: String
  /// The parameters behind the question mark.
  var query: [APIField] = []
  /// What the body holds; nil: the request has none.
  var body: APIObject?
  /// What a successful answer holds; nil: nothing.
  var answer: APIObject?
  var success: HTTPResponse.Status = .ok
  /// The answer has an ETag, and a write may demand one with If-Match.
  var hasVersion = false
  let handler: @Sendable (Site, APICall) throws -> APIAnswer

  var isWrite: Bool { method != .get }

  var route: Route<Site, Access> {
    Route(method, pattern, .api(right)) { site in { request in try site.answer(self, request) } }
  }

  static func get(
    _ pattern: String, _ right: Right, _ summary: String, query: [APIField] = [],
    answer: APIObject, hasVersion: Bool = false,
    _ handler: @escaping @Sendable (Site, APICall) throws -> APIAnswer
  ) -> APIRoute {
    APIRoute(
      method: .get, pattern: pattern, right: right, summary: summary, query: query, answer: answer,
      hasVersion: hasVersion, handler: handler)
  }

  static func post(
    _ pattern: String, _ right: Right, _ summary: String, body: APIObject, answer: APIObject,
    hasVersion: Bool = false, _ handler: @escaping @Sendable (Site, APICall) throws -> APIAnswer
  ) -> APIRoute {
    APIRoute(
      method: .post, pattern: pattern, right: right, summary: summary, body: body, answer: answer,
      success: .created, hasVersion: hasVersion, handler: handler)
  }

  static func patch(
    _ pattern: String, _ right: Right, _ summary: String, body: APIObject, answer: APIObject,
    _ handler: @escaping @Sendable (Site, APICall) throws -> APIAnswer
  ) -> APIRoute {
    APIRoute(
      method: .patch, pattern: pattern, right: right, summary: summary, body: body, answer: answer,
      hasVersion: true, handler: handler)
  }
}

/// A request to the API whose parameters and body have the types that its route says.
struct APICall {
  let request: Request
  let body: JSONValue

  /// A parameter behind the question mark; nil: it was left out.
  func query(_ name: String) -> String? {
    request.query.has(name) ? request.query[name] : nil
  }

  func id<Record>(_ name: String) throws -> Outreach.ID<Record> {
    try request.parameter(name)
  }

  /// Refuses a change of a record that is no longer as the caller saw it.
  func expect(_ version: String) throws {
    guard let wanted = request.headers[.ifMatch] else { return }
    let tags = wanted.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }
    guard tags.contains("*") || tags.contains(version) else {
      throw APIProblem(
        .preconditionFailed,
        "The record was changed since you read it. Read it again, then send your change with its "
          + "new ETag.")
    }
  }
}

/// A successful answer of the API.
struct APIAnswer {
  var body: JSONValue?
  var headers: HTTPFields = [:]

  init(_ body: JSONValue?, location: String? = nil) {
    self.body = body
    headers[.location] = location
  }

  /// With the ETag of its fields, of which some are not part of the version.
  init(_ body: JSONValue, location: String? = nil, versionWithout left: Set<String>) {
    self.init(body, location: location)
    headers[.eTag] = body.version(without: left)
  }
}

extension JSONValue {
  /// The ETag of an object's fields.
  func version(without left: Set<String> = []) -> String {
    let kept = JSONValue.object(members.filter { !left.contains($0.name) })
    let hash = Data(SHA256.hash(data: Data(kept.json.utf8)).prefix(12)).base64EncodedString()
    return "\"\(hash)\""
  }
}

extension Site {
  /// Answers a request to the API: checks it against its route, and does a write with an
  /// Idempotency-Key once.
  func answer(_ route: APIRoute, _ request: Request) throws -> Response {
    let call = try APICall(route, request)
    guard route.isWrite, let key = request.headers[.idempotencyKey] else {
      return try response(of: route, call)
    }
    guard (1...255).contains(key.utf8.count) else {
      throw APIProblem(.badRequest, "An Idempotency-Key has 1 to 255 characters.")
    }
    let caller = try currentUser.caller
    let hash = Self.hash(of: request)
    switch try database.reserve(idempotencyKey: key, of: caller, requestHash: hash) {
    case .otherRequest:
      throw APIProblem(
        .unprocessableContent,
        "This Idempotency-Key was sent with another request in the last 24 hours.")
    case .answered(let kept):
      var response = Response(status: .init(code: kept.status), text: kept.answer)
      for (name, value) in kept.headers {
        if let name = HTTPField.Name(name) { response.headers[name] = value }
      }
      response.headers[.idempotencyReplayed] = "true"
      return response
    case .reserved:
      let response = try response(of: route, call)
      var headers: [String: String] = [:]
      for field in response.headers { headers[field.name.canonicalName] = field.value }
      try database.keep(
        KeptAnswer(status: response.status.code, headers: headers, answer: response.text),
        idempotencyKey: key, of: caller)
      return response
    }
  }

  private func response(of route: APIRoute, _ call: APICall) throws -> Response {
    let answer = try route.handler(self, call)
    var response =
      answer.body.map { Response.json($0.json, status: route.success) }
      ?? Response(status: .noContent)
    for field in answer.headers { response.headers[field.name] = field.value }
    response.headers[.cacheControl] = "no-store"
    return response
  }

  private static func hash(of request: Request) -> Bytes {
    let head = Data("\(request.method.rawValue) \(request.path)\n".utf8)
    return Bytes(Array(SHA256.hash(data: head + Data(request.body))))
  }
}

extension APICall {
  fileprivate init(_ route: APIRoute, _ request: Request) throws {
    self.request = request
    var problems = Self.problems(with: request.query, of: route)
    guard let object = route.body else {
      body = .null
      if !problems.isEmpty { throw APIProblem.invalid(problems) }
      return
    }
    let type = (request.headers[.contentType] ?? "").split(separator: ";").first
    guard type?.trimmingCharacters(in: .whitespaces).lowercased() == "application/json" else {
      throw APIProblem(.unsupportedMediaType, "Send JSON, with Content-Type: application/json.")
    }
    guard let body = JSONValue(parsing: request.body) else {
      throw APIProblem(.badRequest, "The body is not JSON.")
    }
    self.body = body
    problems += object.problems(with: body, at: "")
    if !problems.isEmpty { throw APIProblem.invalid(problems) }
  }

  private static func problems(with query: Form, of route: APIRoute) -> [FieldProblem] {
    var found: [FieldProblem] = []
    for name in Set(query.fields.map(\.name)).sorted() {
      guard let field = route.query.first(where: { $0.name == name }) else {
        let name = String(name.prefix(100))
        found.append(FieldProblem(field: name, detail: "This parameter is not known."))
        continue
      }
      if query.all(name).count > 1 {
        found.append(FieldProblem(field: name, detail: "Send this parameter once."))
      }
      let text = query[name]
      let value: JSONValue =
        switch field.type {
        case .integer: JSONValue(whole: text)
        case .boolean: text == "true" ? true : text == "false" ? false : .text(text)
        default: .text(text)
        }
      found += field.type.problems(with: value, at: name)
    }
    return found
  }
}

extension JSONValue {
  /// An integer as an address carries it; any other text stays one.
  init(whole text: String) {
    let isWhole = text.utf8.allSatisfy { (48...57).contains($0) }
    self = isWhole ? Int(text).map { .int($0) } ?? .text(text) : .text(text)
  }
}
