import Foundation
import Testing
import Text

/// Numbers as people type them, and as our own pages print them.
@Suite struct TypedNumberTests {
  @Test(arguments: [
    ("90000", 90_000), ("90,000", 90_000), ("90.000", 90_000), ("90 000", 90_000),
    ("90’000", 90_000), ("1\u{202F}234\u{202F}567", 1_234_567), ("007", 7), ("0", 0),
  ])
  func aWholeNumberMayBeGrouped(text: String, number: Int) {
    #expect(typedWholeNumber(text) == number)
    #expect(typedWholeNumber(number.grouped) == number)
  }

  @Test(arguments: [
    "", "0x5", "1e1", "-3", "+3", "9,00", "90,0000", "0,500", "1,234.567", "10-50", "5.5", "٣",
    "99999999999999999999", ",000", "1,,000",
  ])
  func otherTextsAreNoWholeNumber(text: String) {
    #expect(typedWholeNumber(text) == nil)
  }

  @Test(arguments: [
    ("5,5", "5.5"), ("0,5", "0.5"), ("0.125", "0.125"), ("2.125", "2.125"), ("8", "8"),
    ("1,250.5", "1250.5"), ("1.250,5", "1250.5"), ("1 250,5", "1250.5"), ("1,000,000", "1000000"),
    ("0,125", "0.125"),
  ])
  func aDecimalHasACommaOrAPoint(text: String, number: String) {
    #expect(TypedDecimal(text)?.number == Decimal(string: number))
    #expect(TypedDecimal(text)?.double == Double(number))
  }

  @Test(arguments: ["", "0x5", "1e1", "-3", "5.", ",5", "1.2.3", "1.234,567.89", "NaN", "inf"])
  func otherTextsAreNoDecimal(text: String) {
    #expect(TypedDecimal(text) == nil)
  }

  @Test func whatHasTwoReadingsIsNoNumber() {
    let number = TypedDecimal("1,250")
    #expect(number?.isAmbiguous == true)
    #expect(number?.number == nil && number?.double == nil)
  }
}
