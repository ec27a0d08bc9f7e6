import Glibc

extension EventLoop {
  /// The limit on one connection before all others have their turn: this many reads of 64 kB, or
  /// parts of this many answers. A client that floods us costs the others a millisecond or two at
  /// most.
  private static let stepsPerTurn = 2

  /// Continues with a connection as far as its turn allows: writes waiting output, looks at the
  /// input, reads more. The only place that takes a connection from one phase to the next, so that
  /// nothing here recurses, however many requests come together.
  func pump(_ connection: Connection) {
    var steps = 0
    while isOpen(connection) {
      switch connection.phase {
      case .working, .asking: return
      case .flushing:
        guard writeOut(connection) else { return }
        goOn(connection)
        continue
      case .head where connection.hasNews, .body where connection.hasNews:
        guard steps < Self.stepsPerTurn else { return later(connection) }
        useInput(connection)
      default:
        guard connection.isReadable else { return }
        guard steps < Self.stepsPerTurn else { return later(connection) }
        readOnce(connection)
      }
      steps += 1
    }
  }

  private func readOnce(_ connection: Connection) {
    let count = read(connection.descriptor, readBuffer.baseAddress, readBuffer.count)
    if count > 0 {
      // A short read has emptied the socket: later input is announced again, but not an end that
      // was announced together with these bytes.
      if count < readBuffer.count, !connection.hasHungUp { connection.isReadable = false }
      counters.add(count, to: counters.bytesIn)
      arrived(Bytes(rebasing: readBuffer[..<count]), connection)
    } else if count == 0 {
      connection.isReadable = false
      ended(connection)
    } else if errno == EAGAIN {
      connection.isReadable = false
    } else if errno != EINTR {
      end(connection)
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

  /// The client has closed its side. Complete requests are answered; incomplete ones never will be.
  private func ended(_ connection: Connection) {
    connection.isAtEnd = true
    switch connection.phase {
    case .head where connection.isIdle: end(connection)
    case .head, .body: refuse(connection, .cutShort)
    case .lingering, .streaming: end(connection)
    case .working, .asking, .flushing: connection.closesAfterAnswer = true
    }
  }

  /// Continues with the input that was read before.
  private func useInput(_ connection: Connection) {
    connection.hasNews = false
    let input = connection.input
    guard !input.isEmpty else { return }
    let used = input.withUnsafeBufferPointer { use($0, connection) }
    if used == input.count {
      connection.input.removeAll(keepingCapacity: input.count <= 4096)
    } else if used > 0 {
      connection.input.removeFirst(used)
    }
  }

  /// Reads requests one after the other, and answers those that can be answered from memory; stops
  /// at one that is incomplete, or that keeps the connection busy. Returns how many bytes were
  /// used.
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
          if body.isComplete { try dispatch(connection) }
        default: break loop
        }
      } catch {
        refuse(connection, error, in: rest)
        return bytes.count
      }
    }
    flushReady(connection)
    return used
  }

  /// The head is complete: answers it, reads its body, or hands it on.
  private func begin(_ connection: Connection, _ head: Bytes, hasMore: Bool) throws(RequestFault) {
    let parsed = connection.parser.head
    if connection.isFromProxy { connection.isSecure = isForwardedSecurely(parsed, head) }
    try checkMethod(parsed.method, head, connection)
    try checkHost(parsed, head, connection)
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
    job.client =
      connection.isFromProxy
      ? Network.client(of: server.proxies.client(of: job).address) : connection.client
    let isRead = parsed.method == .get || parsed.method == .head
    if !isRead || parsed.hasBody { job.plan = server.plan(job) }
    if !isRead {
      if job.lane != .pages { job.isKnown = server.isKnown(job) }
    }
    connection.parser.reset()
    connection.job = job
    guard parsed.hasBody else { return try dispatch(connection) }
    let limit = job.plan?.bodyLimit ?? 0
    let kind = try job.bodyKind
    guard parsed.contentLength <= limit else { throw .longBody }
    let isSmall = !parsed.isChunked && parsed.contentLength <= ServerConfiguration.smallBody
    let mayHoldFiles = if case .multipart = kind { true } else { false }
    // An address that accepts only a small form from anyone needs no check.
    if limit <= ServerConfiguration.smallBody || (isSmall && !mayHoldFiles) {
      try beginBody(job, kind, limit: limit, files: .refused, hasMore: hasMore)
    } else {
      job.isQuestion = true
      job.ticket = Ticket()
      try handOver(job)
    }
  }

  /// The sender's session and right have been checked: the body is read.
  func readBody(_ connection: Connection, _ files: FileRule) {
    guard connection.phase == .asking, let job = connection.job else { return }
    connection.phase = .body
    do throws(RequestFault) {
      try beginBody(
        job, job.bodyKind, limit: job.plan?.bodyLimit ?? 0, files: files,
        hasMore: !connection.input.isEmpty)
      connection.hasNews = !connection.input.isEmpty
      flushReady(connection)
    } catch {
      refuse(connection, error)
    }
    pump(connection)
  }

  private func beginBody(
    _ job: Job, _ kind: BodyReader.Kind, limit: Int, files: FileRule, hasMore: Bool
  ) throws(RequestFault) {
    let connection = job.connection
    let body = try BodyReader(
      job.head, kind: kind, limit: limit, folder: server.configuration.uploads,
      limits: server.configuration.limits, files: files,
      room: BodyRoom(
        uploads: server.uploads, memory: server.bodyMemory,
        small: ServerConfiguration.smallBody, client: job.client))
    connection.job?.body = body
    connection.body = body
    connection.phase = .body
    connection.bodyStart = now
    connection.windowStart = now
    connection.windowBytes = 0
    if job.head.expectsContinue, !hasMore {
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

  /// A load balancer uses an address of its own choice for health checks, and the links in emails
  /// use the name that we had when they were sent: their pages need their style. Static files are
  /// the same for everyone and tell nothing. Everything else must be requested by a name of ours.
  /// HTTP/1.0 may leave the name out, but no browser does.
  private func checkHost(
    _ head: Head, _ bytes: Bytes, _ connection: Connection
  ) throws(RequestFault) {
    guard !server.hosts.isOpen, let place = head.authority ?? head.host else { return }
    let host = bytes.slice(place)
    if host.elementsEqual(knownHost) { return }
    let path = bytes.slice(head.path)
    if path.equals("/healthz") || path.equals("/readyz") { return }
    if server.openPrefixes.contains(where: { path.starts(with: $0) }) { return }
    var isByArrival = false
    let isOurs = server.hosts.contains(host) {
      isByArrival = true
      return SocketAddress.local(of: connection.descriptor).host
    }
    guard isOurs || server.files?.answer(path) != nil else { throw .otherHost }
    if isOurs, !isByArrival { knownHost = Array(host) }
  }

  /// The request is complete: it goes to the workers.
  private func dispatch(_ connection: Connection) throws(RequestFault) {
    guard let job = connection.job else { return }
    try handOver(job)
  }

  private func handOver(_ job: Job) throws(RequestFault) {
    let connection = job.connection
    flushReady(connection)
    guard isOpen(connection) else { return }
    if job.lane != .pages, !job.isQuestion, connection.hasHungUp { return end(connection) }
    var job = job
    job.mayWrite = connection.output.isEmpty
    // From here on the worker may write: reports about the queue come before.
    connection.phase = job.isQuestion ? .asking : .working
    if !job.isQuestion {
      connection.job = nil
      connection.body = nil
    }
    connection.waitingIn = job.lane
    connection.waitingClient = job.client
    guard server.queue.add(job) else {
      connection.phase = .flushing
      connection.job = job
      throw .busy
    }
  }
}

extension Job {
  /// The encoding of the body, by its content type.
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
