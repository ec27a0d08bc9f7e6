import Foundation

/// ISO 3166, from a country's code or its name, in English or in a language of Europe; nil for what is no
/// country.
package func countryCode(_ text: String) -> String? {
  guard text.utf8.count == 2 else { return countries[text.lowercased()] }
  let code = text.uppercased()
  return codes.contains(code) ? code : countries[text.lowercased()]
}

/// All countries by their English names, as a list to choose from shows them.
package let countriesByName: [(code: String, name: String)] = {
  let english = Locale(identifier: "en_US")
  return codes.map { ($0, english.localizedString(forRegionCode: $0) ?? $0) }.sorted { $0.1 < $1.1 }
}()

/// The English name of a country; what is no code stays as it is.
package func countryName(_ code: String) -> String { namesByCode[code] ?? code }

private let namesByCode = Dictionary(
  countriesByName.map { ($0.code, $0.name) }, uniquingKeysWith: { one, _ in one })

/// Without those that stand for no country or for a group of them.
private let codes = Set(
  Locale.Region.isoRegions.map(\.identifier).filter { $0.count == 2 }
).subtracting(["EU", "EZ", "QO", "UN", "XA", "XB", "ZZ"])

/// Whether these bytes are a code as it is written, in capitals.
func isCountryCode(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
  guard text.count == 2, let place = place(of: text[0], text[1]) else { return false }
  return isCodeAt[place]
}

private let isCodeAt: [Bool] = {
  var isCode = [Bool](repeating: false, count: 26 * 26)
  for code in codes {
    let letters = Array(code.utf8)
    if let place = place(of: letters[0], letters[1]) { isCode[place] = true }
  }
  return isCode
}()

private func place(of first: UInt8, _ second: UInt8) -> Int? {
  guard (65...90).contains(first), (65...90).contains(second) else { return nil }
  return Int(first - 65) * 26 + Int(second - 65)
}

private let languages = [
  "en", "de", "fr", "es", "it", "nl", "pt", "pl", "cs", "sk", "sv", "da", "nb", "fi", "hu", "ro",
  "bg", "hr", "sl", "el", "tr", "et", "lv", "lt",
]

/// By name. Where two languages mean different countries by one name, the earlier language counts.
private let countries: [String: String] = {
  var names = [
    "uk": "GB", "great britain": "GB", "england": "GB", "scotland": "GB", "wales": "GB",
    "usa": "US", "u.s.a.": "US", "us": "US", "united states of america": "US", "holland": "NL",
    "the netherlands": "NL", "czech republic": "CZ", "turkey": "TR", "uae": "AE", "brd": "DE",
  ]
  for language in languages {
    let locale = Locale(identifier: language)
    for code in codes {
      guard let name = locale.localizedString(forRegionCode: code) else { continue }
      names[name.lowercased()] = names[name.lowercased()] ?? code
    }
  }
  return names
}()
