import Foundation
import Outreach
import Postgres
import TestKit
import Testing

@testable import Site

@Suite struct PageKeyTests {
  @Test(arguments: extremes.indices)
  func noPartOfAKeyIsTakenForWhatItIsNot(number: Int) {
    let value = extremes[number]
    let key = PageKey(PageKey([value, value]).word)

    guard let key else { return }
    if let number = key.number(0) { #expect(number >= 0 && number < Int.max) }
    if let score = key.score(0).flatMap(Double.init) { #expect((-99...99).contains(score)) }
    if let date = key.moment(0) ?? key.microseconds(0) {
      #expect(date.timeIntervalSince1970.isFinite)
    }
    #expect(key.text(0)?.utf8.contains(0) != true)
    #expect(key.text(2) == nil && key.number(-1) == nil)
  }

  @Test(arguments: ["", "%", "bm90IEpTT04", "e30", "W10", "WzFd", "////"])
  func whatIsNoKeyIsNone(word: String) {
    #expect(PageKey(word) == nil)
  }

  @Test func aKeyOfAnyKindComesBack() throws {
    let key = try #require(
      PageKey(PageKey(["7", "8.4", "2026-01-02", "1767312000000000", "ä/+"]).word))

    #expect(key.number(0) == 7)
    #expect(key.score(1) == "8.4")
    #expect(key.day(2)?.sqlText == "2026-01-02")
    #expect(key.microseconds(3)?.sqlText == "2026-01-02 00:00:00.000000+00")
    #expect(key.text(4) == "ä/+")
  }

  @Test(arguments: [Double.nan, .infinity, -.infinity, 1e300, -1e300, 9.3e17])
  func whatCannotBeCountedIsADash(number: Double) {
    #expect(Words.tenths(number) == "–")
  }
}
