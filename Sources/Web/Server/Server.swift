import CEpoll
import Foundation
import Glibc
import HTTPTypes
import Synchronization

/// An HTTP/1.1 server: event loops that wait for connections, and workers that answer.
package final class Server: Sendable {
  private let core: ServerCore
  private let listener = Mutex<Listener?>(nil)

  /// `plan` is called for each request that may have a body or change something, with its method
  /// and path. `admit` is called, on a worker, before the server reads a body that is larger than
  /// `ServerConfiguration.smallBody`, has files, or does not state its length; if the limit is no
  /// larger than that, `admit` is not called and no file is accepted.
  package init(
    _ configuration: ServerConfiguration,
    plan: @escaping @Sendable (HTTPRequest.Method, String) -> RequestPlan,
    admit: @escaping @Sendable (Request) -> Admission = { _ in .admitted },
    handler: @escaping @Sendable (Request) -> Response
  ) {
    core = ServerCore(
      configuration, plan: plan, admit: admit, handler: handler)
  }

  package var events: EventHub { core.events }

  /// The server's port; known as soon as `listen` or `run` has opened it.
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

  /// Answers requests until `stop` is called and the running ones are finished.
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

/// The state that loops and workers share.
final class ServerCore: Sendable {
  enum ConnectionAdmission {
    case taken(EventLoop, Share?)
    case extra
    case none
  }

  let configuration: ServerConfiguration
  let handler: @Sendable (Request) -> Response
  let admit: @Sendable (Request) -> Admission
  let queue: WorkQueue
  let uploads: Shares
  let bodyMemory: Shares
  let hosts: HostNames
  /// `/u/` and similar.
  let openPrefixes: [[UInt8]]
  let events = EventHub()
  let proxies: Proxies
  let pageCounters = Counters()
  let files: StaticFiles?
  let headerTime: Int
  let idleTime: Int
  let bodyWindow: Int
  let bodyGrace: Int
  let bodyTime: Int
  let stopTime: Int
  let heartbeat: Int
  private let planOf: @Sendable (HTTPRequest.Method, String) -> RequestPlan
  private let connections: Shares
  private let workers = Mutex<[Worker]>([])
  /// Workers whose request was given up and that have not returned.
  private let stuck = Atomic(0)
  private let givenUp = Atomic(0)
  private let loops = Mutex<[EventLoop]>([])
  private let open = Atomic(0)
  private let extra = Atomic(0)
  private let next = Atomic(0)
  private let stopping = Atomic(false)
  private let reserveDescriptor = Mutex(Glibc.open("/dev/null", O_RDONLY | O_CLOEXEC))
  private let connectionLimit: Int

  init(
    _ configuration: ServerConfiguration,
    plan: @escaping @Sendable (HTTPRequest.Method, String) -> RequestPlan,
    admit: @escaping @Sendable (Request) -> Admission,
    handler: @escaping @Sendable (Request) -> Response
  ) {
    self.configuration = configuration
    self.handler = handler
    self.admit = admit
    planOf = plan
    hosts = HostNames(configuration.hosts)
    openPrefixes = configuration.roomsOfAnyHost.map { Array("/\($0)/".utf8) }
    connections = Shares(perClient: configuration.connectionsPerClient)
    uploads = Shares(
      most: configuration.uploadsInFlight, perClient: configuration.uploadsPerClient,
      leftToNewcomers: configuration.uploadsInFlight / 4)
    bodyMemory = Shares(
      most: configuration.bodyMemory, perClient: configuration.bodyMemoryPerClient)
    let part = max(configuration.workers / 4, 1)
    // Few hash simultaneously, and one request too many there is refused immediately: there is one
    // worker more than hash or wait, or known browsers would wait behind a flood of strangers.
    let hashing = max(min(configuration.workers / 2 + 1, configuration.workers - 1), 1)
    queue = WorkQueue(
      WorkQueue.Limits(
        waiting: configuration.queued, waitingPerClient: configuration.queuedPerClient,
        runningPerClient: max(configuration.workers - part, 1),
        running: [.network: part, .passwords: hashing],
        waitingInLane: configuration.queuedPerLane,
        waitingInLanePerClient: configuration.queuedPerLaneAndClient))
    proxies = Proxies(configuration.proxies)
    files = configuration.files
    headerTime = Int(configuration.headerTime / .milliseconds(1))
    idleTime = Int(configuration.idleTime / .milliseconds(1))
    bodyWindow = Int(configuration.bodyWindow / .milliseconds(1))
    bodyGrace = Int(configuration.bodyGrace / .milliseconds(1))
    bodyTime = Int(configuration.bodyTime / .milliseconds(1))
    stopTime = Int(configuration.stopTime / .milliseconds(1))
    heartbeat = Int(configuration.heartbeat / .milliseconds(1))
    // Some descriptors are left for files, the database and connections that are refused.
    let descriptors = Listener.raiseDescriptorLimit()
    connectionLimit = min(configuration.connections, max(descriptors - 512, descriptors / 2))
  }

  var isStopping: Bool { stopping.load(ordering: .relaxed) }

  var metrics: MetricsText {
    let loops = loops.withLock { $0 }
    return MetricsText(
      counters: loops.map(\.counters) + [pageCounters], open: open.load(ordering: .relaxed),
      streams: loops.reduce(0) { $0 + $1.streamCount }, queued: queue.count,
      uploads: uploads.total, bodyBytes: bodyMemory.total, givenUp: givenUp.load(ordering: .relaxed)
    )
  }

  func run(_ listener: Int32) throws {
    TemporaryFile.removeAbandoned(in: configuration.uploads)
    let made = try (0..<max(configuration.loops, 1)).map { _ in try EventLoop(self) }
    loops.withLock { $0 = made }
    events.connect(made)
    for loop in made where isStopping { loop.post(.stop) }
    made[0].listener = listener
    made[0].watch(listener, edge: false)
    for _ in 0..<configuration.workers { startWorker() }
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
    queue.close()
    events.connect([])
    loops.withLock { $0 = [] }
  }

  func stop() {
    stopping.store(true, ordering: .relaxed)
    for loop in loops.withLock({ $0 }) { loop.post(.stop) }
  }

  private func startWorker() {
    let worker = Worker(server: self)
    workers.withLock { $0.append(worker) }
    Thread.detachNewThread { worker.run() }
  }

  /// Gives up the requests that a worker has had for too long; see `pageTime`.
  func giveUpLatePages() {
    let latest = ContinuousClock.now - configuration.pageTime
    for worker in workers.withLock({ $0 }) where worker.giveUp(begunBefore: latest) {
      givenUp.wrappingAdd(1, ordering: .relaxed)
      guard stuck.load(ordering: .relaxed) < configuration.workers else { continue }
      stuck.wrappingAdd(1, ordering: .relaxed)
      worker.mustLeave()
      workers.withLock { $0.removeAll { $0 === worker } }
      startWorker()
    }
  }

  /// A worker that was replaced has returned.
  func left() {
    stuck.wrappingSubtract(1, ordering: .relaxed)
  }

  /// Chooses the loop of a new connection.
  func admitConnection(from address: SocketAddress) -> ConnectionAdmission {
    if open.load(ordering: .relaxed) < connectionLimit {
      var share: Share?
      if !proxies.contains(address.host) {
        share = connections.take(Network.client(of: address.host))
        if share == nil { return admitExtra() }
      }
      open.wrappingAdd(1, ordering: .relaxed)
      let number = next.wrappingAdd(1, ordering: .relaxed).oldValue
      return loops.withLock { .taken($0[number % $0.count], share) }
    }
    return admitExtra()
  }

  private func admitExtra() -> ConnectionAdmission {
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

  /// The system has no descriptor left: a reserved one is lent, so that the client is refused and
  /// not left waiting.
  func rejectWhenOutOfDescriptors(_ listener: Int32) {
    reserveDescriptor.withLock { reserveDescriptor in
      close(reserveDescriptor)
      let descriptor = cepoll_accept(listener, nil)
      if descriptor >= 0 { close(descriptor) }
      reserveDescriptor = Glibc.open("/dev/null", O_RDONLY | O_CLOEXEC)
    }
  }

  func plan(_ job: Job) -> RequestPlan {
    planOf(HTTPRequest.Method(rawValue: job.methodName) ?? .post, job.decodedPath ?? job.path)
  }

  func isKnown(_ job: Job) -> Bool {
    configuration.isKnown(CookieHeader.read(Array(job.value(of: "cookie").utf8)))
  }

  func pathInLog(_ job: Job) -> String {
    configuration.pathInLog(job.decodedPath ?? job.path) ?? job.path
  }

  func pathInLog(_ path: String) -> String { configuration.pathInLog(path) ?? path }

  func mayReadMetrics(_ request: Request) -> Bool {
    configuration.metricsAreOpen || request.isLocal
  }
}
