import ArgumentParser
import Foundation

/// `overture inspect …`: how the product reads an input, one JSON object a line.
struct Inspect: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Show what Overture makes of a message, number, schedule, template or CSV file.",
    discussion: """
      One JSON object a line on standard output for each input; with - instead of inputs they are \
      read from standard input, one a line. Exit code 0 when every input was answered.
      """,
    subcommands: [
      InspectMessage.self, InspectPhone.self, InspectSchedule.self, InspectTemplate.self,
      InspectCSV.self,
    ])
}

/// Answers that are written as they come, and whether any input had none.
struct Answers {
  private var unanswered = 0
  private let encoder = JSONEncoder()

  init() {
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
  }

  /// Writes the answer of `body` for one input; an error goes to standard error, and the other
  /// inputs continue.
  mutating func answer(_ input: String, _ body: () throws -> any Encodable) {
    do {
      try write(body())
    } catch let failure as Failure {
      miss("\(input): \(failure.message)")
    } catch {
      miss("\(input): \(error)")
    }
  }

  func write(_ answer: any Encodable) throws {
    var line = try encoder.encode(answer)
    line.append(UInt8(ascii: "\n"))
    FileHandle.standardOutput.write(line)
  }

  mutating func miss(_ complaint: String) {
    complain(complaint)
    unanswered += 1
  }

  /// Exit code 1 if an input had no answer.
  func end() throws {
    if unanswered > 0 { throw ExitCode(1) }
  }
}

/// The inputs themselves, or with `-` the lines of standard input.
func inputs(_ arguments: [String]) -> [String] {
  guard arguments == ["-"] else { return arguments }
  var lines: [String] = []
  while let line = readLine() { if !line.isEmpty { lines.append(line) } }
  return lines
}

/// A file's text; invalid UTF-8 is replaced.
func fileText(_ path: String) throws -> String {
  String(decoding: try fileBytes(path), as: UTF8.self)
}

func fileBytes(_ path: String) throws -> Data {
  let file = try readable(path)
  guard let data = FileManager.default.contents(atPath: file.path) else {
    throw Failure.refused("the file cannot be read")
  }
  return data
}

/// Throws a readable reason before the file is used.
func readable(_ path: String) throws -> URL {
  var isFolder: ObjCBool = false
  guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
    throw Failure.refused("there is no such file")
  }
  guard !isFolder.boolValue else { throw Failure.refused("this is a folder, not a file") }
  guard FileManager.default.isReadableFile(atPath: path) else {
    throw Failure.refused("the file may not be read")
  }
  return URL(filePath: path)
}
