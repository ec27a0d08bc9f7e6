import Foundation
import Glibc
import Outreach
import Postgres
import Synchronization

/// The practice mailbox: an SMTP server on this machine alone, whose recipients are invented.
///
/// A thread for each connection: they are the sender's own, and few.
package final class PracticeServer: Sendable {
  package let port: Int
  private let listener: Int32
  private let queue: Database
  private let connections = Atomic(0)
  private let limit = 64

  /// Listens at once; port 0 is any that is free. `queue` comes as `overture_worker`.
  package init(queue: Database, port: Int) throws {
    self.queue = queue
    listener = try listen(on: port)
    self.port = boundPort(of: listener)
  }

  deinit { close(listener) }

  /// Takes mail in until it is told to stop.
  package func run(until stop: Stop, report: @escaping @Sendable (any Error) -> Void) {
    while !stop.isRequested {
      var waits = pollfd(fd: listener, events: Int16(POLLIN), revents: 0)
      guard poll(&waits, 1, 200) > 0 else { continue }
      let socket = accept(listener, nil, nil)
      guard socket >= 0 else { continue }
      guard connections.load(ordering: .relaxed) < limit else {
        send(socket, "421 4.3.2 too many connections\r\n")
        close(socket)
        continue
      }
      connections.add(1, ordering: .relaxed)
      Thread.detachNewThread { [self] in
        defer {
          close(socket)
          connections.subtract(1, ordering: .relaxed)
        }
        PracticeDialogue(socket: socket, stop: stop) { [self] in try keep($0) }.run(report: report)
      }
    }
  }

  /// Not kept: nobody here has sent it.
  private func keep(_ mail: PracticeDialogue.Mail) throws {
    let messageID = header("message-id", of: mail.content).trimmingCharacters(
      in: CharacterSet(charactersIn: "<> \t"))
    for recipient in mail.recipients {
      _ = try queue.keepPracticeMail(
        messageID: messageID, sender: mail.sender, recipient: recipient, raw: mail.content,
        acts: PracticePlan(messageID: messageID).acts)
    }
  }
}

package struct PracticeProblem: Error, CustomStringConvertible {
  package let description: String
}

private func listen(on port: Int) throws -> Int32 {
  let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
  var yes: Int32 = 1
  setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &yes, socklen_t(MemoryLayout<Int32>.size))
  var address = sockaddr_in()
  address.sin_family = sa_family_t(AF_INET)
  address.sin_port = in_port_t(truncatingIfNeeded: port).bigEndian
  address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
  let bound = withUnsafePointer(to: &address) {
    $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
      bind(listener, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
    }
  }
  guard bound == 0, Glibc.listen(listener, 128) == 0 else {
    let why = String(cString: strerror(errno))
    close(listener)
    throw PracticeProblem(
      description: "The practice mailbox cannot listen on 127.0.0.1:\(port): \(why). "
        + "Set OVERTURE_PRACTICE_PORT to a free port.")
  }
  return listener
}

private func boundPort(of listener: Int32) -> Int {
  var address = sockaddr_in()
  var length = socklen_t(MemoryLayout<sockaddr_in>.size)
  withUnsafeMutablePointer(to: &address) {
    _ = $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
      getsockname(listener, $0, &length)
    }
  }
  return Int(in_port_t(bigEndian: address.sin_port))
}

/// Writes all of it, or as much as the other side takes.
func send(_ socket: Int32, _ text: String) {
  var bytes = Array(text.utf8)[...]
  while !bytes.isEmpty {
    let sent = bytes.withUnsafeBytes {
      Glibc.send(socket, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
    }
    guard sent > 0 else { return }
    bytes = bytes.dropFirst(sent)
  }
}

/// The value of a header of a raw message, unfolded; empty where there is none.
func header(_ name: String, of raw: [UInt8]) -> String {
  let head = String(decoding: raw.prefix(64 << 10), as: UTF8.self)
  var value: String?
  for line in head.split(separator: "\r\n", omittingEmptySubsequences: false) {
    if line.isEmpty { break }
    if value != nil {
      guard line.first == " " || line.first == "\t" else { break }
      value? += " " + line.trimmingCharacters(in: .whitespaces)
    } else if line.lowercased().hasPrefix(name + ":") {
      value = line.dropFirst(name.utf8.count + 1).trimmingCharacters(in: .whitespaces)
    }
  }
  return value ?? ""
}
