import Foundation

/// A whole number as people type it and as pages print it: digits, with or without separators
/// between groups of three. `90,000`, `90.000`, `90 000` and `90’000` are 90000. Nil for anything
/// else: signs, other bases, exponents, two kinds of separators, groups of other lengths.
package func typedWholeNumber(_ text: String) -> Int? {
  digits(of: text[...], groupedBy: blanks.union([",", "."])).flatMap { Int($0) }
}

/// A decimal number as people type it, with a comma or a point before its decimals: `5,5`, `0.125`,
/// `1,250.00`, `1.250,00`, `1 250,5`. Without a sign or an exponent.
package struct TypedDecimal: Equatable, Sendable {
  /// The digits before the decimal separator; never empty.
  package let whole: String
  /// The digits after it.
  package let decimals: String
  /// A single comma or point between at most three digits and exactly three: `1,234`. Some people
  /// read a thousands separator, others a decimal one.
  package let isAmbiguous: Bool
  private let separator: Character?

  /// Nil for what is not a number, and for one of more than 18 digits.
  package init?(_ text: String) {
    let separators = text.filter { ",.".contains($0) }
    // The last one separates the decimals, unless there are several of one kind only.
    let hasDecimals = separators.count == 1 || Set(separators).count == 2
    guard hasDecimals, let place = text.lastIndex(where: { ",.".contains($0) }) else {
      guard let whole = digits(of: text[...], groupedBy: blanks.union(separators)),
        whole.count <= 18
      else { return nil }
      (self.whole, decimals, isAmbiguous, separator) = (whole, "", false, nil)
      return
    }
    let others = Set(separators.dropLast())
    let decimals = text[text.index(after: place)...]
    guard !others.contains(text[place]), others.count < 2, !decimals.isEmpty,
      let whole = digits(of: text[..<place], groupedBy: others.isEmpty ? blanks : others),
      decimals.utf8.allSatisfy(isDigit), whole.count + decimals.count <= 18
    else { return nil }
    self.whole = whole
    self.decimals = String(decimals)
    separator = text[place]
    isAmbiguous =
      separators.count == 1 && decimals.count == 3 && text[..<place].count <= 3
      && !whole.hasPrefix("0")
  }

  /// The number; nil for `1,234`, because pages print thousands with a comma. They print decimals
  /// with a point, so that `1.234` is a decimal number.
  package var number: Decimal? {
    guard !isAmbiguous || separator == "." else { return nil }
    return Decimal(string: written, locale: Locale(identifier: "en_US_POSIX"))
  }

  /// The same, as the nearest binary number.
  package var double: Double? { number == nil ? nil : Double(written) }

  private var written: String { "\(whole).\(decimals)0" }
}

/// Without their separators; nil if these are not digits in groups of three.
private func digits(of text: Substring, groupedBy separators: Set<Character>) -> String? {
  let groups = text.split(omittingEmptySubsequences: false) { separators.contains($0) }
  guard groups.allSatisfy({ !$0.isEmpty && $0.utf8.allSatisfy(isDigit) }) else { return nil }
  if groups.count > 1 {
    guard Set(text.filter(separators.contains)).count == 1, groups[0].count <= 3,
      !groups[0].hasPrefix("0"), groups.dropFirst().allSatisfy({ $0.count == 3 })
    else { return nil }
  }
  return groups.joined()
}

private func isDigit(_ byte: UInt8) -> Bool { (48...57).contains(byte) }

/// Blanks and apostrophes, as some countries separate thousands.
private let blanks: Set<Character> = [" ", "'", "’", "\u{A0}", "\u{2009}", "\u{202F}"]
