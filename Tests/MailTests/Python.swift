import Foundation
import TestKit

/// Runs a script of this folder with other people's programs for mail.
///
/// Scripts/test makes an environment from Tests/requirements.txt and names it in
/// OVERTURE_TEST_PYTHON.
func python(_ script: String, _ arguments: [String] = [], input: Data) throws -> Data {
  let process = try pythonProcess(script, arguments)
  let into = Pipe()
  let out = Pipe()
  process.standardInput = into
  process.standardOutput = out
  try process.run()
  Thread.detachNewThread {
    try? into.fileHandleForWriting.write(contentsOf: input)
    try? into.fileHandleForWriting.close()
  }
  let result = try out.fileHandleForReading.readToEnd() ?? Data()
  process.waitUntilExit()
  return result
}

func pythonProcess(_ script: String, _ arguments: [String]) throws -> Process {
  let process = Process()
  let python = ProcessInfo.processInfo.environment["OVERTURE_TEST_PYTHON"] ?? "python3"
  process.executableURL = URL(filePath: "/usr/bin/env")
  let path = packageFolder.appending(path: "Tests/MailTests/\(script)").path()
  process.arguments = [python, path] + arguments
  return process
}
