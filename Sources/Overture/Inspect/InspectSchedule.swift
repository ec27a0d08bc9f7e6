import ArgumentParser
import Foundation
import Outreach
import Postgres

/// `overture inspect schedule --config JSON --at TIME…`
struct InspectSchedule: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "schedule", abstract: "When a sending schedule is open.",
    discussion: """
      --config is the JSON of a campaign's schedule: days, start, end, timezone. With - as input, \
      each line of standard input is {"config": …, "at": …}. The schedule is read by the database, \
      as the sender reads it.
      """)

  @OptionGroup var options: Options

  @Option(help: "The schedule, as JSON.")
  var config: String?

  @Option(parsing: .upToNextOption, help: "Times, as ISO 8601; without an offset they are UTC.")
  var at: [String] = []

  @Argument(help: "- to read standard input.")
  var input: [String] = []

  func run() throws {
    let settings = try options.settings()
    var answers = Answers()
    let questions = try questions(&answers)
    try settings.withDatabases { databases in
      try settings.prepare(databases)
      for answer in try databases.app.inspectSchedules(questions) {
        if let error = answer.error {
          answers.miss("\(answer.at): \(error)")
        } else {
          try answers.write(answer)
        }
      }
    }
    try answers.end()
  }

  private func questions(_ answers: inout Answers) throws -> [ScheduleQuestion] {
    guard input == ["-"] else {
      guard let config, !at.isEmpty else {
        throw ValidationError("give --config and --at, or - to read standard input")
      }
      return at.map { ScheduleQuestion(config: config, at: $0) }
    }
    return inputs(input).compactMap { line in
      guard let question = question(line) else {
        answers.miss("no {\"config\": …, \"at\": …}: \(line.prefix(80))")
        return nil
      }
      return question
    }
  }

  /// The config may be an object, or the text of one.
  private func question(_ line: String) -> ScheduleQuestion? {
    guard let object = try? JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any],
      let at = object["at"] as? String, let config = object["config"]
    else { return nil }
    if let text = config as? String { return ScheduleQuestion(config: text, at: at) }
    if config is NSNull { return ScheduleQuestion(config: "null", at: at) }
    guard let data = try? JSONSerialization.data(withJSONObject: config) else { return nil }
    return ScheduleQuestion(config: String(decoding: data, as: UTF8.self), at: at)
  }
}
