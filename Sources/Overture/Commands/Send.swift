import ArgumentParser

/// `overture send`: the sender.
struct Send: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Send what is due.",
    discussion: """
      Any number can run on hosts with the same OVERTURE_SECRET_FILE; none sends what \
      another has claimed.
      """)

  @OptionGroup var options: Options

  func run() throws {
    let settings = try options.settings()
    try settings.startLog()
    try settings.readWords()
    let running = Running()
    try settings.withDatabases { databases in
      try settings.prepare(databases)
      try running.startSender(settings, databases)
      running.untilTheEnd()
    }
  }
}
