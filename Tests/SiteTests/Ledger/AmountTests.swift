import Foundation
import Testing

@testable import Site

@Suite struct AmountTests {
  @Test(arguments: [
    ("1250", "1250"), ("1250.00", "1250"), ("1,250.5", "1250.5"), ("1,250,000", "1250000"),
    ("0.01", "0.01"),
  ])
  func digitsAreExact(text: String, value: String) {
    #expect(Amount(text) == Decimal(string: value).map(Amount.exact))
  }

  @Test(arguments: [
    "", "1.250,O0", "1.250,00", "12.345", "1,25", "-3", "0", "0.00", "1.2.3", "€5", "1e3", "5.",
  ])
  func otherTextsAreNot(text: String) {
    guard case .wrong = Amount(text) else {
      Issue.record("“\(text)” was taken for an amount")
      return
    }
  }
}
