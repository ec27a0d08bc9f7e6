import Foundation
import Testing
import Workers

@Suite struct MessageInspectionTests {
  @Test func aReplyIsShownWithTheNamesOfTheContract() throws {
    let answer = try inspected(
      "From: Bob <bob@rcpt.example>\nSubject: Re: Hello\nIn-Reply-To: <s.1@send.example>\n\nYes please\n"
    )

    #expect(answer["kind"] as? String == "reply")
    #expect(answer["class"] as? String == "positive")
    #expect(answer["from"] as? String == "bob@rcpt.example")
    #expect(answer["subject"] as? String == "Re: Hello")
    #expect(answer["visible_text"] as? String == "Yes please")
    #expect((answer["reasons"] as? [String])?.isEmpty == false)
    #expect(answer["confidence"] is NSNumber)
    #expect(answer["file"] as? String == "one.eml")
  }

  @Test func aBounceHasRecipientsAndNoClass() throws {
    let answer = try inspected(
      """
      Return-Path: <>
      From: MAILER-DAEMON@mx.example
      Subject: Undelivered Mail Returned to Sender

      <dead@rcpt.example>: host mx.rcpt.example said: 550 5.1.1 User unknown (in reply to RCPT TO command)
      """)

    #expect(answer["kind"] as? String == "bounce")
    #expect(answer.keys.contains("class") && answer["class"] is NSNull)
    let recipient = try #require((answer["recipients"] as? [[String: String]])?.first)
    #expect(
      recipient == [
        "address": "dead@rcpt.example", "status": "5.1.1", "severity": "hard",
        "reason": "userunknown", "action": "failed",
      ])
  }

  private func inspected(_ text: String) throws -> [String: Any] {
    let inspection = MessageInspection(
      of: Array(text.utf8), file: "one.eml", reader: RuleReader())
    let data = try JSONEncoder().encode(inspection)
    return try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
  }
}
