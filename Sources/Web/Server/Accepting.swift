import CEpoll
import Glibc

extension EventLoop {
  /// Accepts some of the waiting connections and distributes them among the loops. The rest are
  /// announced again after the existing connections have had their turn.
  func accept() {
    guard let listener else { return }
    for _ in 0..<256 {
      var storage = sockaddr_storage()
      let descriptor = cepoll_accept(listener, &storage)
      guard descriptor >= 0 else {
        if errno == EINTR || errno == ECONNABORTED { continue }
        if errno == EMFILE || errno == ENFILE { server.rejectWhenOutOfDescriptors(listener) }
        return
      }
      admit(descriptor, SocketAddress(&storage))
    }
  }

  private func admit(_ descriptor: Int32, _ address: SocketAddress) {
    switch server.admitConnection(from: address) {
    case .taken(let loop, let share):
      if loop === self {
        take(descriptor, address, isExtra: false, share)
      } else {
        loop.post(.accepted(descriptor, address, share))
      }
    case .extra: take(descriptor, address, isExtra: true, nil)
    case .none: close(descriptor)
    }
  }

  func take(_ descriptor: Int32, _ address: SocketAddress, isExtra: Bool, _ share: Share?) {
    var yes: Int32 = 1
    setsockopt(
      descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, &yes,
      socklen_t(MemoryLayout<Int32>.size))
    let connection = Connection(
      descriptor, address: address.host, isFromProxy: server.proxies.contains(address.host),
      isExtra: isExtra, share: share, limits: server.configuration.limits)
    while connections.count <= Int(descriptor) { connections.append(nil) }
    connections[Int(descriptor)] = connection
    openConnections += 1
    if isExtra {
      counters.add(1, to: counters.turnedAway)
    } else {
      counters.add(1, to: counters.opened)
    }
    connection.deadline = now + server.idleTime
    watch(descriptor, edge: true)
    if isExtra { turnAway(connection) }
  }

  /// One connection too many: refused immediately.
  private func turnAway(_ connection: Connection) {
    let text =
      "HTTP/1.1 503 Service Unavailable\r\nRetry-After: 5\r\nContent-Length: 0\r\n"
      + ResponseHead.ofOurOwn + "Connection: close\r\n\r\n"
    connection.output.append(Array(text.utf8))
    connection.closesAfterAnswer = true
    connection.phase = .flushing
    counters.count(status: 503, bytes: 0)
    pump(connection)
  }

  /// Looks for connections that timed out, and keeps the event streams alive.
  func sweep() {
    if listener != nil { server.giveUpLatePages() }
    for case let connection? in connections {
      switch connection.phase {
      case .working, .asking: break
      case .body: checkPace(connection)
      case .streaming where now >= connection.deadline: beat(connection)
      case .head where now >= connection.deadline && !connection.isIdle:
        refuse(connection, .slow)
        pump(connection)
      default: if now >= connection.deadline { end(connection) }
      }
    }
  }

  /// A body must come at a minimum rate, however long it is, and be complete after a certain time.
  private func checkPace(_ connection: Connection) {
    guard let body = connection.body else { return }
    let age = now - connection.bodyStart
    guard age < server.bodyTime,
      body.received * 1000 >= (age - server.bodyGrace) * server.configuration.bodyAverage
    else {
      refuse(connection, .slow)
      return pump(connection)
    }
    guard now - connection.windowStart >= server.bodyWindow else { return }
    let bytes = body.received - connection.windowBytes
    guard bytes * 1000 >= server.configuration.bodyBytesPerSecond * server.bodyWindow else {
      refuse(connection, .slow)
      return pump(connection)
    }
    connection.windowStart = now
    connection.windowBytes = body.received
  }

  private func beat(_ connection: Connection) {
    guard connection.output.isEmpty else { return end(connection) }
    connection.deadline = now + server.heartbeat
    connection.output.append(":\n\n".utf8)
    _ = writeOut(connection)
  }

  /// Accepts no new connections, closes idle ones, and lets the others finish.
  func stop() {
    guard !isStopping else { return }
    isStopping = true
    mustEnd = now + server.stopTime
    if let listener { close(listener) }
    listener = nil
    for case let connection? in connections
    where connection.isIdle || connection.phase == .streaming {
      end(connection)
    }
  }
}
