import Foundation
import Mail
import Testing

@Suite struct OutgoingMessageTests {
  @Test func pythonReadsWhatWasMeantWithoutADefect() throws {
    let cases = [
      MessageCase(),
      MessageCase(subject: "", html: nil),
      MessageCase(subject: "Ünïcödé straße größer als alles, was man sich vorstellen könnte, ja"),
      MessageCase(subject: "日本語の件名はとても長いので折り返しが必要になりますがどうなりますか教えてください"),
      MessageCase(
        subject: "A long subject of plain words " + String(repeating: "word ", count: 60) + "."),
      MessageCase(
        subject: "two  spaces   in a row, again  and  again" + String(repeating: "  x", count: 40)),
      MessageCase(subject: "looks like =?UTF-8?Q?an_encoded?= word"),
      MessageCase(subject: " leading and trailing "),
      MessageCase(subject: String(repeating: "a", count: 2_000)),
      MessageCase(subject: "👩‍👩‍👧‍👦 " + String(repeating: "🎉", count: 40)),
      MessageCase(fromName: "Ann Müller", toName: "Bob \"Q.\" Public, Jr."),
      MessageCase(fromName: "back\\slash (and) <signs>", toName: "日本語の名前はとても長いので折り返しが必要になります"),
      MessageCase(fromName: String(repeating: "Long Name ", count: 12) + "End"),
      MessageCase(to: "first.last+tag@sub.rcpt.example"),
      MessageCase(text: "", html: ""),
      MessageCase(text: ".\n..\n.a\nFrom here\nFrom  \n \t\nend \n\n\n"),
      MessageCase(
        text: "a=b == c\r\nd\re\n\u{0}\u{1}\u{7f}", html: String(repeating: "é", count: 500)),
      MessageCase(
        text: String(repeating: "x", count: 75) + ".\n" + String(repeating: "y", count: 76)),
      MessageCase(html: "<p>" + String(repeating: "no line end at all ", count: 300) + "</p>"),
    ]

    let found = try complaints(about: cases.map { try $0.line() })

    #expect(found == cases.map { _ in [] })
  }

  /// Seeded, so that a failure comes back.
  @Test func anyTextComesBackAsItWasWritten() throws {
    var random = Seeded(seed: 7)
    let cases = (0..<300).map { number in
      MessageCase(
        subject: random.text(0...120, from: subjectSigns).trimmingCharacters(in: .newlines),
        fromName: random.text(1...50, from: nameSigns),
        toName: random.text(0...40, from: nameSigns),
        text: random.text(0...600, from: bodySigns), html: random.text(0...900, from: bodySigns))
    }

    let found = try complaints(about: cases.map { try $0.line() })

    #expect(found.count == cases.count)
    for (number, complaints) in found.enumerated() where !complaints.isEmpty {
      Issue.record("\(cases[number].subject.debugDescription): \(complaints)")
    }
  }

  @Test(arguments: ["x\r\nBcc: eve@evil.example", "x\ny", "x\ry", "x\u{0}y", "x\u{1b}", "x\u{7f}"])
  func whatWouldBeginAnotherHeaderIsRefused(value: String) throws {
    var message = MessageCase().message()
    message.feedbackID = value
    #expect(throws: MessageProblem.controlCharacter(in: "Feedback-ID")) { try message.bytes() }
    message.feedbackID = nil
    message.inReplyTo = value
    #expect(throws: MessageProblem.controlCharacter(in: "In-Reply-To")) { try message.bytes() }
    message.inReplyTo = nil
    message.references = [value]
    #expect(throws: MessageProblem.self) { try message.bytes() }
    message.references = []
    message.listUnsubscribe = ListUnsubscribe(url: value)
    #expect(throws: MessageProblem.self) { try message.bytes() }

    for spoilt in [
      MessageCase(subject: value), MessageCase(fromName: value), MessageCase(toName: value),
      MessageCase(to: value + "@rcpt.example"),
    ] {
      #expect(throws: MessageProblem.self) { try spoilt.message().bytes() }
    }
  }

  @Test(arguments: [
    "müller@rcpt.example", "a@b c.example", "a b@rcpt.example", "@rcpt.example", "a@", "a",
    "a@-x.example", "a..b@rcpt.example", "a>b@rcpt.example",
    String(repeating: "l", count: 65) + "@rcpt.example",
  ])
  func anAddressThatCannotGoOverTheWireIsRefused(address: String) {
    #expect(throws: MessageProblem.unsupportedAddress(address)) {
      try MailAddress(address).onTheWire()
    }
  }

  @Test func aDomainOfOtherLettersGoesOutInItsASCIIForm() throws {
    #expect(try MailAddress("a@bücher.example").onTheWire() == "a@xn--bcher-kva.example")
    let longest = String(repeating: "l", count: 64) + "@rcpt.example"
    #expect(try MailAddress(longest).onTheWire() == longest)
  }

  @Test func theHeadersAreThoseOfTheListAndNoOthers() throws {
    let text = String(decoding: try MessageCase().message().bytes(), as: UTF8.self)
    let head = text.components(separatedBy: "\r\n\r\n")[0]
    let names = head.matches(of: /^([A-Za-z-]+):/.anchorsMatchLineEndings()).map { String($0.1) }

    #expect(
      names == [
        "Date", "From", "To", "Subject", "Message-ID", "In-Reply-To", "References", "MIME-Version",
        "Content-Type", "List-Unsubscribe", "List-Unsubscribe-Post", "Feedback-ID",
      ])
    #expect(head.contains("Date: Sat, 21 Nov 2026 16:45:29 +0000\r\n"))
    #expect(head.contains("\r\nList-Unsubscribe-Post: List-Unsubscribe=One-Click"))
    #expect(head.contains("References: <s.number.1@send.example>\r\n <s.number.6@send.example>"))
  }
}

private let subjectSigns = Array("abc DEF,.=?_:;<>@\"\\()é ß漢字🎉 -+*/!#'  ")
private let nameSigns = Array("abcDEF.,=?_<>@\"\\()éß漢字🎉-'Z")
private let bodySigns =
  Array("abc .=FrFrom é漢🎉\t  \n\n.<p>&;x\r") + ["From ", "\r\n"].flatMap { $0 }

/// SplitMix64: the same numbers for the same seed.
struct Seeded: RandomNumberGenerator {
  var seed: UInt64

  mutating func next() -> UInt64 {
    seed &+= 0x9e37_79b9_7f4a_7c15
    var value = (seed ^ (seed >> 30)) &* 0xbf58_476d_1ce4_e5b9
    value = (value ^ (value >> 27)) &* 0x94d0_49bb_1331_11eb
    return value ^ (value >> 31)
  }

  mutating func text(_ length: ClosedRange<Int>, from signs: [Character]) -> String {
    let count = Int.random(in: length, using: &self)
    return String((0..<count).compactMap { _ in signs.randomElement(using: &self) })
  }
}
