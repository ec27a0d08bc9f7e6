import Glibc
import HTTPTypes

/// What a worker has made of a request, and what of it the socket has not taken yet.
struct Answer: @unchecked Sendable {
  var rest: [UInt8] = []
  var file: OutgoingFile?
  var topics: [String]?
  var holder: StreamHolder?
  var closes = false
  /// The client is gone.
  var isLost = false
}

extension EventLoop {
  /// An answer from memory, put behind those that wait to be written.
  func answerReady(_ connection: Connection, _ answer: StaticAnswer, _ bytes: Bytes) {
    let head = connection.parser.head
    guard head.method == .get || head.method == .head else {
      return answerNotAllowed(connection, bytes)
    }
    var variant = answer.plain
    if let smaller = answer.compressed, let taken = head.acceptEncoding,
      AcceptEncoding.takesGzip(bytes.slice(taken))
    {
      variant = smaller
    }
    let isUnchanged =
      (head.ifNoneMatch != nil || head.ifModifiedSince != nil)
      && answer.isUnchanged(variant, head, in: bytes)
    ready.append(contentsOf: isUnchanged ? Self.notModified : Self.ok)
    ready.append(contentsOf: stamp.date)
    ready.append(contentsOf: isUnchanged ? variant.unchanged : variant.found)
    let sent = isUnchanged || head.method == .head ? 0 : variant.body.count
    finishHead(connection, head, bytes, status: isUnchanged ? 304 : 200, sent: sent)
    if sent > 0 { ready.append(contentsOf: variant.body) }
    afterReady(connection, head)
  }

  private static let ok = Array("HTTP/1.1 200 OK\r\n".utf8)
  private static let notModified = Array("HTTP/1.1 304 Not Modified\r\n".utf8)
  private static let requestID = Array("X-Request-Id: ".utf8)
  private static let secure = Array(
    "Strict-Transport-Security: \(ResponseHead.transportSecurity)\r\n".utf8)

  private func answerNotAllowed(_ connection: Connection, _ bytes: Bytes) {
    let head = connection.parser.head
    ready.append(contentsOf: "HTTP/1.1 405 Method Not Allowed\r\nAllow: GET, HEAD\r\n".utf8)
    ready.append(contentsOf: stamp.date)
    ready.append(contentsOf: "Content-Length: 0\r\n".utf8)
    ready.append(contentsOf: ResponseHead.ofOurOwn.utf8)
    finishHead(connection, head, bytes, status: 405, sent: 0)
    afterReady(connection, head)
  }

  private func finishHead(
    _ connection: Connection, _ head: Head, _ bytes: Bytes, status: Int, sent: Int
  ) {
    if connection.isFromProxy, isForwardedSecurely(head, bytes) {
      ready.append(contentsOf: Self.secure)
    }
    if !head.keepsAlive || isStopping {
      ready.append(contentsOf: "Connection: close\r\n".utf8)
    } else if head.minorVersion == 0 {
      ready.append(contentsOf: "Connection: keep-alive\r\n".utf8)
    }
    ready.append(contentsOf: Self.requestID)
    let idStart = ready.count
    stamp.nextID(into: &ready)
    if server.configuration.logsFiles, let log = server.configuration.log {
      let id = String(decoding: ready[idStart...], as: UTF8.self)
      log(
        AccessRecord(
          method: bytes.slice(head.methodName).text,
          path: server.pathInLog(bytes.slice(head.path).text), status: status, bytes: sent,
          duration: .zero, id: id, address: connection.address))
    }
    ready.append(contentsOf: "\r\n\r\n".utf8)
    counters.count(status: status, bytes: sent)
  }

  func isForwardedSecurely(_ head: Head, _ bytes: Bytes) -> Bool {
    head.fields.contains {
      bytes.slice($0.name).matches("x-forwarded-proto") && bytes.slice($0.value).matches("https")
    }
  }

  private func afterReady(_ connection: Connection, _ head: Head) {
    connection.deadline = now + server.idleTime
    if !head.keepsAlive || isStopping {
      connection.closesAfterAnswer = true
      connection.phase = .flushing
    } else if ready.count > 65_536 {
      connection.phase = .flushing
    }
  }

  /// Writes what lies ready, and keeps what the socket does not take.
  func flushReady(_ connection: Connection) {
    guard !ready.isEmpty else { return }
    defer { ready.removeAll(keepingCapacity: true) }
    guard isOpen(connection) else { return }
    if connection.output.isEmpty {
      guard let sent = Output.send(ready[...], to: connection.descriptor) else {
        return end(connection)
      }
      if sent < ready.count { connection.output.append(ready[sent...]) }
    } else {
      connection.output.append(ready)
    }
    if connection.phase == .head, !connection.output.isEmpty { connection.phase = .flushing }
  }

  /// Writes what waits. True when all of it is written; else it goes on when the socket takes more.
  func writeOut(_ connection: Connection) -> Bool {
    if connection.output.isEmpty { return true }
    let waiting = connection.output.waiting
    guard connection.output.write(to: connection.descriptor) else {
      end(connection)
      return false
    }
    guard connection.output.isEmpty else {
      // A file in the output moves without changing what waits.
      if connection.output.waiting < waiting || connection.output.file != nil {
        connection.deadline = now + server.idleTime
      }
      if connection.output.isInterrupted { later(connection) }
      return false
    }
    return true
  }

  /// The answer is out: to the next request, or to the end.
  func goOn(_ connection: Connection) {
    if connection.closesAfterAnswer || isStopping { return linger(connection) }
    connection.phase = .head
    connection.deadline = now + server.idleTime
    connection.hasNews = !connection.input.isEmpty
  }

  /// Says goodbye, and waits a little until the client has heard it: closing at once with unread
  /// bytes would take the answer away from it (RFC 9112, 9.6).
  private func linger(_ connection: Connection) {
    if connection.isAtEnd { return end(connection) }
    shutdown(connection.descriptor, Int32(SHUT_WR))
    connection.phase = .lingering
    connection.input.removeAll()
    connection.hasNews = false
    connection.deadline = now + 2000
    connection.isReadable = true
  }

  /// Answers a request that no page sees; the connection closes when the answer is out. `bytes` are
  /// what its head was being read from.
  func refuse(_ connection: Connection, _ fault: RequestFault, in bytes: Bytes? = nil) {
    let isHead =
      connection.job.map { $0.head.method == .head }
      ?? (connection.parser.head.method == .head)
    let body = Array("\(fault.reason)\n".utf8)
    let id = connection.job?.id ?? stamp.nextID()
    var headers: HTTPFields = [.contentType: "text/plain; charset=utf-8"]
    if fault.status == 405 { headers[.allow] = "GET, HEAD, POST" }
    if fault.status == 503 { headers[.retryAfter] = "5" }
    let head = ResponseHead(
      status: .init(code: fault.status), headers: headers, length: body.count, id: id,
      isSecure: isSecure(connection, bytes), keepsAlive: false, minorVersion: 1)
    ready.append(contentsOf: head.bytes)
    if !isHead { ready.append(contentsOf: body) }
    counters.count(status: fault.status, bytes: body.count)
    server.configuration.log?(
      AccessRecord(
        method: connection.job?.methodName ?? "-",
        path: connection.job.map(server.pathInLog) ?? "-", status: fault.status, bytes: body.count,
        duration: .zero, id: id, address: connection.address))
    connection.job = nil
    connection.body = nil
    connection.hasNews = false
    connection.closesAfterAnswer = true
    connection.phase = .flushing
    connection.deadline = now + server.idleTime
    flushReady(connection)
  }

  /// Where the head could not be read to its end, its lines are looked through for the proxy's word.
  private func isSecure(_ connection: Connection, _ bytes: Bytes?) -> Bool {
    guard connection.isFromProxy, !connection.isSecure, let bytes else {
      return connection.isSecure
    }
    return bytes.split(separator: Byte.lineFeed).contains { line in
      let line = Bytes(rebasing: line)
      guard let colon = line.find(Byte.colon, from: 0),
        Bytes(rebasing: line[..<colon]).matches("x-forwarded-proto")
      else { return false }
      let value = line.from(colon + 1)
      let end = value.last == Byte.carriageReturn ? value.count - 1 : value.count
      return Bytes(rebasing: value[..<end]).trimmed.matches("https")
    }
  }

  /// A worker is done with it.
  func finish(_ connection: Connection, _ answer: Answer) {
    connection.phase = .flushing
    connection.job = nil
    connection.deadline = now + server.idleTime
    guard !answer.isLost else { return end(connection) }
    connection.output.append(answer.rest)
    connection.output.append(answer.file)
    if answer.closes { connection.closesAfterAnswer = true }
    if let topics = answer.topics {
      guard !isStopping else { return end(connection) }
      connection.phase = .streaming
      connection.deadline = now + server.heartbeat
      listen(connection, to: topics, holder: answer.holder)
      _ = writeOut(connection)
    }
    pump(connection)
  }

  /// Writes an event to all who listen. Who does not keep up is let go, and comes back.
  func tell(_ topic: String, _ bytes: [UInt8]) {
    for descriptor in listeners[topic] ?? [] {
      guard let connection = connections[Int(descriptor)] else { continue }
      guard connection.output.waiting < 262_144 else {
        end(connection)
        continue
      }
      connection.output.append(bytes)
      connection.deadline = now + server.heartbeat
      _ = writeOut(connection)
    }
  }
}
