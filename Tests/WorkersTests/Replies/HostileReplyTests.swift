import Mail
import Outreach
import Postgres
import Testing

@testable import Workers

/// Whatever a reply holds, its rules are through with it in a time that grows with its length, and not
/// with the square of it: the same clock measures a part and the whole, so a slow machine makes no
/// difference.
@Suite(.serialized) struct HostileReplyTests {
  static let parts = [
    "x", "\n", "a ", "a\n\nb\n\n", "Best regards,\nAnn\n\n", "Thanks\n", "PS: x\n\n", "12/7/2026 ",
    "24.12.-6.1.", "12月7日", "back on Monday ", "> x\n", "On 1 May 2026 Ann wrote:\n", "not ",
    "a\u{301}",
    "re: ", "---\n",
  ]

  @Test("a long text", arguments: parts)
  func aTextIsReadInOnePass(part: String) {
    let reader = RuleReader()
    expectLinear(part) { text in
      _ = OwnWords(of: text)
      _ = reader.classify(text, subject: "Re: x", isAutomatic: true, on: Self.day)
      _ = reader.classify("Hi\n\n" + text, subject: "Re: x", on: Self.day)
    }
  }

  @Test("a long subject", arguments: parts)
  func aSubjectIsReadInOnePass(part: String) {
    let reader = RuleReader()
    expectLinear(part) { text in
      _ = reader.classify("I am back.", subject: text, on: Self.day)
      _ = reader.classify("I am back.", subject: "Automatic reply: " + text, on: Self.day)
    }
  }

  @Test("a long date", arguments: parts)
  func aReturnDayIsReadInOnePass(part: String) {
    expectLinear(part) { _ = returnDay(in: "I am back on " + $0, after: Self.day) }
  }

  @Test func aLongSubjectIsReadAsFarAsATextIs() {
    let long = String(repeating: "x ", count: 100_000) + "unsubscribe me"
    let verdict = RuleReader().classify("Hello", subject: long, on: Self.day)

    #expect(verdict.replyClass == .neutral)
    #expect(verdict.reasons.allSatisfy { $0.count < 5_000 })
  }

  private static let day = Day(year: 2026, month: 11, day: 28)

  /// A comparison that fails is made twice more, because other tests run beside this one.
  private func expectLinear(_ part: String, _ read: (String) -> Void) {
    func text(_ length: Int) -> String { String(repeating: part, count: length / part.utf8.count) }
    let clock = ContinuousClock()
    let (short, long) = (text(30_000), text(180_000))
    var (some, whole) = (Duration.zero, Duration.zero)
    for _ in 0..<3 {
      some = clock.measure { read(short) }
      // A quadratic one would not come back for the whole.
      guard some < .seconds(15) else { continue }
      whole = clock.measure { read(long) }
      if whole < .milliseconds(200) || whole < some * 18 { return }
    }
    Issue.record("\(part.debugDescription): \(some) for 30 kB, \(whole) for 180 kB")
  }
}
