import CLibPQ
import Glibc

/// A notification on a channel.
package struct Notification: Sendable, Equatable {
  package let channel: String
  package let payload: String

  package init(channel: String, payload: String) {
    self.channel = channel
    self.payload = payload
  }
}

/// A connection of its own that receives NOTIFY. A missed one costs a poll, never a job: after the
/// server was unavailable it listens again, and notifications from the meantime are not repeated.
package final class Listener {
  private let settings: ConnectionSettings
  private let channels: [String]
  private var connection: Connection?
  private var backOff = BackOff()

  /// `channels` are names from the source, lower case.
  package init(_ settings: ConnectionSettings, channels: [String]) {
    self.settings = settings
    self.channels = channels
  }

  /// The notifications since the last call, or within `patience`; empty if there were none.
  package func wait(atMost patience: Duration) -> [Notification] {
    do {
      return try heard(atMost: patience)
    } catch {
      connection = nil
      backOff.wait(atMost: patience)
      return []
    }
  }

  private func heard(atMost patience: Duration) throws -> [Notification] {
    let connection = try self.connection ?? listen()
    self.connection = connection
    let waiting = pending(on: connection)
    guard waiting.isEmpty else { return waiting }
    var descriptor = pollfd(fd: PQsocket(connection.handle), events: Int16(POLLIN), revents: 0)
    guard poll(&descriptor, 1, Int32(patience / .milliseconds(1))) > 0 else { return [] }
    guard PQconsumeInput(connection.handle) == 1 else { throw connection.lost(nil) }
    return pending(on: connection)
  }

  private func listen() throws -> Connection {
    let connection = try Connection(settings)
    for channel in channels {
      precondition(channel.allSatisfy { $0.isLetter || $0 == "_" }, "a channel's name is a word")
      try connection.script("LISTEN \(channel)")
    }
    backOff.reset()
    return connection
  }

  private func pending(on connection: Connection) -> [Notification] {
    var heard: [Notification] = []
    while let notify = PQnotifies(connection.handle) {
      heard.append(
        Notification(
          channel: String(cString: notify.pointee.relname),
          payload: String(cString: notify.pointee.extra)))
      PQfreemem(notify)
    }
    return heard
  }
}

/// Waits longer each time, up to five seconds.
struct BackOff {
  private var pause: Duration = .milliseconds(100)

  mutating func reset() { pause = .milliseconds(100) }

  mutating func wait(atMost patience: Duration) {
    usleep(UInt32(min(pause, patience) / .microseconds(1)))
    pause = min(pause * 2, .seconds(5))
  }
}
