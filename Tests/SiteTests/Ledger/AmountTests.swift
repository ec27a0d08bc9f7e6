import Foundation
import Testing

@testable import Site

@Suite struct AmountTests {
  @Test(arguments: [
    ("1250", "1250"), ("1250.00", "1250"), ("1,250.5", "1250.5"), ("1,250,000", "1250000"),
    ("0.01", "0.01"), ("12,50", "12.5"), ("1.234,56", "1234.56"), ("1.250,00", "1250"),
    ("1.234.567", "1234567"), ("1.234.567,8", "1234567.8"), ("1,25", "1.25"),
  ])
  func digitsAreExact(text: String, value: String) {
    #expect(Amount(text) == Decimal(string: value).map(Amount.exact))
  }

  @Test(arguments: [
    "", "1.250,O0", "12.345", "1,234", "1.234", "-3", "0", "0.00", "1.2.3", "€5", "1e3", "5.",
    "1,2,3.4", "12.34,56", "1.234,567.89", "0,125", "1234.567", ",5",
  ])
  func otherTextsAreNot(text: String) {
    guard case .wrong = Amount(text) else {
      Issue.record("“\(text)” was taken for an amount")
      return
    }
  }

  @Test func whatHasTwoReadingsIsAskedFor() {
    #expect(
      Amount("1,234")
        == .wrong(
          "“1,234” can be read as thousands or as decimals. Write 1234.00 if it is 1234."))
  }

  @Test(arguments: [
    ("1250.00", "JPY", "1,250"), ("10.50", "JPY", "10.5"), ("7.5", "EUR", "7.50"),
    ("3", "KWD", "3.000"), ("-1250", "USD", "-1,250.00"), ("0", "KRW", "0"),
  ])
  func anAmountHasTheDecimalsOfItsCurrency(decimal: String, currency: String, words: String) {
    #expect(Words.amount(decimal, currency) == words)
  }
}
