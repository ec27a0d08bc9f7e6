import Foundation
import Mail
import Testing

/// Against Postfix's smtp-sink.
@Suite struct SMTPSinkTests {
  let message = Array("Subject: x\r\n\r\nbody\r\n.dot\r\n".utf8)

  @Test(arguments: [[], ["-p"]])
  func manyMessagesGoOverOneConnection(flags: [String]) throws {
    let sink = try MailServer.sink(flags)
    let connection = try SMTPConnection(sink.address())

    for _ in 0..<20 {
      var asked = 0
      let answer = try connection.send(from: "a@send.example", to: "b@rcpt.example", data: message)
      {
        asked += 1
        return true
      }
      #expect(answer?.meaning == .sent)
      #expect(asked == 1)
      #expect(connection.isOpen)
    }
    #expect(connection.messages == 20)
    #expect(connection.offers.contains("PIPELINING") == flags.isEmpty)
    connection.quit()
  }

  @Test func aThreadDrivesSeveralConnectionsTogether() throws {
    let sink = try MailServer.sink()
    let connections = try (0..<5).map { _ in try SMTPConnection(sink.address()) }

    for connection in connections {
      try connection.offer(from: "a@send.example", to: "b@rcpt.example")
    }
    for connection in connections { #expect(try connection.readiness() == nil) }
    for connection in connections { try connection.transmit(message) }
    let answers = connections.map { $0.outcome() }

    #expect(answers.map { $0?.code } == [250, 250, 250, 250, 250])
  }

  /// Printed, not judged.
  @Test func howManyAConnectionCarries() throws {
    let sink = try MailServer.sink()
    let connection = try SMTPConnection(sink.address())
    let large = Array(String(repeating: String(repeating: "x", count: 74) + "\r\n", count: 50).utf8)

    let time = try ContinuousClock().measure {
      for _ in 0..<2_000 {
        _ = try connection.send(from: "a@send.example", to: "b@rcpt.example", data: large) { true }
      }
    }
    print("one connection into smtp-sink: \(Int(2_000 / (time / .seconds(1)))) messages/s")
  }
}
