import CSV
import Foundation
import Text

/// The fields of a lead that are parsed, not just copied. A value that cannot be read is left out,
/// with a note; the lead is taken.
struct LeadDetails {
  private(set) var employees: Int?
  private(set) var language: String?
  private(set) var phone: String?
  /// Its code.
  private(set) var country: String?
  /// The values that were left out, with their columns.
  private(set) var problems: [RowProblem] = []

  init(_ record: borrowing CSVRecord, _ mapping: ImportMapping, region: String) {
    if let (column, text) = cell(.employees, record, mapping) {
      employees = typedWholeNumber(text).flatMap { $0 <= Int(Int32.max) ? $0 : nil }
      if employees == nil {
        complain(
          column,
          "“\(text.prefix(120))” is \(Self.isRange(text) ? "a range" : "not a number"), and left out. "
            + "Employees takes whole numbers.")
      }
    }
    if let (column, text) = cell(.language, record, mapping) {
      language = languageCode(text)
      if language == nil {
        complain(column, "“\(text)” is no language that is known here, and left out.")
      }
    }
    let named = cell(.country, record, mapping)
    let code = named.flatMap { countryCode($0.text) }
    country = code
    if let (column, text) = cell(.phone, record, mapping) {
      let region = code ?? region
      let reading = readPhone(text, region: region)
      phone = reading.valid ? reading.written : nil
      if let flaw = reading.flaw(of: text, region: region) {
        complain(column, "“\(text)” is \(flaw), and left out.")
      }
    }
    if let named, code == nil {
      complain(
        named.column,
        "“\(named.text)” is no country that is known here, and left out. Use a name such as Austria, "
          + "or a code such as AT.")
    }
  }

  /// `11-50` or `500+`: neither end of it is the number.
  private static func isRange(_ text: String) -> Bool {
    let ends = text.split(omittingEmptySubsequences: false) { "-–—+".contains($0) }
      .map { $0.trimmingCharacters(in: .whitespaces) }
    return ends.count == 2 && !ends[0].isEmpty
      && ends.allSatisfy { $0.isEmpty || typedWholeNumber($0) != nil }
  }

  private mutating func complain(_ column: Int, _ words: String) {
    problems.append(RowProblem(column: column, words: words))
  }

  private func cell(
    _ field: ImportField, _ record: borrowing CSVRecord, _ mapping: ImportMapping
  ) -> (column: Int, text: String)? {
    guard let column = mapping.columns[field] else { return nil }
    let text = String(decoding: trimmed(record[column]), as: UTF8.self)
    return text.isEmpty ? nil : (column, text)
  }
}

extension PhoneReading {
  /// The number with its extension, as contacts hold it.
  var written: String { self.extension.isEmpty ? e164 : "\(e164);ext=\(self.extension)" }
}

extension PhoneReading {
  /// Why the number is not taken; nil: it is. A number without a country code, from an unknown
  /// country, does not have a wrong one.
  package func flaw(of text: String, region: String) -> String? {
    let isLocal = reason == .noCountry && region.isEmpty && !text.contains("+")
    return isLocal ? "without a country code" : reason?.rawValue
  }
}

/// ISO 639-1, from its code or its name in English.
private func languageCode(_ text: String) -> String? {
  let word = text.lowercased().split(whereSeparator: { $0 == "-" || $0 == "_" }).first ?? ""
  if languageCodes.contains(String(word)) { return String(word) }
  return languages[text.lowercased()]
}

private let english = Locale(identifier: "en")

private let languages: [String: String] = Dictionary(
  languageCodes.compactMap { code in
    english.localizedString(forLanguageCode: code).map { ($0.lowercased(), code) }
  }, uniquingKeysWith: { first, _ in first })
