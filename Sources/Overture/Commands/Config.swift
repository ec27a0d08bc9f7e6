import ArgumentParser
import Postgres

/// `overture config`: the settings in force, and where each came from.
struct Config: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Show the configuration in force and its sources, without passwords.")

  @OptionGroup var options: Options

  func run() throws {
    let settings = try options.settings()
    for setting in Setting.all {
      let value = settings.value(of: setting)
      print("\(setting.name) = \(shown(value.text, setting))")
      print("    from \(value.source); \(setting.explanation)")
    }
  }

  private func shown(_ text: String, _ setting: Setting) -> String {
    guard setting.isSecret, !text.isEmpty else { return text.isEmpty ? "(empty)" : text }
    return ConnectionAddress(text)?.shown ?? "(set, not shown)"
  }
}
