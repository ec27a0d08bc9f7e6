import Foundation
import Outreach

/// Languages as people read them, by their codes of ISO 639-1.
enum LanguageWords {
  static func name(of code: String) -> String {
    english.localizedString(forLanguageCode: code) ?? code
  }

  /// All that can be chosen, by name.
  static let all: [(code: String, name: String)] =
    languageCodes.map { ($0, name(of: $0)) }.sorted { $0.name < $1.name }

  private static let english = Locale(identifier: "en_GB")
}
