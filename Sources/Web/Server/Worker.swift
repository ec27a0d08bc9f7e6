import Foundation
import HTTPTypes

/// A thread that answers complete requests, one after the other.
struct Worker: Sendable {
  let server: ServerCore

  func run() {
    while let job = server.queue.take() { answer(job) }
  }

  private func answer(_ job: Job) {
    var isSecure = false
    let response: Response
    do {
      let request = try job.request(server.proxies)
      isSecure = request.isSecure
      response = respond(to: request, job)
    } catch HTTPError.badRequest(let why) {
      response = .text(why + "\n", status: .badRequest)
    } catch {
      response = .text("The request cannot be read.\n", status: .badRequest)
    }
    send(response, job, isSecure: isSecure)
  }

  private func respond(to request: Request, _ job: Job) -> Response {
    if job.head.method == .options, job.path == "*" {
      return Response(status: .noContent, headers: [.allow: "GET, HEAD, POST"])
    }
    switch request.path {
    case "/healthz": return look(request) { .text("ok\n") }
    case "/readyz": return look(request, server.configuration.ready)
    case "/metrics" where server.mayReadMetrics(request):
      return look(request) {
        .text(server.metrics.text + server.configuration.moreMetrics())
      }
    default: return server.handler(request)
    }
  }

  /// What is there to be looked at takes no other method.
  private func look(_ request: Request, _ answer: () -> Response) -> Response {
    guard request.method == .get || request.method == .head else {
      return .methodNotAllowed([.get])
    }
    return answer()
  }

  private func send(_ response: Response, _ job: Job, isSecure: Bool) {
    var answer = Answer()
    answer.closes = !job.head.keepsAlive || server.isStopping
    let body = Body(response, isHead: job.head.method == .head)
    var closesForStream = false
    if case .events = response.body { closesForStream = true }
    if closesForStream { answer.closes = true }
    let head = ResponseHead(
      status: body.isMissing ? .notFound : response.status, headers: response.headers,
      length: body.length, id: job.id, isSecure: isSecure, keepsAlive: !answer.closes,
      minorVersion: job.head.minorVersion)
    let bytes = head.bytes + body.bytes
    answer.file = body.file
    answer.topics = body.topics
    record(job, status: Int(head.status.code), sent: body.sent)
    deliver(bytes, &answer, job)
    job.loop.post(.answered(job.connection, answer))
  }

  /// Head and body in one write; what the socket does not take goes by way of the loop.
  private func deliver(_ bytes: [UInt8], _ answer: inout Answer, _ job: Job) {
    guard job.mayWrite else {
      answer.rest = bytes
      return
    }
    guard let sent = Output.send(bytes[...], to: job.connection.descriptor) else {
      answer.isLost = true
      return
    }
    if sent < bytes.count { answer.rest = Array(bytes[sent...]) }
  }

  private func record(_ job: Job, status: Int, sent: Int) {
    let duration = ContinuousClock.now - job.began
    let counters = server.pageCounters
    counters.count(status: status, bytes: sent)
    counters.add(1, to: counters.pages)
    counters.add(Int(duration / .microseconds(1)), to: counters.microseconds)
    server.configuration.log?(
      AccessRecord(
        method: job.methodName, path: job.path, status: status, bytes: sent, duration: duration,
        id: job.id, address: server.proxies.client(of: job)))
  }
}

/// What of a response is sent behind its head.
private struct Body {
  var bytes: [UInt8] = []
  var file: OutgoingFile?
  var topics: [String]?
  /// What `Content-Length` says; nil where there is none.
  var length: Int?
  /// The page named a file that is not there.
  var isMissing = false

  init(_ response: Response, isHead: Bool) {
    let status = response.status.code
    switch response.body {
    case .bytes(let bytes):
      // 204 and 304 have no body, and nothing said of its length.
      guard status >= 200, status != 204, status != 304 else { return }
      length = bytes.count
      if !isHead { self.bytes = bytes }
    case .file(let url):
      file = OutgoingFile(url.path)
      isMissing = file == nil
      length = file?.count ?? 0
      if isHead { file = nil }
    case .events(let topics):
      if !isHead { self.topics = topics }
    }
  }

  var sent: Int { bytes.count + (file?.count ?? 0) }
}
