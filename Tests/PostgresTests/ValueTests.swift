import Foundation
import Postgres
import TestKit
import Testing

private enum Mood: String, SQLValue {
  case calm, brisk
}

private let noTimes = [
  "2026-01-01 00:00:00+99999999999999999999", "2026-01-01 00:00:00-99:00", "2026-01-01 00:00:61",
  "2026-01-01 24:60:00", "2026-13-01 00:00:00", "2026-02-29 00:00:00", "2026-01-01 00:00:00+00 BC",
  "290001-01-01 00:00:00+00", "0000-12-31 00:00:00+00",
]

@Suite(.database) struct ValueTests {
  @Test(arguments: [
    "2026-11-21 18:46:57.123456+00", "1969-12-31 23:59:59.5+00", "2024-02-29 12:00:00-09:30",
    "0001-01-01 00:00:00+00",
  ])
  func aMomentIsTheSameOnBothSides(text: String) throws {
    let moment: Date = try database.value("SELECT \(text)::timestamptz")

    let micro: Int = try database.value(
      "SELECT (extract(epoch FROM \(text)::timestamptz) * 1000000)::bigint")
    #expect(Int((moment.timeIntervalSince1970 * 1e6).rounded()) == micro)
    #expect(
      try database.value(
        "SELECT abs(extract(epoch FROM \(moment)::timestamptz - \(text)::timestamptz)) < 0.00001"))
  }

  @Test(arguments: ["0.1", "-12345678901234567890.000000000001", "1000", "0"])
  func aNumericIsExact(text: String) throws {
    let number: Decimal = try database.value("SELECT \(text)::numeric")

    #expect(number == Decimal(string: text))
    #expect(try database.value("SELECT \(number)::numeric = \(text)::numeric"))
  }

  @Test func everyTypeComesBackAsItWent() throws {
    let id = UUID()
    let row = try #require(
      try database.rows(
        """
        SELECT \(id)::uuid AS id, \(Day(year: 2026, month: 2, day: 28))::date AS day,
          \(TimeOfDay(hour: 22, minute: 5))::time AS time,
          \(Duration.seconds(200_000))::interval AS length,
          \(JSONText(#"{"a": [1, null]}"#))::jsonb AS document, \(Bytes([0, 255, 16]))::bytea AS bytes,
          \([1, 2, 3])::bigint[] AS numbers, \(["a,b", "q\"u", "", "NULL", "back\\"])::text[] AS texts,
          \(Mood.brisk)::text AS mood, \([Mood.calm])::text[] AS moods, '{}'::text[] AS none,
          interval '-2 days -03:04:05.5' AS back
        """
      ).first)

    #expect(try row["id"] as UUID == id)
    #expect(try row["day"] as Day == Day(year: 2026, month: 2, day: 28))
    #expect(try row["time"] as TimeOfDay == TimeOfDay(hour: 22, minute: 5))
    #expect(try row["length"] as Duration == .seconds(200_000))
    #expect(try row["document"] as JSONText == JSONText(#"{"a": [1, null]}"#))
    #expect(try row["bytes"] as Bytes == Bytes([0, 255, 16]))
    #expect(try row["numbers"] as [Int] == [1, 2, 3])
    #expect(try row["texts"] as [String] == ["a,b", "q\"u", "", "NULL", "back\\"])
    #expect(try row["mood"] as Mood == .brisk)
    #expect(try row["moods"] as [Mood] == [.calm])
    #expect(try row["none"] as [String] == [])
    #expect(try row["back"] as Duration == .seconds(-2 * 86400 - 11045) - .milliseconds(500))
  }

  @Test(
    "what is no time is nil, and no digits make the arithmetic trap",
    arguments: 0..<extremes.count + noTimes.count)
  func whatIsNoTimeIsNil(number: Int) {
    let text = (extremes + noTimes)[number]
    let known = ["2026-01-01 00:00:00", "290000-12-31 23:59:59+00"]
    #expect((Date(sqlText: text) != nil) == known.contains(text))
    #expect(Day(sqlText: text) == nil)
    #expect((TimeOfDay(sqlText: text) != nil) == false)
    _ = Duration(sqlText: text)
    _ = Duration(sqlText: "\(text) days \(text):\(text):\(text)")
    #expect(Decimal(sqlText: text)?.isFinite != false)
    _ = [Int](sqlText: text)
    _ = Bytes(sqlText: text)
  }

  @Test(arguments: [
    Double.nan, .infinity, -.infinity, 1e300, -1e300, 9.3e15, -9.3e15, 1e18 / 1e6, -62_135_596_801,
  ])
  func aDateBeyondAllCalendarsComparesAsInfinity(seconds: Double) throws {
    let date = Date(timeIntervalSince1970: seconds)

    #expect(
      try database.value(
        "SELECT (\(date)::timestamptz > '2200-01-01') = \(seconds > 0)::boolean", as: Bool.self))
  }

  @Test func aNullInAListIsNotPassedOver() throws {
    let row = try #require(try database.rows("SELECT '{1,NULL}'::int[] AS list").first)

    #expect(throws: RowError.self) { try row["list"] as [Int] }
  }
}
