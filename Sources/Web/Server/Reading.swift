import Glibc

extension EventLoop {
  /// Reads until the socket is empty or a request keeps the connection busy.
  func readMore(_ connection: Connection) {
    while connection.isReadable, mayRead(connection) {
      let count = read(connection.descriptor, readBuffer.baseAddress, readBuffer.count)
      if count > 0 {
        // A short read has emptied the socket: what comes later is announced anew, but not an end
        // that was announced together with these bytes.
        if count < readBuffer.count, !connection.hasHungUp { connection.isReadable = false }
        counters.add(count, to: counters.bytesIn)
        arrived(Bytes(rebasing: readBuffer[..<count]), connection)
      } else if count == 0 {
        connection.isReadable = false
        return ended(connection)
      } else if errno == EAGAIN {
        connection.isReadable = false
      } else if errno != EINTR {
        return end(connection)
      }
    }
  }

  private func mayRead(_ connection: Connection) -> Bool {
    guard connections[Int(connection.descriptor)] === connection else { return false }
    switch connection.phase {
    case .head, .body, .lingering, .streaming: return true
    case .working, .flushing: return false
    }
  }

  private func arrived(_ bytes: Bytes, _ connection: Connection) {
    switch connection.phase {
    case .lingering, .streaming: return
    default: break
    }
    if connection.input.isEmpty {
      let used = use(bytes, connection)
      if used < bytes.count { connection.input.append(contentsOf: bytes[used...]) }
    } else {
      connection.input.append(contentsOf: bytes)
      useInput(connection)
    }
  }

  /// The client has said its last. What is complete is answered; the rest never will be.
  private func ended(_ connection: Connection) {
    connection.isAtEnd = true
    switch connection.phase {
    case .head where connection.isIdle: end(connection)
    case .head, .body: refuse(connection, .cutShort)
    case .lingering, .streaming: end(connection)
    case .working, .flushing: connection.closesAfterAnswer = true
    }
  }

  /// Goes on with what was read before.
  func useInput(_ connection: Connection) {
    guard !connection.input.isEmpty else { return }
    let input = connection.input
    let used = input.withUnsafeBufferPointer { use($0, connection) }
    if used == input.count {
      connection.input.removeAll(keepingCapacity: input.count <= 4096)
    } else if used > 0 {
      connection.input.removeFirst(used)
    }
  }

  /// Reads requests one after the other, and answers those that lie ready; stops at one that is
  /// not complete, or that keeps the connection busy. Answers how many bytes were used.
  private func use(_ bytes: Bytes, _ connection: Connection) -> Int {
    var used = 0
    loop: while used < bytes.count {
      let rest = bytes.from(used)
      do throws(RequestFault) {
        switch connection.phase {
        case .head:
          let wasFresh = connection.parser.isFresh
          guard let length = try connection.parser.parse(rest) else {
            if wasFresh { connection.deadline = now + server.headerTime }
            break loop
          }
          try begin(
            connection, Bytes(rebasing: rest[..<length]), hasMore: used + length < bytes.count)
          used += length
        case .body:
          guard let body = connection.body else { break loop }
          used += try body.take(rest)
          if body.isComplete { dispatch(connection) }
        default: break loop
        }
      } catch {
        refuse(connection, error)
        return bytes.count
      }
    }
    flushReady(connection)
    return connection.phase == .lingering ? bytes.count : used
  }

  /// The head is complete: answers it, reads its body, or hands it on.
  private func begin(_ connection: Connection, _ head: Bytes, hasMore: Bool) throws(RequestFault) {
    try checkMethod(connection.parser.head.method, head, connection)
    let parsed = connection.parser.head
    if !parsed.hasBody, parsed.pathIsPlain,
      let answer = server.files?.answer(head.slice(parsed.path))
    {
      answerReady(connection, answer, head)
      connection.parser.reset()
      return
    }
    var job = Job(
      connection: connection, loop: self, head: parsed, bytes: Array(head), id: stamp.nextID(),
      began: .now)
    connection.parser.reset()
    guard parsed.hasBody else {
      connection.job = job
      return dispatch(connection)
    }
    let limit = server.bodyLimit(job)
    guard parsed.contentLength <= limit else { throw .longBody }
    let body = BodyReader(
      parsed, kind: try job.bodyKind, limit: limit, folder: server.configuration.uploads,
      limits: server.configuration.limits)
    job.body = body
    connection.job = job
    connection.body = body
    connection.phase = .body
    connection.windowStart = now
    connection.windowBytes = 0
    if parsed.expectsContinue, !hasMore {
      ready.append(contentsOf: "HTTP/1.1 100 Continue\r\n\r\n".utf8)
    }
  }

  private func checkMethod(
    _ method: Head.Method, _ head: Bytes, _ connection: Connection
  ) throws(RequestFault) {
    switch method {
    case .trace, .connect: throw RequestFault(405, "This method is not answered here.")
    case .other:
      guard head.slice(connection.parser.head.methodName).equals("TRACK") else {
        throw .unknownMethod
      }
      throw RequestFault(405, "This method is not answered here.")
    default: break
    }
  }

  /// The request is complete: to the workers.
  private func dispatch(_ connection: Connection) {
    guard var job = connection.job else { return }
    flushReady(connection)
    guard connections[Int(connection.descriptor)] === connection else { return }
    job.mayWrite = connection.output.isEmpty
    connection.job = nil
    connection.body = nil
    connection.phase = .working
    server.queue.add(job)
  }
}

extension Job {
  /// How the body is written, by its content type.
  var bodyKind: BodyReader.Kind {
    get throws(RequestFault) {
      guard let type = contentType else { return .other }
      let name = type.prefix { $0 != ";" && $0 != " " }.lowercased()
      if name == "application/x-www-form-urlencoded" { return .form }
      guard name == "multipart/form-data" else { return .other }
      guard let boundary = HeaderParameter.value(of: "boundary", in: type),
        (1...70).contains(boundary.utf8.count)
      else { throw .form }
      return .multipart(boundary: boundary)
    }
  }

  private var contentType: String? {
    bytes.withUnsafeBufferPointer { bytes in
      head.fields.last { bytes.slice($0.name).matches("content-type") }.map {
        bytes.slice($0.value).text
      }
    }
  }
}
