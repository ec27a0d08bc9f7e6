import ArgumentParser
import Foundation
import Glibc
import Outreach
import Web

/// `overture up`: pages, sender, classifier and workers, each a process of its own, for a first look and
/// for one machine.
struct Up: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Start all programs and restart any that end.",
    discussion: """
      Runs serve, send, classify and work as separate processes. Without OVERTURE_DATABASE_URL it \
      makes a private PostgreSQL, and loads the demo company when there is none. Ctrl-C ends all of it.
      """)

  @OptionGroup var options: Options
  @OptionGroup var listening: ListeningOptions

  @Flag(help: "Do not load the demo company.")
  var withoutDemo = false

  func run() throws {
    let settings = try options.settings(listening.flags)
    try settings.startLog()
    try settings.readWords()
    Preparation.begin()
    try settings.withAddresses { addresses, use in
      let (demo, hasPeople) = try prepare(settings, addresses)
      let supervisor = try Supervisor(
        programs(settings, addresses, isPrivate: use != nil), settings,
        inherited: use.map { [$0.descriptor] } ?? [], server: use?.server)
      Preparation.isOver()
      try supervisor.run { port in
        sayReady(settings, port: port, demo)
        if !hasPeople { sayHowToBegin() }
      }
    }
  }

  /// Connections are closed when this is done: the child programs do the work.
  private func prepare(
    _ settings: Settings, _ addresses: DatabaseAddresses
  ) throws -> (demo: DemoSignIn?, hasPeople: Bool) {
    let databases = try Databases(settings, addresses, pages: 2, claims: 1)
    try settings.prepare(databases)
    let demo = withoutDemo ? nil : try settings.loadDemo(databases)
    return (demo, try databases.queue.hasPeople())
  }

  /// An address with the owner's rights is given to `work` alone, which has statistics gathered for
  /// the planner. The pages never get it, unless there is no other way to connect.
  private func programs(
    _ settings: Settings, _ addresses: DatabaseAddresses, isPrivate: Bool
  ) -> [ChildProgram] {
    var logins: [Setting: String] = [:]
    if isPrivate {
      logins[.appDatabaseURL] = addresses.app
      logins[.workerDatabaseURL] = addresses.worker
    }
    var withOwner = logins
    if isPrivate { withOwner[.databaseURL] = addresses.owner }
    if addresses.app != nil, addresses.worker != nil { logins[.databaseURL] = "" }
    return [
      ChildProgram("serve", logins), ChildProgram("classify", logins),
      ChildProgram("work", withOwner),
      // The practice mailbox's server is part of `work`: an email that finds it closed would rest the
      // mailbox for half an hour.
      ChildProgram("send", logins, after: "work"),
    ]
  }

  private func sayReady(_ settings: Settings, port: Int, _ demo: DemoSignIn?) {
    let address =
      settings[.publicURL].isEmpty
      ? "http://\(settings[.host]):\(port)" : settings.publicURL()
    let sign = demo.map { ", sign in as \($0.email) with \($0.passwordWords)" } ?? ""
    say("Overture is ready at \(address)\(sign)")
  }

  /// No one can sign in before this command has run.
  private func sayHowToBegin() {
    say(
      "No one can sign in yet. In another terminal, with the same settings, make the first account: "
        + "overture owner you@example.com --workspace \"Your company\"")
  }

  /// Written immediately, even if standard output is a file.
  private func say(_ line: String) {
    FileHandle.standardOutput.write(Data("\(line)\n".utf8))
  }
}
