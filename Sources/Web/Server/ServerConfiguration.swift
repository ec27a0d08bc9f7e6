import Foundation

/// The server's configuration. WebTests test the behavior at each limit of time and size.
package struct ServerConfiguration: Sendable {
  package var host = "127.0.0.1"
  /// 0: any that is free; `Server.port` tells which.
  package var port = 8080
  /// Threads that answer; each may hold one database connection.
  package var workers = 8
  /// Threads that read and write. One fills a core with 100,000 small answers a second; more than
  /// half of the cores only take turns with the clients (p99 of 3 ms and not of 0.3).
  package var loops = min(max(ProcessInfo.processInfo.activeProcessorCount / 2, 1), 8)
  package var connections = 12_000
  /// A client is an IPv4 address or a /64 of IPv6; behind a proxy of ours, the one that it reports.
  /// Connections of proxies are not counted, because they are shared. An office behind one address
  /// needs about eight for each person who has pages open.
  package var connectionsPerClient = 512
  /// Requests with a part on our disk. A quarter of the places is left to clients that hold none.
  package var uploadsInFlight = 32
  package var uploadsPerClient = 4
  /// Bytes of bodies of more than `smallBody` that are kept in memory until their request is answered.
  package var bodyMemory = 64 << 20
  package var bodyMemoryPerClient = 8 << 20
  /// Requests that wait for a worker.
  package var queued = 2048
  package var queuedPerClient = 256
  /// Requests that wait in each lane except `pages`: more would be answered long after their
  /// clients have gone. Known browsers have as many places again.
  package var queuedPerLane = 16
  package var queuedPerLaneAndClient = 8
  /// Whether these cookies are those of a browser in which someone has signed in here. Called on
  /// the thread that reads, so it must take only microseconds.
  package var isKnown: @Sendable (_ cookies: [String: String]) -> Bool = { _ in false }
  package var limits = HeadParser.Limits()
  package var headerTime = Duration.seconds(10)
  package var idleTime = Duration.seconds(60)
  /// A body must average this many bytes a second over each `bodyWindow`.
  package var bodyBytesPerSecond = 500
  package var bodyWindow = Duration.seconds(20)
  /// Over all of its time, a body must average this many bytes a second after the first minute, and
  /// be complete within `bodyTime`: 2 GB at 2.4 Mbit/s. Otherwise a few slow clients would hold all
  /// places of uploads for days.
  package var bodyGrace = Duration.seconds(60)
  package var bodyAverage = 16 << 10
  package var bodyTime = Duration.seconds(7200)
  /// A request that a worker has had for this long is given up: its client is answered 503, and
  /// another worker takes the place of the one that has it. That one cannot be ended, as no thread
  /// can; it ends when its page returns. As many requests may be given up simultaneously as there
  /// are workers; if more are stuck, they do hold workers.
  package var pageTime = Duration.seconds(60)
  /// Running requests may take this long after the server is told to stop; the program needs some
  /// of its 30 s for the rest.
  package var stopTime = Duration.seconds(20)
  package var heartbeat = Duration.seconds(15)
  /// The folder of uploads until their request is answered.
  package var uploads = FileManager.default.temporaryDirectory
  /// Addresses or networks (`10.0.0.0/8`) whose `X-Forwarded-For` and `-Proto` are believed.
  package var proxies: [String] = []
  /// Names and addresses under which pages are available, besides loopback and the address that a
  /// connection came to; any other is answered 421. Empty: any name is accepted.
  package var hosts: [String] = []
  /// Paths that are answered under any name, each a first piece: `u` for all below `/u/`. For links
  /// in emails, which outlive the name that they were sent with. Their answers must not depend on a
  /// session.
  package var roomsOfAnyHost: [String] = []
  /// Files answered without a page function.
  package var files: StaticFiles?
  /// The answer of `/readyz`.
  package var ready: @Sendable () -> Response = { .text("ready\n") }
  /// More lines for `/metrics`, in Prometheus' text form.
  package var moreMetrics: @Sendable () -> String = { "" }
  /// `/metrics` is answered to everyone, not only to this machine.
  package var metricsAreOpen = false
  /// The logged path for a path that contains a secret; nil: the path itself.
  package var pathInLog: @Sendable (String) -> String? = { _ in nil }
  /// Called for each answer; for files and `/healthz` only if `logsFiles` is set: they are answered
  /// faster than lines are written.
  package var log: (@Sendable (AccessRecord) -> Void)?
  package var logsFiles = false

  package init() {}

  /// Bytes of a body that are read into memory before its sender is checked: a form to sign in or
  /// to unsubscribe. With all connections busy this is 200 MB.
  package static let smallBody = 16 << 10
}

/// One line of the access log. `path` is as it was sent: still percent-encoded, without the query,
/// and without secrets.
package struct AccessRecord: Sendable {
  package let method: String
  package let path: String
  package let status: Int
  /// Of the body.
  package let bytes: Int
  package let duration: Duration
  package let id: String
  package let address: String
}
