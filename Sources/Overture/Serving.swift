import Foundation
import Glibc
import HTTPTypes
import Logging
import Outreach
import Postgres
import Site
import Web
import Workers

/// The web server with the house behind it.
struct Serving {
  let server: Server
  private let listening: ConnectionSettings
  private let reader: ImportReader

  init(_ settings: Settings, _ databases: Databases) throws {
    let home = try settings.home()
    let log = Logger(label: "serve")
    Secrets.keepKey(in: try settings.secretFile())
    _ = try databases.queue.bindSecrets(with: Secrets.house())
    MailboxSettings.inForce = MailboxSettings(
      practicePort: try settings.number(.practicePort, in: 1...65535),
      allowsPrivate: try settings.isOn(.allowPrivate))
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
      hashing: HashingPool(threads: try settings.number(.threads, in: 1...256)),
      events: { log.notice("\($0.kind.rawValue)", metadata: metadata(of: $0)) },
      report: { log.error("\($0)") })
    var configuration = ServerConfiguration()
    configuration.host = settings[.host]
    configuration.port = try settings.number(.port, in: 0...65535)
    configuration.connections = try settings.number(.maxConnections, in: 1...1_000_000)
    configuration.workers = try settings.number(.threads, in: 1...256)
    configuration.proxies = settings[.proxies].split(separator: ",").map {
      $0.trimmingCharacters(in: .whitespaces)
    }
    configuration.files = files
    let migrator = Migrator(folder: home.appending(path: "Migrations"))
    configuration.ready = { readiness(databases, migrator) }
    configuration.log = { record in log.info("request", metadata: metadata(of: record)) }
    server = Server(
      configuration, bodyLimit: { door.bodyLimit($0, $1) }, handler: { door.respond(to: $0) })
    listening = databases.listening
    do {
      try server.listen()
    } catch {
      throw Failure.refused(
        "cannot listen on \(settings[.host]):\(settings[.port]) (\(error)); "
          + "another program may have the port: choose one with --port")
    }
  }

  /// Answers until `running` ends, and tells open pages what changes.
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
  }
}

/// `/readyz`: the database answers, and has this program's shape.
private func readiness(_ databases: Databases, _ migrator: Migrator) -> Response {
  do {
    let wanted = try databases.owner.borrow { try migrator.check($0) }
    guard wanted.isEmpty else {
      return .text("not migrated: \(wanted.joined(separator: ", "))\n", status: .serviceUnavailable)
    }
    return .text("ready\n")
  } catch {
    return .text("the database does not answer\n", status: .serviceUnavailable)
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
