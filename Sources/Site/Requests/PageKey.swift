import Foundation
import Outreach
import Postgres

/// The key of a row from which a page of a table continues, as `?after=` and `?before=` carry it:
/// anyone can write one. So its parts are read here and nowhere else, each checked for the
/// calculations and casts of the statements. An invalid part is nil, and its page shows the
/// beginning.
package struct PageKey: Sendable, Equatable {
  private let parts: [String]

  init(_ parts: [String]) {
    self.parts = parts
  }

  /// From one word, base64url of a JSON array. PostgreSQL's texts hold no NUL.
  init?(_ word: String) {
    guard !word.isEmpty, word.utf8.count < 2_000 else { return nil }
    var text = word.replacing("-", with: "+").replacing("_", with: "/")
    while text.utf8.count % 4 != 0 { text += "=" }
    guard let data = Data(base64Encoded: text),
      let parts = try? JSONDecoder().decode([String].self, from: data), !parts.isEmpty,
      !parts.contains(where: { $0.utf8.contains(0) })
    else { return nil }
    self.parts = parts
  }

  var word: String {
    let data = (try? JSONEncoder().encode(parts)) ?? Data()
    return data.base64EncodedString().replacing("+", with: "-").replacing("/", with: "_")
      .replacing("=", with: "")
  }

  var count: Int { parts.count }

  func text(_ place: Int) -> String? {
    parts.indices.contains(place) ? parts[place] : nil
  }

  /// A record's number. The statements look one before and one after it.
  func number(_ place: Int) -> Int? {
    text(place).flatMap { Int($0) }.flatMap { (0..<Int.max).contains($0) ? $0 : nil }
  }

  func id<Record>(_ place: Int) -> ID<Record>? {
    number(place).map(ID.init(rawValue:))
  }

  /// A score as a key writes it.
  func score(_ place: Int) -> String? {
    text(place).flatMap { text in
      Double(text).flatMap { (-99...99).contains($0) ? Words.tenths($0) : nil }
    }
  }

  func day(_ place: Int) -> Day? {
    text(place).flatMap { Day(sqlText: $0) }
  }

  /// A moment as PostgreSQL writes it.
  func moment(_ place: Int) -> Date? {
    text(place).flatMap { Date(sqlText: $0) }
  }

  /// A moment in microseconds since 1970, of the years 1 to 9999.
  func microseconds(_ place: Int) -> Date? {
    text(place).flatMap { Int($0) }.flatMap { micro in
      Self.microseconds.contains(micro)
        ? Date(timeIntervalSince1970: Double(micro) / 1e6) : nil
    }
  }

  private static let microseconds = -62_135_596_800_000_000...253_402_300_799_999_999
}
