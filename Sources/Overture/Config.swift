import ArgumentParser

/// `overture config`: what is in force, and where it came from.
struct Config: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Show what is in force, secrets masked, and where it came from.")

  @OptionGroup var options: Options

  func run() throws {
    let settings = try options.settings()
    for setting in Setting.all {
      let value = settings.value(of: setting)
      print("\(setting.name) = \(shown(value.text, setting))")
      print("    from \(value.source); \(setting.explanation)")
    }
  }

  /// Of an address with a password, all but the password.
  private func shown(_ text: String, _ setting: Setting) -> String {
    guard setting.isSecret, !text.isEmpty else { return text.isEmpty ? "(empty)" : text }
    return text.replacing(/:\/\/([^:@\/]*):[^@\/]*@/) { "://\($0.1):********@" }
      .replacing(/password\s*=\s*('[^']*'|\S+)/, with: "password=********")
  }
}
