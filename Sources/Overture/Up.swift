import ArgumentParser
import Foundation
import Outreach
import Web

/// `overture up`: pages, sender, classifier and workers in one process, for a first look and for one
/// machine.
struct Up: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Start everything in one process.",
    discussion: """
      Without OVERTURE_DATABASE_URL it makes a private PostgreSQL, and loads the demo company when \
      there is none. Ctrl-C ends all of it.
      """)

  @OptionGroup var options: Options
  @OptionGroup var listening: ListeningOptions

  @Flag(help: "Do not load the demo company.")
  var withoutDemo = false

  func run() throws {
    let settings = try options.settings(listening.flags)
    try settings.startLog()
    let running = Running()
    let pages = try settings.number(.threads, in: 1...256) + 16
    try settings.withDatabases(pages: pages, claims: 8) { databases in
      try settings.prepare(databases)
      let serving = try Serving(settings, databases)
      let demo = withoutDemo ? nil : try settings.loadDemo(databases)
      serving.start(in: running)
      try running.startSender(settings, databases)
      try running.startWork(settings, databases)
      running.startClassifier(databases)
      sayReady(settings, port: serving.server.port, demo)
      running.untilTheEnd { serving.server.stop() }
    }
  }

  private func sayReady(_ settings: Settings, port: Int, _ demo: DemoSignIn?) {
    let address =
      settings[.publicURL].isEmpty
      ? "http://\(settings[.host]):\(port)" : settings.publicURL()
    let sign = demo.map { ", sign in as \($0.email) with \($0.password)" } ?? ""
    // Written at once, also where standard output is a file.
    FileHandle.standardOutput.write(Data("Overture is ready at \(address)\(sign)\n".utf8))
  }
}
