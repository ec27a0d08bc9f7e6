import CEpoll
import Glibc
import Synchronization

/// One thread that serves many connections: it reads requests to their end, answers from memory,
/// hands the rest to workers, and parks idle and slow connections.
final class EventLoop: @unchecked Sendable {
  enum Message: @unchecked Sendable {
    case accepted(Int32, SocketAddress, Share?)
    case answered(Connection, Answer)
    case admitted(Connection, FileRule)
    case published(topic: String, bytes: [UInt8])
    case over(Set<StreamHolder>)
    case stop
  }

  let server: ServerCore
  let counters = Counters()
  private let poll: Int32
  private let bell: Int32
  private let inbox = Mutex<[Message]>([])
  private let isRung = Atomic(false)
  private let streams = Atomic(0)
  var connections: [Connection?] = []
  var openConnections = 0
  var listeners: [String: Set<Int32>] = [:]
  var listener: Int32?
  var isStopping = false
  var mustEnd = Int.max
  var now = EventLoop.clock()
  var stamp = Stamp()
  let readBuffer = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: 65_536)
  /// Ready answers, gathered for one write.
  var ready: [UInt8] = []
  /// Connections whose turn ended before their work did.
  private var pending: [Connection] = []
  /// The last accepted Host: most requests come with the same.
  var knownHost: [UInt8] = []
  private var swept = 0

  init(_ server: ServerCore) throws {
    self.server = server
    poll = cepoll_create()
    bell = cepoll_bell()
    guard poll >= 0, bell >= 0 else { throw SocketError("Cannot wait for connections") }
    ready.reserveCapacity(131_072)
    watch(bell, edge: false)
  }

  deinit {
    close(poll)
    close(bell)
    readBuffer.deallocate()
  }

  var hasStreams: Bool { streams.load(ordering: .relaxed) > 0 }
  var streamCount: Int { streams.load(ordering: .relaxed) }

  /// Milliseconds that only go forward.
  static func clock() -> Int {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return time.tv_sec * 1000 + time.tv_nsec / 1_000_000
  }

  /// Messages of other threads, read in order.
  func post(_ message: Message) {
    inbox.withLock { $0.append(message) }
    guard !isRung.exchange(true, ordering: .acquiringAndReleasing) else { return }
    var one: UInt64 = 1
    write(bell, &one, 8)
  }

  /// Runs until the server is told to stop and nothing is running any more.
  func run() {
    var events = [cepoll_ready](repeating: cepoll_ready(), count: 256)
    while !isDone {
      let count = cepoll_wait(poll, &events, Int32(events.count), pending.isEmpty ? 250 : 0)
      now = Self.clock()
      stamp.renew(now)
      for event in events.prefix(Int(max(count, 0))) {
        handle(event.descriptor, event.events)
      }
      readInbox()
      lockForm()
      if now - swept >= 200 {
        swept = now
        sweep()
      }
    }
    for connection in connections { if let connection { end(connection) } }
  }

  /// The others have had their turn: each of these gets another.
  private func lockForm() {
    guard !pending.isEmpty else { return }
    let waiting = pending
    pending.removeAll(keepingCapacity: true)
    for connection in waiting {
      connection.isPending = false
      pump(connection)
    }
  }

  /// Continues with this connection after all others have had their turn.
  func later(_ connection: Connection) {
    guard !connection.isPending else { return }
    connection.isPending = true
    pending.append(connection)
  }

  private var isDone: Bool { isStopping && (openConnections == 0 || now >= mustEnd) }

  private func handle(_ descriptor: Int32, _ flags: UInt32) {
    if descriptor == bell {
      var count: UInt64 = 0
      read(bell, &count, 8)
    } else if descriptor == listener {
      accept()
    } else if let connection = connections[Int(descriptor)] {
      wake(connection, flags)
    }
  }

  private func readInbox() {
    guard isRung.exchange(false, ordering: .acquiringAndReleasing) else { return }
    let messages = inbox.withLock { inbox in
      let messages = inbox
      inbox.removeAll(keepingCapacity: true)
      return messages
    }
    for message in messages {
      switch message {
      case .accepted(let descriptor, let address, let share):
        take(descriptor, address, isExtra: false, share)
      case .answered(let connection, let answer): finish(connection, answer)
      case .admitted(let connection, let files): readBody(connection, files)
      case .published(let topic, let bytes): tell(topic, bytes)
      case .over(let holders): endStreams(of: holders)
      case .stop: stop()
      }
    }
  }

  private func wake(_ connection: Connection, _ flags: UInt32) {
    if flags & cepoll_error != 0, !connection.isWithWorker {
      return end(connection)
    }
    if flags & cepoll_half_closed != 0, connection.phase == .streaming { return end(connection) }
    if flags & cepoll_half_closed != 0 { connection.hasHungUp = true }
    if flags & (cepoll_in | cepoll_half_closed) != 0 { connection.isReadable = true }
    // A sign-in that waits for its turn is given up with its client: a place there is worth more
    // than an answer to a client that has closed its side.
    if flags & (cepoll_half_closed | cepoll_error) != 0, connection.phase == .working,
      connection.waitingIn != .pages,
      server.queue.withdraw(connection, of: connection.waitingClient)
    {
      connection.phase = .lingering
      return end(connection)
    }
    // The answers of the other phases are written when those continue.
    let mayWrite =
      switch connection.phase {
      case .head, .body, .streaming: flags & cepoll_out != 0
      case .asking, .working, .flushing, .lingering: false
      }
    if mayWrite { _ = writeOut(connection) }
    pump(connection)
  }

  /// Edge-triggered: each connection is made known once, for reading and writing.
  func watch(_ descriptor: Int32, edge: Bool) {
    _ = edge ? cepoll_watch_edges(poll, descriptor) : cepoll_watch(poll, descriptor)
  }

  func isOpen(_ connection: Connection) -> Bool {
    connections[Int(connection.descriptor)] === connection
  }

  func end(_ connection: Connection) {
    // A worker may be writing to it: its answer will bring it back here.
    guard !connection.isWithWorker, isOpen(connection) else { return }
    leaveTopics(connection)
    // A worker that is busy with it stops.
    connection.phase = .lingering
    connections[Int(connection.descriptor)] = nil
    openConnections -= 1
    server.closed(isExtra: connection.isExtra)
    close(connection.descriptor)
  }

  func listen(_ connection: Connection, to topics: [String], holder: StreamHolder?) {
    connection.topics = topics
    connection.holder = holder
    if let holder { server.events.opened(holder) }
    for topic in topics { listeners[topic, default: []].insert(connection.descriptor) }
    streams.wrappingAdd(1, ordering: .relaxed)
  }

  private func leaveTopics(_ connection: Connection) {
    guard connection.phase == .streaming else { return }
    streams.wrappingSubtract(1, ordering: .relaxed)
    if let holder = connection.holder { server.events.closed(holder) }
    for topic in connection.topics {
      listeners[topic]?.remove(connection.descriptor)
      if listeners[topic]?.isEmpty == true { listeners[topic] = nil }
    }
  }

  private func endStreams(of holders: Set<StreamHolder>) {
    for case let connection? in connections where connection.phase == .streaming {
      if let holder = connection.holder, holders.contains(holder) { end(connection) }
    }
  }
}
