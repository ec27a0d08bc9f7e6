import Outreach
import Testing
import Workers

/// Whoever may edit a step writes the addresses that practice people find in it.
@Suite struct OwnLinksTests {
  private static let token = "1-" + String(repeating: "0a", count: 16)
  private static let another = "1-" + String(repeating: "0b", count: 16)
  private let own = OwnLinks(
    base: "http://127.0.0.1:8080", messageID: "s.\(token)@tarnbrook.example")

  @Test func whatTheProgramWroteIsVisited() {
    let base = "http://127.0.0.1:8080"
    #expect(own.address("\(base)/o/\(Self.token)", .open) == "\(base)/o/\(Self.token)")
    #expect(own.address("\(base)/c/\(Self.token)/12", .click) == "\(base)/c/\(Self.token)/12")
    #expect(own.address("\(base)/u/\(Self.token)", .unsubscribe) == "\(base)/u/\(Self.token)")
    #expect(own.address("HTTP://127.0.0.1:8080/o/\(Self.token)", .open) != nil)
  }

  @Test(arguments: [
    "http://127.0.0.1:8080@127.0.0.1:25999/o/TOKEN", "http://127.0.0.1:8080.evil.example/o/TOKEN",
    "http://127.0.0.1:80809/o/TOKEN", "http://127.0.0.1:8080\\@evil.example/o/TOKEN",
    "http://127.0.0.1\\@evil.example:8080/o/TOKEN", "http://ines@127.0.0.1:8080/o/TOKEN",
    "http://127.0.0.1:8080:80/o/TOKEN", "http://[::ffff:127.0.0.1]:8080/o/TOKEN",
    "http://[127.0.0.1]:8080/o/TOKEN", "http://127.0.0.1%3A8080/o/TOKEN",
    "http://127.0.0.1/o/TOKEN", "https://127.0.0.1:8080/o/TOKEN", "http:/127.0.0.1:8080/o/TOKEN",
    "http:///127.0.0.1:8080/o/TOKEN", "http://localhost:8080/o/TOKEN", "http://127.1:8080/o/TOKEN",
    "http://0x7f000001:8080/o/TOKEN", "http://127.0.0.1.:8080/o/TOKEN",
    "http://127.0.0.1:8080/x/o/TOKEN", "http://127.0.0.1:8080/o/../admin",
    "http://127.0.0.1:8080/o/../o/TOKEN", "http://127.0.0.1:8080//o/TOKEN",
    "http://127.0.0.1:8080/o/TOKEN/1", "http://127.0.0.1:8080/o/TOKEN?x=1",
    "http://127.0.0.1:8080/o/TOKEN#x", "http://127.0.0.1:8080/o/TOKEN%2f..", "http://",
    "http://127.0.0.1:8080/O/TOKEN", "http://127.0.0.1:8080\t/o/TOKEN", "//127.0.0.1:8080/o/TOKEN",
    "http://127.0.0.1:8080/c/TOKEN", "http://127.0.0.1:8080/u/TOKEN", "http://127.0.0.1:/o/TOKEN",
    "http://127.0.0.1:99999999999999999999/o/TOKEN", "http://[::1/o/TOKEN",
    "ftp://127.0.0.1/o/TOKEN",
  ])
  func anythingElseIsNot(address: String) {
    #expect(own.address(address.replacing("TOKEN", with: Self.token), .open) == nil)
  }

  @Test func theTokenIsThatOfThisVeryMail() {
    #expect(own.address("http://127.0.0.1:8080/o/\(Self.another)", .open) == nil)
    for messageID in ["t.\(Self.token)@x", "s.x@y", "", "s.@x", "s.1-zz@x"] {
      let other = OwnLinks(base: "http://127.0.0.1:8080", messageID: messageID)
      #expect(other.address("http://127.0.0.1:8080/o/\(Self.token)", .open) == nil)
    }
  }

  @Test(arguments: ["", "/", "/x", "/1234567", "/1a", "/1/2", "/-1", "/1?x"])
  func aClickNamesANumber(end: String) {
    #expect(own.address("http://127.0.0.1:8080/c/\(Self.token)\(end)", .click) == nil)
  }

  @Test(arguments: [
    ("https://go.example", "HTTPS://GO.example:443"),
    ("http://[2001:db8::1]:8080", "http://[2001:DB8::1]:8080"),
    ("https://example.com/overture", "https://example.com/overture"), ("http://h", "http://h:80"),
  ])
  func ourOwnBaseIsComparedAsParsed(base: String, written: String) {
    let own = OwnLinks(base: base, messageID: "s.\(Self.token)@x")
    #expect(own.address("\(written)/o/\(Self.token)", .open) == "\(base)/o/\(Self.token)")
    #expect(own.address("\(written)x/o/\(Self.token)", .open) == nil)
  }
}
