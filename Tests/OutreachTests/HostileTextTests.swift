import Composing
import Outreach
import TestKit
import Testing
import Text

/// Anybody can write a text, and somebody's page has to show it: four times the text costs about four
/// times the time. A quadratic scan takes sixteen times as long for it, and minutes for a megabyte.
@Suite(.serialized) struct HostileTextTests {
  @Test(arguments: [
    Hostile("/u/ ", "http://"), Hostile("", "http://a/u/"), Hostile("", "http://a/c/1-aa"),
    Hostile("", "/u/1-" + String(repeating: "a", count: 32)), Hostile("/o/", "https:/"),
    Hostile("", "h/u/"),
  ])
  func linksWithTokensAreFoundInOnePass(text: Hostile) {
    expectLinear(text) { _ = withoutTokens($0) }
  }

  @Test(arguments: [
    Hostile("", "{{A}}"), Hostile("", "{{A | \"x\"}}"), Hostile("{{A|", "“"), Hostile("", "{{A|“"),
    Hostile("", "{{A|\"x"), Hostile("", "<style"), Hostile("<style", "<"), Hostile("", "{a|b}"),
    Hostile("{a", "|"), Hostile("", "{{A|  \""), Hostile("", "\\{"), Hostile("", "\n}"),
    Hostile("", "a\u{301}"), Hostile("{", "!"), Hostile("{a|", "$"), Hostile("{{", "!"),
    Hostile("", "{!a}"), Hostile("{%", "%"),
  ])
  func aTemplateIsReadInOnePass(text: Hostile) {
    expectLinear(text) { text in
      if let template = try? MessageTemplate(parsing: text) {
        _ = try? template.render(["A": "x"], seed: 1, as: .html)
      }
    }
  }

  @Test(arguments: [
    Hostile("", "a"), Hostile("", "a@"), Hostile("", "@"), Hostile("", "a@a."), Hostile("a@", "a."),
    Hostile("", "a."), Hostile("", "a@b.example "),
  ])
  func addressesInAReplyAreFoundInOnePass(text: Hostile) {
    expectLinear(text) { _ = addresses(namedIn: $0, besides: "ines@tarnbrook.example") }
  }

  @Test(arguments: [
    Hostile("a@", "a."), Hostile("", "a.a."), Hostile("", "@"), Hostile("", " "),
    Hostile("a@b.example", " "),
  ])
  func anAddressIsReadInOnePass(text: Hostile) {
    expectLinear(text) {
      _ = EmailAddress($0)
      _ = $0.trimmingBlanks()
    }
  }

  @Test(arguments: [
    Hostile("", "株 "), Hostile("a ", "gmbh "), Hostile("", "有限会社"), Hostile("a ", "sp z oo "),
    Hostile("", "ооо "), Hostile("", "."),
  ])
  func aNameIsFoldedInOnePass(text: Hostile) {
    expectLinear(text) { _ = foldedName($0) }
  }

  @Test(arguments: [
    Hostile("", "<a =\""), Hostile("", "<a href="), Hostile("", "<!--"), Hostile("<!--", "--"),
    Hostile("", "&"), Hostile("", "&#x"), Hostile("", "<style>"), Hostile("<style>", "</"),
    Hostile("", "<a href=\"http://x/\">"), Hostile("<a ", "b=c "), Hostile("", "<"),
  ])
  func aBodyIsDressedInOnePass(text: Hostile) {
    expectLinear(text) {
      _ = dress(
        html: $0, token: "1-a", base: "http://o.example", trackOpens: true, trackClicks: true,
        footer: "")
    }
  }

  @Test("each link has a number of its own, however many there are")
  func aBodyOfManyLinksIsDressedInOnePass() {
    func body(_ length: Int) -> String {
      (0..<length / 30).map { "<a href=\"http://x/\($0)\">y</a>" }.joined()
    }
    expectLinear("many links", of: body) {
      let dressed = dress(
        html: $0, token: "1-a", base: "http://o.example", trackOpens: true, trackClicks: true,
        footer: "")
      #expect(dressed.links.count == $0.utf8.count { $0 == UInt8(ascii: "y") })
    }
  }

  @Test func theAddressesThatAReplyNamesAreAsBefore() {
    let named = addresses(
      namedIn: """
        Write to Petra.Acme+x@acme.example, not me@own.example. Or <b@sub.acme-b.co.uk>; c@d@e.example
        (x@y.z) f@g.example. F@G.EXAMPLE @nobody h@i h@j.k1 l@m.example-n
        """, besides: "me@own.example")

    #expect(
      named == [
        "petra.acme+x@acme.example", "b@sub.acme-b.co.uk", "d@e.example", "f@g.example",
        "l@m.example",
      ])
  }
}

/// A text that is repeated until it is as long as it may be.
struct Hostile: Sendable, CustomTestStringConvertible {
  let start: String
  let part: String

  init(_ start: String, _ part: String) {
    self.start = start
    self.part = part
  }

  func text(of length: Int) -> String {
    start + String(repeating: part, count: (length - start.utf8.count) / part.utf8.count)
  }

  var testDescription: String { "\(start)\(part)\(part)…" }
}

private func expectLinear(_ hostile: Hostile, _ read: (String) -> Void) {
  expectLinear(hostile.testDescription, of: hostile.text(of:), read)
}

/// A comparison that fails is made twice more, because other tests run beside this one. What is done in a
/// few milliseconds is not worth a comparison.
private func expectLinear(
  _ name: String, of text: (Int) -> String, _ read: (String) -> Void
) {
  let clock = ContinuousClock()
  let (short, long) = (text(250_000), text(1_000_000))
  var (part, whole) = (Duration.zero, Duration.zero)
  for _ in 0..<3 {
    part = clock.measure { read(short) }
    // A quadratic one would not come back for the whole.
    guard part < .seconds(15) else { continue }
    whole = clock.measure { read(long) }
    if whole < .milliseconds(50) || whole < part * 9 { return }
  }
  Issue.record("\(name): \(part) for 250 kB, \(whole) for 1 MB")
}
