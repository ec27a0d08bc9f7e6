import Foundation
import Glibc

/// What a program that `overture up` has started shares with it: two pipes.
struct Supervision {
  /// In the environment of such a program: the numbers of the two.
  static let name = "OVERTURE_SUPERVISED"

  /// Where it says that it is ready.
  private let ready: Int32
  /// Ends when the supervisor does, however that ended.
  private let life: Int32

  /// Nil where no supervisor is.
  init?() {
    let numbers = (ProcessInfo.processInfo.environment[Self.name] ?? "").split(separator: ",")
      .compactMap { Int32($0) }
    guard numbers.count == 2, numbers.allSatisfy({ fcntl($0, F_GETFD) >= 0 }) else { return nil }
    (ready, life) = (numbers[0], numbers[1])
    for number in numbers { _ = fcntl(number, F_SETFD, FD_CLOEXEC) }
  }

  static func environment(ready: Int32, life: Int32) -> [String: String] {
    var environment = [name: "\(ready),\(life)"]
    // A program that traps prints where before it ends, and holds its port as long: of the thread alone that
    // trapped it takes a second.
    if ProcessInfo.processInfo.environment["SWIFT_BACKTRACE"] == nil {
      environment["SWIFT_BACKTRACE"] = "threads=crashed,images=none"
    }
    return environment
  }

  /// `port` is the one that the pages listen on.
  func sayReady(port: Int) {
    let line = Array("\(port)\n".utf8)
    _ = write(ready, line, line.count)
    close(ready)
  }

  /// Asks us to end, as a person would, when the supervisor is no more.
  func endWithSupervisor() {
    let life = life
    Thread.detachNewThread {
      var byte: UInt8 = 0
      while read(life, &byte, 1) < 0, errno == EINTR {}
      kill(getpid(), SIGTERM)
    }
  }
}
