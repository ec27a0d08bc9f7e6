import ArgumentParser

/// `overture classify`: classifies the replies that came in.
struct Classify: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Classify replies and apply the result.",
    discussion: "Any number can run on any host; each reply is processed once.")

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
