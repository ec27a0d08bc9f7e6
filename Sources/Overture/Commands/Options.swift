import ArgumentParser

/// The flags of every command.
struct Options: ParsableArguments {
  @Option(help: "A file of KEY = value lines.")
  var configFile: String?

  @Option(help: "PostgreSQL, as libpq takes it.")
  var databaseURL: String?

  @Option(help: "text or json.")
  var log: String?

  @Option(help: "trace, debug, info, notice, warning, error or critical.")
  var logLevel: String?

  /// The settings in force; `more` are flags of one command.
  func settings(_ more: [(Setting, String?)] = []) throws -> Settings {
    let common = [
      (Setting.databaseURL, databaseURL), (Setting.log, log), (Setting.logLevel, logLevel),
    ]
    var flags: [String: String] = [:]
    for (setting, text) in common + more {
      if let text { flags[setting.name] = text }
    }
    return try Settings(flags: flags, file: configFile)
  }
}
