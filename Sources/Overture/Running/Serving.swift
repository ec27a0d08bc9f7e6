import Foundation
import Glibc
import HTTPTypes
import Logging
import Outreach
import Postgres
import Site
import Synchronization
import Web
import Workers

/// The web server with the site.
struct Serving {
  let server: Server
  private let listening: ConnectionSettings
  private let queue: Database
  private let reader: ImportReader

  init(_ settings: Settings, _ databases: Databases) throws {
    let home = try settings.home()
    let log = Logger(label: "serve")
    Secrets.configure(keyFile: try settings.secretFile())
    let secrets = try Secrets.current()
    _ = try databases.queue.bindSecrets(with: secrets)
    MailboxSettings.inForce = MailboxSettings(
      practicePort: try settings.number(.practicePort),
      allowsPrivate: try settings.isOn(.allowPrivate))
    OutboundSettings.inForce = OutboundSettings(list: settings[.outboundExceptions])
    let files = try StaticFiles(folder: home.appending(path: "Public"))
    let importFiles = ImportFiles()
    let host = ProcessInfo.processInfo
    reader = ImportReader(
      database: databases.app, files: importFiles,
      name: "reader \(host.hostName) \(host.processIdentifier)")
    let door = Door(
      database: databases.app,
      templates: try Templates(folder: home.appending(path: "Templates")),
      asset: { files.address(of: $0) }, importFiles: importFiles,
      hashing: HashingPool(threads: try settings.number(.threads)),
      events: { log.notice("\($0.kind.rawValue)", metadata: metadata(of: $0)) },
      rates: RateLimiter(limit: try settings.number(.apiRate)), report: { log.error("\($0)") })
    var configuration = ServerConfiguration()
    configuration.host = settings[.host]
    configuration.port = try settings.number(.port)
    configuration.connections = try settings.number(.maxConnections)
    configuration.workers = try settings.number(.threads)
    configuration.proxies = settings[.proxies].split(separator: ",").map {
      $0.trimmingCharacters(in: .whitespaces)
    }
    configuration.files = files
    configuration.hosts = settings.hosts()
    configuration.roomsOfAnyHost = Door.tokenRooms.map(String.init)
    configuration.isKnown = { Door.isKnownBrowser($0, by: secrets) }
    configuration.pathInLog = Door.pathInLog
    configuration.stopTime = EndTimes.pages
    let migrator = Migrator(folder: home.appending(path: "Migrations"))
    let readiness = Readiness { look(at: databases, migrator) }
    configuration.ready = { readiness.answer() }
    configuration.moreMetrics = { metrics(of: databases.queue) }
    configuration.log = { record in log.info("request", metadata: metadata(of: record)) }
    server = Server(
      configuration, plan: { door.plan($0, $1) }, admit: { door.admit($0) },
      handler: { door.respond(to: $0) })
    listening = databases.listening
    queue = databases.queue
    do {
      try server.listen()
    } catch {
      throw Failure.refused(
        "cannot listen on \(settings[.host]):\(settings[.port]) (\(error)); "
          + "another program may have the port: choose one with --port")
    }
  }

  /// Answers until `running` ends, and notifies open pages of changes.
  func start(in running: Running) {
    let log = Logger(label: "serve")
    running.start("serve") { [server] in
      do {
        try server.run()
      } catch {
        log.critical("the server ended: \(error)")
        kill(getpid(), SIGTERM)
      }
    }
    let stop = running.stop
    running.start("read uploads") { [reader] in
      reader.run(until: stop) { log.error("\($0)") }
    }
    running.start("events") { [server, listening] in
      let listener = Listener(listening, channels: ["overture_campaigns"])
      while !stop.isRequested {
        for heard in listener.wait(atMost: .seconds(1)) {
          server.events.publish(topic: heard.payload, data: "changed")
        }
      }
    }
    running.start("sessions of streams") { [server, queue] in
      while !stop.isRequested {
        do {
          try endStreams(of: server, queue)
        } catch {
          log.error("\(error)")
        }
        stop.wait(atMost: .seconds(5))
      }
    }
  }
}

/// An open page gets no more events when its session has ended: signed out, expired, or with a
/// changed role. This is polled, because expiry is not an event of the database.
private func endStreams(of server: Server, _ queue: Database) throws {
  let holders = server.events.holders
  guard !holders.isEmpty else { return }
  let over = try queue.over(
    holders.map { (Session.ID(rawValue: $0.session), Workspace.ID(rawValue: $0.workspace)) })
  server.events.end(
    Set(over.map { StreamHolder(session: $0.session.rawValue, workspace: $0.workspace.rawValue) }))
}

extension Settings {
  /// The names and addresses under which people reach the pages, beside loopback.
  func hosts() -> [String] {
    let listened = ["0.0.0.0", "::", ""].contains(self[.host]) ? [] : [self[.host]]
    let named = self[.hosts].split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }
    let published = URLComponents(string: self[.publicURL])?.host.map { [$0] } ?? []
    return ["localhost"] + listened + published + named.filter { !$0.isEmpty }
  }
}

/// The answer of `/readyz`, which anyone may request: looked up at most once in two seconds, by one
/// request at a time. The others get the last answer.
private final class Readiness: Sendable {
  private struct State {
    var found: Response?
    var foundAt = ContinuousClock.now
    var isLooking = false
  }

  private let state = Mutex(State())
  private let look: @Sendable () -> Response

  init(_ look: @escaping @Sendable () -> Response) {
    self.look = look
  }

  func answer() -> Response {
    let known = state.withLock { state -> Response? in
      let age = ContinuousClock.now - state.foundAt
      if let found = state.found, age < .seconds(2) { return found }
      if state.isLooking {
        return age < .seconds(10) && state.found != nil ? state.found : unanswered
      }
      state.isLooking = true
      return nil
    }
    if let known { return known }
    let found = look()
    state.withLock { $0 = State(found: found, foundAt: .now, isLooking: false) }
    return found
  }
}

private let unanswered = Response.text(
  "the database does not answer\n", status: .serviceUnavailable)

/// Figures of all workspaces for an administrator. Empty while the database is unavailable: a 0
/// would be false, and `/readyz` reports it.
private func metrics(of queue: Database) -> String {
  guard let found = try? (unmatched: queue.unmatchedSettlements(), backlog: queue.eventBacklog())
  else { return "" }
  let age = found.backlog.map { max(0, Int(-$0.since.timeIntervalSinceNow)) } ?? 0
  return """
    # HELP overture_events_unread_seconds Age of the oldest event that an active webhook has not read.
    # TYPE overture_events_unread_seconds gauge
    overture_events_unread_seconds \(age)
    # HELP overture_unmatched_settlements_total Emails settled after their claim was lost: see the log.
    # TYPE overture_unmatched_settlements_total counter
    overture_unmatched_settlements_total \(found.unmatched)

    """
}

/// `/readyz`: the database answers, and has this program's schema version.
private func look(at databases: Databases, _ migrator: Migrator) -> Response {
  do {
    let wanted = try databases.owner.borrow { try migrator.check($0) }
    guard wanted.isEmpty else {
      return .text("not migrated: \(wanted.joined(separator: ", "))\n", status: .serviceUnavailable)
    }
    return .text("ready\n")
  } catch {
    return unanswered
  }
}

private func metadata(of event: SecurityEvent) -> Logger.Metadata {
  [
    "person": "\(event.person.map { "\($0)" } ?? "unknown")", "address": "\(event.address)",
    "id": "\(event.id)",
  ]
}

private func metadata(of record: AccessRecord) -> Logger.Metadata {
  [
    "method": "\(record.method)", "path": "\(record.path)", "status": "\(record.status)",
    "bytes": "\(record.bytes)", "ms": "\(Int(record.duration / .milliseconds(1)))",
    "id": "\(record.id)", "address": "\(record.address)",
  ]
}
