import ArgumentParser

/// `overture classify`: reads the replies that came in.
struct Classify: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Read replies and do what follows from them.",
    discussion: "Any number may run, on any hosts; each reply is settled once.")

  @OptionGroup var options: Options

  func run() throws {
    let settings = try options.settings()
    try settings.startLog()
    try settings.readWords()
    let running = Running()
    try settings.withDatabases { databases in
      try settings.prepare(databases)
      running.startClassifier(databases)
      running.untilTheEnd()
    }
  }
}
