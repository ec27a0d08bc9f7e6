import CEpoll
import Foundation
import Glibc
import HTTPTypes
import Synchronization

/// An HTTP/1.1 server: loops that wait for connections, and workers that answer.
package final class Server: Sendable {
  private let core: ServerCore
  private let listener = Mutex<Listener?>(nil)

  /// `bodyLimit` says how many bytes the body of a request may have, by its method and path.
  package init(
    _ configuration: ServerConfiguration,
    bodyLimit: @escaping @Sendable (HTTPRequest.Method, String) -> Int,
    handler: @escaping @Sendable (Request) -> Response
  ) {
    core = ServerCore(configuration, bodyLimit: bodyLimit, handler: handler)
  }

  package var events: EventHub { core.events }

  /// Where the server listens; known as soon as `listen` or `run` has opened the port.
  package var port: Int { listener.withLock { $0?.port } ?? core.configuration.port }

  /// The text of `/metrics`.
  package var metrics: String { core.metrics.text }

  /// Opens the port, so that clients may connect; they are answered when `run` is called.
  package func listen() throws {
    try listener.withLock { listener in
      guard listener == nil else { return }
      listener = try Listener(host: core.configuration.host, port: core.configuration.port)
    }
  }

  /// Answers requests until `stop` is called and what was running then is finished.
  package func run() throws {
    try listen()
    guard let descriptor = listener.withLock({ $0?.descriptor }) else { return }
    try core.run(descriptor)
  }

  /// May be called from any thread.
  package func stop() {
    core.stop()
  }
}

/// What loops and workers share.
final class ServerCore: Sendable {
  enum Place {
    case taken(EventLoop)
    case extra
    case none
  }

  let configuration: ServerConfiguration
  let handler: @Sendable (Request) -> Response
  let queue = WorkQueue()
  let events = EventHub()
  let proxies: Proxies
  let pageCounters = Counters()
  let files: StaticFiles?
  let headerTime: Int
  let idleTime: Int
  let bodyWindow: Int
  let stopTime: Int
  let heartbeat: Int
  private let limitOfBody: @Sendable (HTTPRequest.Method, String) -> Int
  private let loops = Mutex<[EventLoop]>([])
  private let open = Atomic(0)
  private let extra = Atomic(0)
  private let next = Atomic(0)
  private let stopping = Atomic(false)
  private let spare = Mutex(Glibc.open("/dev/null", O_RDONLY | O_CLOEXEC))
  private let room: Int

  init(
    _ configuration: ServerConfiguration,
    bodyLimit: @escaping @Sendable (HTTPRequest.Method, String) -> Int,
    handler: @escaping @Sendable (Request) -> Response
  ) {
    self.configuration = configuration
    self.handler = handler
    limitOfBody = bodyLimit
    proxies = Proxies(configuration.proxies)
    files = configuration.files
    headerTime = Int(configuration.headerTime / .milliseconds(1))
    idleTime = Int(configuration.idleTime / .milliseconds(1))
    bodyWindow = Int(configuration.bodyWindow / .milliseconds(1))
    stopTime = Int(configuration.stopTime / .milliseconds(1))
    heartbeat = Int(configuration.heartbeat / .milliseconds(1))
    // Some descriptors are left for files, the database and those that are turned away.
    let descriptors = Listener.raiseDescriptorLimit()
    room = min(configuration.connections, max(descriptors - 512, descriptors / 2))
  }

  var isStopping: Bool { stopping.load(ordering: .relaxed) }

  var metrics: MetricsText {
    let loops = loops.withLock { $0 }
    return MetricsText(
      counters: loops.map(\.counters) + [pageCounters], open: open.load(ordering: .relaxed),
      streams: loops.reduce(0) { $0 + $1.streamCount }, queued: queue.count)
  }

  func run(_ listener: Int32) throws {
    let made = try (0..<max(configuration.loops, 1)).map { _ in try EventLoop(self) }
    loops.withLock { $0 = made }
    events.connect(made)
    for loop in made where isStopping { loop.post(.stop) }
    made[0].listener = listener
    made[0].watch(listener, edge: false)
    for _ in 0..<configuration.workers { Thread.detachNewThread { Worker(server: self).run() } }
    let ending = DispatchGroup()
    for loop in made.dropFirst() {
      ending.enter()
      Thread.detachNewThread {
        loop.run()
        ending.leave()
      }
    }
    made[0].run()
    ending.wait()
    queue.close(configuration.workers)
    events.connect([])
    loops.withLock { $0 = [] }
  }

  func stop() {
    stopping.store(true, ordering: .relaxed)
    for loop in loops.withLock({ $0 }) { loop.post(.stop) }
  }

  /// Where a new connection goes.
  func place() -> Place {
    if open.load(ordering: .relaxed) < room {
      open.wrappingAdd(1, ordering: .relaxed)
      let number = next.wrappingAdd(1, ordering: .relaxed).oldValue
      return loops.withLock { .taken($0[number % $0.count]) }
    }
    guard extra.load(ordering: .relaxed) < 256 else { return .none }
    extra.wrappingAdd(1, ordering: .relaxed)
    return .extra
  }

  func closed(isExtra: Bool) {
    if isExtra {
      extra.wrappingSubtract(1, ordering: .relaxed)
    } else {
      open.wrappingSubtract(1, ordering: .relaxed)
    }
  }

  /// The system has no descriptor left: one that was kept for this is lent, so that the client is
  /// let go and not left waiting.
  func turnAwayWithoutDescriptor(_ listener: Int32) {
    spare.withLock { spare in
      close(spare)
      let descriptor = cepoll_accept(listener, nil)
      if descriptor >= 0 { close(descriptor) }
      spare = Glibc.open("/dev/null", O_RDONLY | O_CLOEXEC)
    }
  }

  func bodyLimit(_ job: Job) -> Int {
    limitOfBody(HTTPRequest.Method(rawValue: job.methodName) ?? .post, job.decodedPath ?? job.path)
  }

  func mayReadMetrics(_ request: Request) -> Bool {
    configuration.metricsAreOpen || request.address == "::1" || request.address.hasPrefix("127.")
  }
}
