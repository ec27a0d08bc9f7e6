import Foundation
import Outreach
import Postgres
import TestKit
import Testing

@Suite(.database) struct ScheduleTests {
  private let office =
    #"{"days": [1, 2, 3, 4, 5], "start": "09:00", "end": "17:00", "timezone": "America/New_York"}"#
  private let night =
    #"{"days": [5], "start": "22:00", "end": "06:00", "timezone": "America/New_York"}"#

  @Test("S1-021 without a schedule it is always open")
  func withoutAScheduleItIsAlwaysOpen() throws {
    #expect(try database.value("SELECT fn.is_open(NULL, now())") == true)
    #expect(try database.value("SELECT fn.next_open(NULL, now()) = now()") == true)
  }

  @Test("S1-022 S1-025 S1-046 days, start, end and zone say when it is open")
  func theWindowIsReadInItsZone() throws {
    // A Monday: 13:59:59Z is 08:59:59 in New York.
    let answers = try ask(
      office, "2026-02-16T13:59:59Z", "2026-02-16T14:00:00Z", "2026-02-16T21:59:59Z",
      "2026-02-16T22:00:00Z", "2026-02-20T22:00:00Z")
    #expect(answers.map(\.open) == [false, true, true, false, false])
    #expect(
      answers.map(\.nextOpen) == [
        "2026-02-16T14:00:00Z", nil, nil, "2026-02-17T14:00:00Z", "2026-02-23T14:00:00Z",
      ])
  }

  @Test("S1-023 Sunday is day 0 and Saturday day 6")
  func sundayIsZero() throws {
    for day in 0...6 {
      let config = #"{"days": [\#(day)], "start": "00:00", "end": "00:00", "timezone": "UTC"}"#
      // 2026-02-15 is a Sunday.
      let answers = try ask(
        config, "2026-02-\(15 + day)T12:00:00Z", "2026-02-\(16 + day)T00:00:00Z")
      #expect(answers.map(\.open) == [true, false])
    }
  }

  @Test("S1-024 a window past midnight belongs to the day on which it starts")
  func aNightBelongsToItsFirstDay() throws {
    // Friday 22:00 in New York is Saturday 03:00Z.
    let answers = try ask(
      night, "2026-02-21T02:59:00Z", "2026-02-21T03:00:00Z", "2026-02-21T10:59:00Z",
      "2026-02-21T11:00:00Z")
    #expect(answers.map(\.open) == [false, true, true, false])
    #expect(answers[3].nextOpen == "2026-02-28T03:00:00Z")
  }

  @Test("S1-022 over both clock changes it opens when the clock on the wall says so")
  func theClockOnTheWallCounts() throws {
    let early =
      #"{"days": [0], "start": "02:30", "end": "04:00", "timezone": "America/New_York"}"#
    // In spring 02:00 becomes 03:00: the window opens with the jump.
    #expect(try ask(early, "2025-03-09T06:00:00Z")[0].nextOpen == "2025-03-09T07:00:00Z")
    let twice =
      #"{"days": [0], "start": "01:30", "end": "01:45", "timezone": "America/New_York"}"#
    // In autumn 01:30 comes twice.
    let answers = try ask(twice, "2025-11-02T05:00:00Z", "2025-11-02T05:45:00Z")
    #expect(answers.map(\.nextOpen) == ["2025-11-02T05:30:00Z", "2025-11-02T06:30:00Z"])
  }

  @Test("S1-046 all cases of the table of windows agree", .sharedData("timezones"))
  func theTableAgrees() throws {
    let table = try known(try records(of: "send_window_cases.csv"), at: "utc") { record in
      // `Sun 2026-02-15T17:00 EST`
      (record["local"] ?? "").split(separator: " ").dropFirst().first ?? ""
    }
    let answers = try database.inspectSchedules(
      table.map { record in
        ScheduleQuestion(
          config: """
            {"days": \(record["days_sunday_is_0"] ?? ""), "start": "\(record["start"] ?? "")",
            "end": "\(record["end"] ?? "")", "timezone": "\(record["zone"] ?? "")"}
            """, at: record["utc"] ?? "")
      })
    for (record, answer) in zip(table, answers) {
      #expect(answer.open == (record["inside"] == "true"), "\(record)")
    }
  }

  @Test(
    "S1-022 a window that starts at a local time opens at the moment the table of zones says",
    .sharedData("timezones"))
  func localTimesBecomeTheRightMoments() throws {
    let all = try records(of: "local_to_utc.csv").filter { $0["kind"] != "gap" }
    let table = try known(all, at: "utc_first") { ($0["local"] ?? "")[...] }
    let answers = try database.inspectSchedules(
      table.map { record in
        let local = record["local"] ?? ""
        return ScheduleQuestion(
          config: """
            {"start": "\(local.suffix(5))", "end": "\(minute(after: String(local.suffix(5))))",
            "timezone": "\(record["zone"] ?? "")"}
            """, at: record["utc_first"] ?? "")
      })
    for (record, answer) in zip(table, answers) {
      #expect(answer.open == true, "\(record)")
    }
  }

  @Test(
    "S1-022 after each change of the clocks an office opens at nine by the new clock",
    .sharedData("timezones"))
  func officesOpenByTheNewClock() throws {
    let table = try known(try records(of: "transitions_2024_2032.csv"), at: "utc") {
      ($0["local_after"] ?? "")[...]
    }
    let answers = try database.inspectSchedules(
      table.map { record in
        ScheduleQuestion(
          config: #"{"start": "09:00", "end": "09:01", "timezone": "\#(record["zone"] ?? "")"}"#,
          at: record["utc"] ?? "")
      })
    let format = ISO8601DateFormatter()
    for (record, answer) in zip(table, answers) {
      let opened = try #require(answer.nextOpen.flatMap(format.date(from:)), "\(record)")
      let offset = Double(record["offset_after_s"] ?? "") ?? 0
      let seconds = (opened.timeIntervalSince1970 + offset).truncatingRemainder(dividingBy: 86_400)
      #expect(seconds == 9 * 3600, "\(record)")
    }
  }

  /// Governments change their clocks. Where the machine's zone data are newer than the table and show
  /// another time on the wall at that moment, the row is held against nobody; and that is asked of the
  /// data themselves, not of what is tested. Half of the rows agree at least.
  private func known(
    _ table: [[String: String]], at moment: String, local: ([String: String]) -> Substring
  ) throws -> [[String: String]] {
    let zones = table.map { $0["zone"] ?? "" }
    let walls: [String] = try database.value(
      """
      SELECT array_agg(to_char(at AT TIME ZONE zone, 'YYYY-MM-DD"T"HH24:MI') ORDER BY place)
      FROM unnest(\(zones)::text[], \(table.map { $0[moment] ?? "" })::text[]::timestamptz[])
        WITH ORDINALITY t (zone, at, place)
      """)
    let agreed = zip(table, walls).filter { local($0).prefix(16) == $1 }.map(\.0)
    let changed = Set(
      zip(table, walls).filter { local($0).prefix(16) != $1 }.map { $0.0["zone"] ?? "" })
    if !changed.isEmpty { print("timezones: skipped, newer rules: \(changed.sorted())") }
    #expect(agreed.count * 2 >= table.count)
    return agreed
  }

  @Test func aConfigThatCannotBeReadSpoilsNoOther() throws {
    let answers = try database.inspectSchedules([
      .init(config: office, at: "2026-02-16T14:00:00"),
      .init(config: #"{"timezone": "Mars/Olympus"}"#, at: "2026-02-16T14:00:00Z"),
      .init(config: office, at: "some time"),
    ])
    #expect(answers[0].open == true)
    #expect(answers[1].error?.contains("no zone") == true)
    #expect(answers[2].error?.contains("some time") == true)
  }

  @Test(arguments: [
    (#"{"days": [7], "start": "09:00", "end": "17:00", "timezone": "UTC"}"#, "0, Sunday, to 6"),
    (#"{"days": []}"#, "no day"), (#"{"days": "Monday"}"#, "no schedule"), ("[]", "no schedule"),
    (#"{"start": "9:00"}"#, "09:00"), (#"{"end": "24:00"}"#, "17:00"), ("{", "no schedule"),
  ])
  func aScheduleThatNoCampaignCouldHaveIsRefused(config: String, words: String) throws {
    let answers = try database.inspectSchedules([
      .init(config: config, at: "2026-02-16T14:00:00Z"),
      .init(config: office, at: "2026-02-16T14:00:00Z"),
      .init(config: "null", at: "2026-02-16T14:00:00Z"),
    ])
    #expect(answers[0].error?.contains(words) == true)
    #expect(answers[0].open == nil)
    #expect(answers.dropFirst().map(\.open) == [true, true])
  }

  private func ask(_ config: String, _ times: String...) throws -> [ScheduleInspection] {
    try database.inspectSchedules(times.map { .init(config: config, at: $0) })
  }

  private func minute(after time: String) -> String {
    let parts = time.split(separator: ":").compactMap { Int($0) }
    let next = (parts[0] * 60 + parts[1] + 1) % 1440
    return String(format: "%02d:%02d", next / 60, next % 60)
  }

  private func records(of file: String) throws -> [[String: String]] {
    let path = sharedData("timezones").appending(path: file)
    let text = try String(contentsOf: path, encoding: .utf8)
    let lines = text.split(whereSeparator: \.isNewline).map(cells)
    return lines.dropFirst().map { Dictionary(uniqueKeysWithValues: zip(lines[0], $0)) }
  }

  private func cells(of line: Substring) -> [String] {
    var cells = [""]
    var isQuoted = false
    for character in line {
      switch character {
      case "\"": isQuoted.toggle()
      case "," where !isQuoted: cells.append("")
      default: cells[cells.count - 1].append(character)
      }
    }
    return cells
  }
}
