import Composing
import Foundation
import Glibc
import Outreach

/// One SMTP conversation, from greeting to QUIT.
struct PracticeDialogue {
  struct Mail {
    let sender: String
    let recipients: [String]
    let content: [UInt8]
  }

  let socket: Int32
  let stop: Stop
  /// If it throws, the reply is 451, and the client tries again.
  let keep: (Mail) throws -> Void

  private static let largest = 25 << 20

  func run(report: (any Error) -> Void) {
    var wire = Wire(socket: socket, stop: stop)
    var sender: String?
    var recipients: [String] = []
    wire.say("220 practice.invalid ESMTP Overture practice")
    while let line = wire.line(atMost: 4_096) {
      let words = line.split(separator: " ", maxSplits: 1)
      let argument = words.count > 1 ? String(words[1]) : ""
      switch words.first?.uppercased() ?? "" {
      case "EHLO":
        wire.say(
          "250-practice.invalid", "250-PIPELINING", "250-SIZE \(Self.largest)", "250-8BITMIME",
          "250 ENHANCEDSTATUSCODES")
      case "HELO": wire.say("250 practice.invalid")
      case "MAIL":
        (sender, recipients) = (address(in: argument), [])
        wire.say(sender == nil ? "501 5.5.4 MAIL FROM:<address>" : "250 2.1.0 noted")
      case "RCPT":
        let recipient = address(in: argument)
        let answer = sender == nil ? "503 5.5.1 MAIL first" : Self.answer(to: recipient)
        if answer.hasPrefix("2"), let recipient { recipients.append(recipient) }
        wire.say(answer)
      case "DATA":
        guard let from = sender, !recipients.isEmpty else {
          wire.say("503 5.5.1 MAIL and RCPT first")
          continue
        }
        wire.say("354 end with a line of one dot")
        guard let content = wire.message(atMost: Self.largest) else { return }
        wire.say(taken(Mail(sender: from, recipients: recipients, content: content), report))
        (sender, recipients) = (nil, [])
      case "RSET":
        (sender, recipients) = (nil, [])
        wire.say("250 2.0.0 forgotten")
      case "NOOP": wire.say("250 2.0.0 here")
      case "VRFY": wire.say("252 2.5.0 try and see")
      case "QUIT":
        wire.say("221 2.0.0 good-bye")
        wire.flush()
        return
      default: wire.say("500 5.5.2 not known")
      }
    }
  }

  private func taken(_ mail: Mail, _ report: (any Error) -> Void) -> String {
    do {
      try keep(mail)
      return "250 2.0.0 taken in by an invented person"
    } catch {
      report(error)
      return "451 4.3.0 the practice mailbox cannot write it down now"
    }
  }

  /// One in three hundred is rejected at RCPT, always the same names.
  private static func answer(to recipient: String?) -> String {
    guard let recipient, recipient.contains("@") else { return "501 5.1.3 no address" }
    if recipient.hasPrefix("busy.") { return "451 4.2.1 this mailbox takes no mail now" }
    if recipient.hasPrefix("nobody.") || seed(of: recipient) % 300 == 7 {
      return "550 5.1.1 nobody of this name here"
    }
    return "250 2.1.5 go on"
  }

  private func address(in argument: String) -> String? {
    guard let from = argument.firstIndex(of: "<"), let to = argument[from...].firstIndex(of: ">")
    else { return nil }
    return argument[argument.index(after: from)..<to].lowercased()
  }
}

/// Bytes in and out of one socket; replies are buffered while more commands are waiting.
private struct Wire {
  let socket: Int32
  let stop: Stop
  private var unread: [UInt8] = []
  private var start = 0
  private var unsaid = ""

  init(socket: Int32, stop: Stop) {
    self.socket = socket
    self.stop = stop
  }

  mutating func say(_ lines: String...) {
    unsaid += lines.joined(separator: "\r\n") + "\r\n"
  }

  mutating func flush() {
    guard !unsaid.isEmpty else { return }
    send(socket, unsaid)
    unsaid = ""
  }

  /// Nil: the other side is gone, or its line is too long.
  mutating func line(atMost limit: Int) -> String? {
    while true {
      if let end = unread[start...].firstIndex(of: UInt8(ascii: "\n")) {
        defer { start = end + 1 }
        let bytes = unread[start..<end]
        return String(decoding: bytes.last == 13 ? bytes.dropLast() : bytes, as: UTF8.self)
      }
      guard unread.count - start < limit, read() else { return nil }
    }
  }

  /// The message, with its dot-stuffing removed.
  mutating func message(atMost limit: Int) -> [UInt8]? {
    flush()
    var content: [UInt8] = []
    while let line = rawLine() {
      if line.elementsEqual([UInt8(ascii: "."), 13, 10]) { return content }
      content += line.first == UInt8(ascii: ".") ? line.dropFirst() : line
      guard content.count < limit else { return nil }
    }
    return nil
  }

  private mutating func rawLine() -> ArraySlice<UInt8>? {
    while true {
      if let end = unread[start...].firstIndex(of: UInt8(ascii: "\n")) {
        defer { start = end + 1 }
        return unread[start...end]
      }
      guard unread.count - start < 1 << 20, read() else { return nil }
    }
  }

  private mutating func read() -> Bool {
    flush()
    if start > 0 {
      unread.removeFirst(start)
      start = 0
    }
    for _ in 0..<600 where !stop.isRequested {
      var waits = pollfd(fd: socket, events: Int16(POLLIN), revents: 0)
      guard poll(&waits, 1, 200) > 0 else { continue }
      var piece = [UInt8](repeating: 0, count: 32 << 10)
      let count = recv(socket, &piece, piece.count, 0)
      guard count > 0 else { return false }
      unread += piece.prefix(count)
      return true
    }
    return false
  }
}
