import Foundation

/// Runs a script of Tests with other people's programs for mail; answers its standard output.
///
/// Scripts/test makes the environment .venv from Tests/requirements.txt.
package func python(_ script: String, _ arguments: [String] = [], input: Data) throws -> Data {
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

/// The same, not yet started.
package func pythonProcess(_ script: String, _ arguments: [String]) throws -> Process {
  let process = Process()
  let made = packageFolder.appending(path: ".venv/bin/python").path()
  let usual = FileManager.default.isExecutableFile(atPath: made) ? made : "python3"
  let python = ProcessInfo.processInfo.environment["OVERTURE_PYTHON"] ?? usual
  process.executableURL = URL(filePath: "/usr/bin/env")
  let path = packageFolder.appending(path: "Tests/\(script)").path()
  process.arguments = [python, path] + arguments
  return process
}
