import Foundation
import Outreach

/// Languages as people read them, by their codes of ISO 639-1.
enum LanguageWords {
  static func name(of code: String) -> String {
    english.localizedString(forLanguageCode: code) ?? code
  }

  /// All languages that can be chosen, by name.
  static let all: [(code: String, name: String)] =
    languageCodes.map { ($0, name(of: $0)) }.sorted { $0.name < $1.name }

  /// The options of a field, including the saved one, whatever it is.
  static func options(saved code: String, none: String) -> [(value: String, label: String)] {
    let known = all.map { (value: $0.code, label: $0.name) }
    let isKnown = code.isEmpty || all.contains { $0.code == code }
    return [("", none)] + (isKnown ? [] : [(code, code)]) + known
  }

  /// Whether a form may choose it: one of the list, or what is saved already, whatever it is.
  static func complaint(about code: String, saved: String = "") -> String {
    var fieldErrors = FieldErrors()
    if code != saved { _ = fieldErrors.choice("language", code, of: languageCodes) }
    return fieldErrors["language"]
  }

  private static let english = Locale(identifier: "en_GB")
}
