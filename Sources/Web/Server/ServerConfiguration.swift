import Foundation

/// How the server is to run. The times and sizes are the promises of docs/security.md.
package struct ServerConfiguration: Sendable {
  package var host = "127.0.0.1"
  /// 0: any that is free; `Server.port` tells which.
  package var port = 8080
  /// Threads that answer; each may hold one database connection.
  package var workers = 8
  /// Threads that read and write. One fills a core with 100,000 small answers a second; more than
  /// half of the cores only take turns with those who ask (p99 of 3 ms and not of 0.3).
  package var loops = min(max(ProcessInfo.processInfo.activeProcessorCount / 2, 1), 8)
  package var connections = 12_000
  package var limits = HeadParser.Limits()
  package var headerTime = Duration.seconds(10)
  package var idleTime = Duration.seconds(60)
  /// A body must bring so many bytes a second on average over each `bodyWindow`.
  package var bodyBytesPerSecond = 500
  package var bodyWindow = Duration.seconds(20)
  /// What is running when the server is told to stop may go on for so long.
  package var stopTime = Duration.seconds(30)
  package var heartbeat = Duration.seconds(15)
  /// Where uploads lie until their request is answered.
  package var uploads = FileManager.default.temporaryDirectory
  /// Addresses or networks (`10.0.0.0/8`) whose `X-Forwarded-For` and `-Proto` are believed.
  package var proxies: [String] = []
  /// Files answered without a page function.
  package var files: StaticFiles?
  /// The answer of `/readyz`.
  package var ready: @Sendable () -> Response = { .text("ready\n") }
  /// More lines for `/metrics`, in Prometheus' text form.
  package var moreMetrics: @Sendable () -> String = { "" }
  /// `/metrics` is answered to everybody, not to this machine only.
  package var metricsAreOpen = false
  /// Told of each answer; of files and `/healthz` only when `logsFiles` is set: they are answered
  /// faster than lines are written.
  package var log: (@Sendable (AccessRecord) -> Void)?
  package var logsFiles = false

  package init() {}
}

/// One line of the access log. `path` is as it was sent: still percent-encoded, without the query.
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
