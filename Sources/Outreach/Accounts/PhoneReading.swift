import CPhoneNumber

/// What a text that should be a telephone number says, read as somebody of a region would have
/// written it.
package struct PhoneReading: Sendable, Equatable {
  package enum Reason: String, Sendable {
    case noCountry = "no such country code"
    case notANumber = "not a number"
    case tooShort = "too short"
    case tooLong = "too long"
    case unassigned = "not a number of its country"
  }

  package let valid: Bool
  /// ISO 3166 code of the number's own region, wherever it was written down; empty where it is not known.
  package let region: String
  /// Empty where it is no possible number.
  package let e164: String
  package let `extension`: String
  /// Why it is not valid.
  package let reason: Reason?
}

/// `region` is ISO 3166, or empty when nothing is known; then only numbers with a country code are read.
package func readPhone(_ text: String, region: String) -> PhoneReading {
  let region = region.uppercased()
  let reading = read(text, region)
  if reading.reason == .tooLong, let newer = readBenin(text, region) { return newer }
  if region.isEmpty, !reading.valid, let abroad = readAfterZeros(text) { return abroad }
  return reading
}

/// 00 in front is the international prefix of most countries (ITU-T E.164, appendix): without a country to
/// dial from it can mean nothing else.
private func readAfterZeros(_ text: String) -> PhoneReading? {
  let digits = text.drop { $0.isWhitespace }
  guard digits.hasPrefix("00") else { return nil }
  let reading = read("+" + digits.dropFirst(2), "")
  return reading.valid ? reading : nil
}

/// Benin put 01 before all its numbers in November 2024; Debian's library does not know it yet.
private func readBenin(_ text: String, _ region: String) -> PhoneReading? {
  let digits = text.filter(\.isNumber)
  let isNational = region == "BJ" && digits.count == 10 && digits.hasPrefix("01")
  guard isNational || (digits.count == 13 && digits.hasPrefix("22901")) else { return nil }
  let former = read("+229" + digits.suffix(8), region)
  guard former.valid else { return nil }
  return PhoneReading(
    valid: true, region: "BJ", e164: "+22901" + digits.suffix(8), extension: former.extension,
    reason: nil)
}

private func read(_ text: String, _ region: String) -> PhoneReading {
  let reading = cphonenumber_read(text, region.isEmpty ? "ZZ" : region)
  let reason: PhoneReading.Reason? =
    switch reading.reason {
    case CPHONENUMBER_OK: nil
    case CPHONENUMBER_INVALID_COUNTRY_CODE: .noCountry
    case CPHONENUMBER_TOO_SHORT: .tooShort
    case CPHONENUMBER_TOO_LONG: .tooLong
    case CPHONENUMBER_INVALID: .unassigned
    default: .notANumber
    }
  let isPossible = reading.valid || reason == .unassigned
  let own = string(reading.region)
  return PhoneReading(
    valid: reading.valid, region: own == "ZZ" ? "" : own,
    e164: isPossible ? string(reading.e164) : "",
    extension: string(reading.extension), reason: reason)
}

/// A C array of characters, up to its zero.
private func string<Characters>(_ characters: Characters) -> String {
  withUnsafeBytes(of: characters) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
}
