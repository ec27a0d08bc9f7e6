import Foundation
import Glibc

/// A program that the supervisor keeps running.
struct ChildProgram {
  let name: String
  /// Settings that it gets besides ours.
  let settings: [Setting: String]
  /// The name of the program that has to be ready before this one starts for the first time.
  let predecessor: String?

  private(set) var process: pid_t?
  private(set) var isReady = false
  /// It was ready once, so it is not its configuration that keeps it from running.
  private(set) var hasBeenReady = false
  private(set) var port: Int?
  private(set) var startsAt = ContinuousClock.now
  private var began = ContinuousClock.now
  private var pause = ChildProgram.shortestPause
  private var ready: Int32 = -1

  private static let shortestPause = Duration.milliseconds(100)
  private static let longestPause = Duration.seconds(10)

  init(_ name: String, _ settings: [Setting: String] = [:], after predecessor: String? = nil) {
    self.name = name
    self.settings = settings
    self.predecessor = predecessor
  }

  mutating func start(in environment: [String: String], life: Int32, inherited: [Int32]) throws {
    let pipe = try closedPipe()
    _ = fcntl(pipe.read, F_SETFL, O_NONBLOCK)
    defer { close(pipe.write) }
    do {
      process = try spawn(
        // What runs, also when another version has been installed in its place.
        "/proc/self/exe", [name], named: CommandLine.arguments[0],
        environment: environment.merging(
          Supervision.environment(ready: pipe.write, life: life)
        ) { $1 },
        inherited: [pipe.write, life] + inherited, group: true)
    } catch {
      close(pipe.read)
      throw error
    }
    (ready, began, isReady) = (pipe.read, .now, false)
  }

  /// Looks whether it has said that it is ready. True the moment that it has.
  mutating func lookForReadiness() -> Bool {
    guard process != nil, !isReady else { return false }
    var bytes = [UInt8](repeating: 0, count: 16)
    let count = read(ready, &bytes, bytes.count)
    guard count > 0 else { return false }
    let text = String(decoding: bytes[..<count], as: UTF8.self)
    port = Int(text.trimmingCharacters(in: .whitespacesAndNewlines))
    isReady = true
    hasBeenReady = true
    return true
  }

  /// How it ended, if it has.
  mutating func ended() -> ExitStatus? {
    guard let process else { return nil }
    var status: Int32 = 0
    guard waitpid(process, &status, WNOHANG) == process else { return nil }
    close(ready)
    self.process = nil
    isReady = false
    return ExitStatus(status)
  }

  /// When it starts again: at once where it ran well for a minute, later each time that it did not.
  mutating func planRestart() -> Duration {
    if began.duration(to: .now) > .seconds(60) { pause = Self.shortestPause }
    defer { pause = min(pause * 2, Self.longestPause) }
    startsAt = .now + pause
    return pause
  }

  func signal(_ signal: Int32) {
    if let process { kill(process, signal) }
  }
}
