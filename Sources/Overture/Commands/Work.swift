import ArgumentParser

/// `overture work`: imports, long lists, statistics, events and webhooks, practice.
struct Work: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract:
      "Run imports, attach lists, fold statistics, send webhooks and run the practice mailbox.")

  @OptionGroup var options: Options

  func run() throws {
    let settings = try options.settings()
    try settings.startLog()
    try settings.readWords()
    let running = Running()
    try settings.withDatabases(claims: 8) { databases in
      try settings.prepare(databases)
      try running.startWork(settings, databases)
      running.untilTheEnd()
    }
  }
}
