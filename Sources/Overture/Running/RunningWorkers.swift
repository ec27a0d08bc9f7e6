import Foundation
import Logging
import Outreach
import Postgres
import Workers

extension Running {
  func startSender(_ settings: Settings, _ databases: Databases) throws {
    let log = Logger(label: "send")
    let secrets = try Secrets(file: settings.secretFile())
    _ = try databases.queue.bindSecrets(with: secrets)
    var sending = SenderSettings(open: { try secrets.open($0, in: $1) })
    sending.connections = try settings.number(.senderConnections)
    sending.lease = .seconds(try settings.number(.lease))
    sending.lapse = .seconds(try settings.number(.lapse))
    sending.endPatience = EndTimes.mailServers
    sending.publicURL = settings.publicURL()
    sending.allowsPrivateServers = try settings.isOn(.allowPrivate)
    sending.memory = try settings.databaseMemory()
    let sender = Sender(queue: databases.queue, settings: sending) { error in
      log.log(level: error is any SendingAlarm ? .critical : .error, "\(error)")
    }
    start("send") { [stop] in sender.run(until: stop) }
  }

  func startWork(_ settings: Settings, _ databases: Databases) throws {
    start("statistics", StatisticsFolder(queue: databases.queue), pause: .seconds(1))
    let host = ProcessInfo.processInfo
    start(
      "import",
      Importer(
        database: databases.app, queue: databases.queue,
        name: "import \(host.hostName) \(host.processIdentifier)"), pause: .seconds(1))
    start(
      "attach",
      Attacher(
        database: databases.app, queue: databases.queue,
        name: "attach \(host.hostName) \(host.processIdentifier)",
        analyze: { [databases] in
          // Only the owner may run ANALYZE; without it, autovacuum does so a minute later.
          guard databases.hasOwner else { return }
          try databases.owner.run("ANALYZE campaign_accounts, enrollments, deliveries")
        }), pause: .seconds(1))
    try startPractice(settings, databases)
    try startEvents(settings, databases)
  }

  /// The events of all workspaces, to those who subscribe to them.
  private func startEvents(_ settings: Settings, _ databases: Databases) throws {
    let log = Logger(label: "events")
    let secrets = try Secrets(file: settings.secretFile())
    let client = WebhookClient(
      exceptions: try settings.outboundExceptions(), isStopping: { [stop] in stop.isRequested })
    let sender = WebhookSender(
      queue: databases.queue, open: { try secrets.open($0, in: $1) }, send: client.send)
    let wakeup = Wakeup()
    start("events") { [stop] in
      let dispatcher = EventDispatcher(
        queue: databases.queue, settings: databases.queue.settings, wakeup: wakeup)
      dispatcher.run(until: stop) { log.error("\($0)") }
    }
    start("retention of events", EventRetention(queue: databases.queue), pause: .seconds(600))
    for thread in 1...WebhookSender.threads {
      start("webhooks \(thread)") { [stop] in
        sender.run(until: stop, wakeup: wakeup) { log.error("\($0)") }
      }
    }
  }

  func startClassifier(_ databases: Databases) {
    start(
      "classify",
      Classifier(queue: databases.queue, database: databases.app, reader: RuleReader()),
      pause: .seconds(1))
  }

  /// The practice mailbox and its recipients. A port that another program uses is no reason to end:
  /// only practice waits for it.
  private func startPractice(_ settings: Settings, _ databases: Databases) throws {
    let log = Logger(label: "practice")
    let port = try settings.number(.practicePort)
    do {
      let server = try PracticeServer(queue: databases.queue, port: port)
      start("practice") { [stop] in server.run(until: stop) { log.error("\($0)") } }
    } catch let problem as PracticeProblem {
      log.error("\(problem)")
    }
    start(
      "practice people",
      PracticePeople(
        queue: databases.queue, database: databases.app, base: settings.publicURL()
      ) { log.error("\($0)") }, pause: .milliseconds(500))
  }
}
