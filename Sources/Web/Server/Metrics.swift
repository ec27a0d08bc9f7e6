import Synchronization

/// What the threads count. Each loop has its own, so that they do not wait for each other's memory.
final class Counters: Sendable {
  let informed = Atomic(0)
  let succeeded = Atomic(0)
  let redirected = Atomic(0)
  let refused = Atomic(0)
  let failed = Atomic(0)
  let opened = Atomic(0)
  let turnedAway = Atomic(0)
  let bytesIn = Atomic(0)
  let bytesOut = Atomic(0)
  let pages = Atomic(0)
  let microseconds = Atomic(0)

  func count(status: Int, bytes: Int) {
    switch status {
    case ..<200: add(1, to: informed)
    case ..<300: add(1, to: succeeded)
    case ..<400: add(1, to: redirected)
    case ..<500: add(1, to: refused)
    default: add(1, to: failed)
    }
    add(bytes, to: bytesOut)
  }

  func add(_ number: Int, to counter: borrowing Atomic<Int>) {
    counter.wrappingAdd(number, ordering: .relaxed)
  }
}

/// The text of `/metrics`.
struct MetricsText {
  let counters: [Counters]
  let open: Int
  let streams: Int
  let queued: Int
  let uploads: Int
  let bodyBytes: Int
  let givenUp: Int

  var text: String {
    var text = ""
    text += head("overture_http_answers_total", "counter", "Answers, by the class of their status.")
    text += answers("1xx") { $0.informed.load(ordering: .relaxed) }
    text += answers("2xx") { $0.succeeded.load(ordering: .relaxed) }
    text += answers("3xx") { $0.redirected.load(ordering: .relaxed) }
    text += answers("4xx") { $0.refused.load(ordering: .relaxed) }
    text += answers("5xx") { $0.failed.load(ordering: .relaxed) }
    text += counter("overture_http_connections_total", "Connections taken.") {
      $0.opened.load(ordering: .relaxed)
    }
    text += counter("overture_http_connections_refused_total", "Connections beyond the limit.") {
      $0.turnedAway.load(ordering: .relaxed)
    }
    text += counter("overture_http_received_bytes_total", "Bytes read.") {
      $0.bytesIn.load(ordering: .relaxed)
    }
    text += counter("overture_http_sent_bytes_total", "Bytes of bodies sent.") {
      $0.bytesOut.load(ordering: .relaxed)
    }
    text += head("overture_http_page_seconds", "summary", "Time that pages took.")
    text += "overture_http_page_seconds_count \(sum { $0.pages.load(ordering: .relaxed) })\n"
    let time = Double(sum { $0.microseconds.load(ordering: .relaxed) }) / 1_000_000
    text += "overture_http_page_seconds_sum \(time)\n"
    text += counter("overture_http_pages_given_up_total", "Pages that took too long.", givenUp)
    text += gauge("overture_http_uploads", "Requests of which something lies on disk.", uploads)
    text += gauge("overture_http_body_bytes", "Bytes of large bodies in memory.", bodyBytes)
    text += gauge("overture_http_connections", "Connections open.", open)
    text += gauge("overture_http_event_streams", "Event streams open.", streams)
    text += gauge("overture_http_queue", "Requests that wait for a worker.", queued)
    return text
  }

  private func sum(_ value: (Counters) -> Int) -> Int { counters.reduce(0) { $0 + value($1) } }

  private func head(_ name: String, _ kind: String, _ help: String) -> String {
    "# HELP \(name) \(help)\n# TYPE \(name) \(kind)\n"
  }

  private func answers(_ kind: String, _ value: (Counters) -> Int) -> String {
    "overture_http_answers_total{status=\"\(kind)\"} \(sum(value))\n"
  }

  private func counter(_ name: String, _ help: String, _ value: (Counters) -> Int) -> String {
    counter(name, help, sum(value))
  }

  private func counter(_ name: String, _ help: String, _ value: Int) -> String {
    head(name, "counter", help) + "\(name) \(value)\n"
  }

  private func gauge(_ name: String, _ help: String, _ value: Int) -> String {
    head(name, "gauge", help) + "\(name) \(value)\n"
  }
}
