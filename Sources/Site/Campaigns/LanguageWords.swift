import Foundation

/// Languages as people read them, by their codes of ISO 639-1.
enum LanguageWords {
  static func name(of code: String) -> String {
    english.localizedString(forLanguageCode: code) ?? code
  }

  /// All that can be chosen, by name.
  static let all: [(code: String, name: String)] =
    codes.map { ($0, name(of: $0)) }.sorted { $0.name < $1.name }

  private static let english = Locale(identifier: "en_GB")
  private static let codes = [
    "ar", "bg", "bn", "bs", "ca", "cs", "cy", "da", "de", "el", "en", "es", "et", "eu", "fa", "fi",
    "fr", "ga", "gl", "he", "hi", "hr", "hu", "hy", "id", "is", "it", "ja", "ka", "kk", "ko", "lb",
    "lt", "lv", "mk", "ms", "mt", "nb", "nl", "no", "pl", "pt", "ro", "ru", "sk", "sl", "sq", "sr",
    "sv", "sw", "ta", "te", "th", "tr", "uk", "ur", "uz", "vi", "zh",
  ]
}
