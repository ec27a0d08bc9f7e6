import Foundation
import HTTPTypes
import Synchronization

/// A request on its way to a worker, with everything that is needed to answer it.
struct Job: @unchecked Sendable {
  let connection: Connection
  let loop: EventLoop
  let head: Head
  /// The bytes that the ranges in `head` refer to.
  let bytes: [UInt8]
  let id: String
  let began: ContinuousClock.Instant
  /// When a worker took it.
  var begun = ContinuousClock.Instant.now
  /// The client that it counts for.
  var client = ""
  /// Nil: it is a GET or HEAD without a body, or there was no plan yet.
  var plan: RequestPlan?
  var lane: Lane { plan?.lane ?? .pages }
  /// Its cookies look like those of someone who has signed in here; nothing has checked them yet.
  var isKnown = false
  var body: BodyReader?
  /// Only its head has been read: it decides whether its body is read.
  var isQuestion = false
  /// No earlier answer is waiting: the worker may write to the socket itself.
  var mayWrite = true
  var ticket = Ticket()

  func text(_ span: HeadSpan) -> String {
    String(decoding: bytes[span.range], as: UTF8.self)
  }

  var methodName: String { text(head.methodName) }
  var path: String { text(head.path) }

  /// The request as pages see it.
  func request(_ proxies: Proxies) throws -> Request {
    let headers = fields
    let client = proxies.client(of: self)
    let content = try content()
    guard let path = decodedPath else { throw RequestFault.percent }
    var request = Request(
      HTTPRequest.Method(rawValue: methodName) ?? .get, path, query: try query,
      form: content.form, headers: headers, uploads: content.uploads, body: content.body,
      address: client.address, isSecure: client.isSecure, isLocal: client.isLocal, id: id)
    request.found = plan?.found
    return request
  }

  private var fields: HTTPFields {
    var fields = HTTPFields()
    fields.reserveCapacity(head.fields.count)
    for field in head.fields {
      guard let name = HTTPField.Name(text(field.name)) else { continue }
      fields.append(HTTPField(name: name, value: text(field.value)))
    }
    if let authority = head.authority, let name = HTTPField.Name("Host") {
      fields[name] = text(authority)
    }
    return fields
  }

  /// The values of a header, separated by commas, in their order.
  func value(of name: StaticString) -> String {
    bytes.withUnsafeBufferPointer { bytes in
      head.fields.filter { bytes.slice($0.name).matches(name) }.map { bytes.slice($0.value).text }
        .joined(separator: ", ")
    }
  }

  func has(_ name: StaticString) -> Bool {
    bytes.withUnsafeBufferPointer { bytes in
      head.fields.contains { bytes.slice($0.name).matches(name) }
    }
  }

  /// The path as routes are written.
  var decodedPath: String? {
    let path = bytes.withUnsafeBufferPointer {
      Percent.decode($0.slice(head.path), plusIsBlank: false)
    }
    return path?.isEmpty == true ? "/" : path
  }

  private var query: Form {
    get throws {
      head.query.count == 0 ? [:] : try Form(urlEncoded: Array(bytes[head.query.range]))
    }
  }

  private func content() throws -> (form: Form, uploads: [String: Upload], body: [UInt8]) {
    guard let body else { return ([:], [:], []) }
    if let multipart = body.multipart {
      let files = multipart.files.map { ($0.name, $0.upload) }
      return (Form(multipart.fields), Dictionary(files) { first, _ in first }, [])
    }
    if case .form = body.kind { return (try Form(urlEncoded: body.memory), [:], []) }
    guard let file = body.file else { return ([:], [:], body.memory) }
    let upload = Upload(file: file.url, name: "", contentType: "", bytes: file.count)
    return ([:], ["body": upload], [])
  }
}

/// The answerer of a request: the worker that has it, or the watch that has given it up.
final class Ticket: Sendable {
  private let isTaken = Atomic(false)

  /// True once.
  func take() -> Bool { !isTaken.exchange(true, ordering: .acquiringAndReleasing) }
}
