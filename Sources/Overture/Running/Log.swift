import Foundation
import Logging

/// Log lines on standard error, as text for people or as JSON for machines.
struct LineLog: LogHandler {
  let label: String
  let asJSON: Bool
  var logLevel: Logger.Level
  var metadata: Logger.Metadata = [:]

  subscript(metadataKey key: String) -> Logger.Metadata.Value? {
    get { metadata[key] }
    set { metadata[key] = newValue }
  }

  func log(event: LogEvent) {
    let metadata = metadata.merging(event.metadata ?? [:]) { $1 }
    let line =
      asJSON
      ? json(event.level, "\(event.message)", metadata)
      : text(event.level, "\(event.message)", metadata)
    FileHandle.standardError.write(Data((line + "\n").utf8))
  }

  private func text(
    _ level: Logger.Level, _ message: String, _ metadata: Logger.Metadata
  ) -> String {
    let words = metadata.sorted { $0.key < $1.key }.map { " \($0.key)=\(oneLine("\($0.value)"))" }
    return "\(now()) \(level.rawValue) \(label): \(oneLine(message))" + words.joined()
  }

  private func json(
    _ level: Logger.Level, _ message: String, _ metadata: Logger.Metadata
  ) -> String {
    var fields = ["at": now(), "level": level.rawValue, "from": label, "message": message]
    for (key, value) in metadata { fields[key] = "\(value)" }
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return (try? encoder.encode(fields)).map { String(decoding: $0, as: UTF8.self) } ?? message
  }

  private func now() -> String { Date.now.formatted(.iso8601) }

  /// Text from outside cannot begin a line of its own.
  private func oneLine(_ text: String) -> String {
    text.unicodeScalars.contains { $0.value < 32 }
      ? text.unicodeScalars.map { $0.value < 32 ? " " : String($0) }.joined() : text
  }
}

extension Settings {
  /// Configures logging for the whole program, after its settings have been checked.
  func startLog() throws {
    try validate()
    let format = self[.log]
    guard ["text", "json"].contains(format) else {
      throw Failure.misconfigured("OVERTURE_LOG is \"\(format)\"; it takes text or json")
    }
    guard let level = Logger.Level(rawValue: self[.logLevel]) else {
      throw Failure.misconfigured(
        "OVERTURE_LOG_LEVEL is \"\(self[.logLevel])\"; it takes info, debug, warning, error …")
    }
    LoggingSystem.bootstrap { LineLog(label: $0, asJSON: format == "json", logLevel: level) }
  }
}
