import Foundation
import Mail
import Outreach
import Postgres
import TestKit
import Testing
import Workers

@Suite(.database) struct PracticeServerTests {
  /// Runs `body` beside a practice server on a port of its own.
  private func serving(_ body: (Int) throws -> Void) throws {
    let server = try PracticeServer(queue: queue, port: 0)
    let stop = Stop()
    let ended = DispatchSemaphore(value: 0)
    Thread.detachNewThread {
      server.run(until: stop) { _ in }
      ended.signal()
    }
    defer {
      stop.request()
      ended.wait()
    }
    try body(server.port)
  }

  private func mail(to lead: WrittenTo) throws -> [UInt8] {
    try OutgoingMessage(
      from: MailAddress("ines@tarnbrook.example", name: "Ines"), to: MailAddress(lead.email),
      subject: "Hello", html: "<p>.Hello</p>", text: ".Hello", messageID: lead.messageID
    ).bytes()
  }

  @Test func aMailIsKeptOnceWithWhatItsRecipientWillDo() throws {
    let campaign = try workspace.makeCampaign()
    let mailbox = try workspace.makeMailbox()
    let leads = try (1...12).map {
      try workspace.makeWrittenTo("Acme \($0)", in: campaign, from: mailbox)
    }

    try serving { port in
      for _ in 1...2 {
        let connection = try SMTPConnection(
          SMTPServer(host: "127.0.0.1", port: port, security: .none))
        for lead in leads {
          let answer = try connection.send(
            from: "ines@tarnbrook.example", to: lead.email, data: mail(to: lead)
          ) { true }
          #expect(answer?.code == 250)
        }
        connection.quit()
      }
    }

    #expect(try workspace.value("SELECT count(*) FROM practice_mails") == 12)
    #expect(try workspace.value("SELECT count(*) FROM practice_acts") > 0)
    #expect(
      try workspace.value(
        """
        SELECT count(*) FROM practice_acts
        WHERE act IN ('open', 'click') AND due_at < now() + interval '14 seconds'
        """) == 0)
  }

  @Test func whoIsNobodyIsRefusedAtTheDoor() throws {
    try serving { port in
      let connection = try SMTPConnection(
        SMTPServer(host: "127.0.0.1", port: port, security: .none))
      let answer = try connection.send(
        from: "ines@tarnbrook.example", to: "nobody.here@acme.example", data: Array("x".utf8)
      ) { true }
      connection.quit()

      #expect(answer?.code == 550)
    }
  }
}
