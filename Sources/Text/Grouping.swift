extension Int {
  /// With thousands separators: `1,284`.
  package var grouped: String {
    (self < 0 ? "-" : "") + groupedDigits(String(magnitude))
  }
}

/// Digits with thousands separators: `1284` becomes `1,284`.
package func groupedDigits(_ digits: String) -> String {
  var text = ""
  let count = digits.count
  for (place, digit) in digits.enumerated() {
    if place > 0, (count - place).isMultiple(of: 3) { text.append(",") }
    text.append(digit)
  }
  return text
}
