import Foundation
import HTTPTypes
import Synchronization

/// A thread that answers complete requests, one after the other.
final class Worker: Sendable {
  private let server: ServerCore
  private let present = Mutex<Job?>(nil)
  private let isLeaving = Atomic(false)

  init(server: ServerCore) {
    self.server = server
  }

  func run() {
    while !isLeaving.load(ordering: .acquiring), let job = server.queue.take() {
      var job = job
      job.begun = .now
      present.withLock { $0 = job }
      answer(job)
      present.withLock { $0 = nil }
      server.queue.done(job)
    }
    if isLeaving.load(ordering: .acquiring) { server.left() }
  }

  /// Another has its place; it ends when the page that it is at returns.
  func mustLeave() {
    isLeaving.store(true, ordering: .releasing)
  }

  /// Answers the present request in its place when it was begun before `latest`; false when there is
  /// none, or it is being answered.
  func giveUp(begunBefore latest: ContinuousClock.Instant) -> Bool {
    guard let job = present.withLock({ $0 }), job.begun < latest, job.ticket.take() else {
      return false
    }
    var response = Response.text(
      "This page took too long and was given up.\n", status: .serviceUnavailable)
    response.headers[.retryAfter] = "30"
    var answer = Answer()
    answer.closes = true
    answer.rest = fill(&answer, with: response, job, isSecure: job.connection.isSecure)
    job.loop.post(.answered(job.connection, answer))
    return true
  }

  private func answer(_ job: Job) {
    var isSecure = false
    let response: Response
    do {
      let request = try job.request(server.proxies)
      isSecure = request.isSecure
      if job.isQuestion {
        switch server.admit(request) {
        case .refused(let refusal): response = refusal
        case let admission:
          if job.ticket.take() { job.loop.post(.admitted(job.connection, admission.files)) }
          return
        }
      } else {
        response = respond(to: request, job)
      }
    } catch HTTPError.badRequest(let why) {
      response = .text(why + "\n", status: .badRequest)
    } catch {
      response = .text("The request cannot be read.\n", status: .badRequest)
    }
    guard job.ticket.take() else { return }
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
    answer.closes = !job.head.keepsAlive || server.isStopping || job.isQuestion
    let bytes = fill(&answer, with: response, job, isSecure: isSecure)
    deliver(bytes, &answer, job)
    job.loop.post(.answered(job.connection, answer))
  }

  /// Records the answer, and gives the bytes of its head and body.
  private func fill(
    _ answer: inout Answer, with response: Response, _ job: Job, isSecure: Bool
  ) -> [UInt8] {
    let body = Body(response, isHead: job.head.method == .head)
    if case .events = response.body { answer.closes = true }
    let head = ResponseHead(
      status: body.isMissing ? .notFound : response.status, headers: response.headers,
      length: body.length, id: job.id, isSecure: isSecure, keepsAlive: !answer.closes,
      minorVersion: job.head.minorVersion)
    answer.file = body.file
    answer.topics = body.topics
    answer.holder = response.holder
    record(job, status: Int(head.status.code), sent: body.sent)
    return head.bytes + body.bytes
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
        method: job.methodName, path: server.pathInLog(job), status: status, bytes: sent,
        duration: duration, id: job.id, address: server.proxies.client(of: job).address))
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
