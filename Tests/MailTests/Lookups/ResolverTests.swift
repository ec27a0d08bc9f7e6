import Foundation
import Mail
import Testing

/// Against a server that answers as the test says.
@Suite struct ResolverTests {
  @Test func exchangesComeThePreferredFirst() throws {
    // The second name is written as a label and a pointer to the name of the question.
    let server = try NameServer([
      "firm.example MX": [
        "records": [record("MX", mx(20, "late.example")), record("MX", "000a" + "026d78" + "c00c")]
      ]
    ])

    let exchanges = try server.resolver.exchanges(of: "firm.example")

    #expect(exchanges.map(\.host) == ["mx.firm.example", "late.example"])
    #expect(exchanges.map(\.preference) == [10, 20])
  }

  @Test func aDomainMaySayThatItTakesNoMail() throws {
    let server = try NameServer(["firm.example MX": ["records": [record("MX", "000000")]]])

    let exchanges = try server.resolver.exchanges(of: "firm.example")

    #expect(exchanges.map(\.host) == [""])
  }

  @Test func aTextIsJoinedFromItsPieces() throws {
    let server = try NameServer([
      "firm.example TXT": ["records": [record("TXT", txt("v=spf1 ", "-all")), record("TXT", "00")]]
    ])

    #expect(try server.resolver.texts(at: "firm.example") == ["v=spf1 -all", ""])
  }

  @Test func aNameThatIsNotThereIsToldFromOneWithoutRecords() throws {
    let server = try NameServer(["empty.example MX": ["rcode": 0]])

    #expect(throws: Resolver.Problem.noSuchName) {
      try server.resolver.exchanges(of: "nobody.example")
    }
    #expect(try server.resolver.exchanges(of: "empty.example") == [])
    #expect(throws: Resolver.Problem.noSuchName) { try server.resolver.texts(at: "no name.") }
  }

  @Test(arguments: [2, 4, 5])
  func aServerThatCannotSayIsNoMissingName(code: Int) throws {
    let server = try NameServer(["firm.example MX": ["rcode": code]])

    #expect(throws: Resolver.Problem.noAnswer) {
      try server.resolver.exchanges(of: "firm.example")
    }
  }

  @Test func aServerThatIsSilentIsNotWaitedForLong() throws {
    let server = try NameServer(["firm.example MX": ["silent": true]])
    let started = ContinuousClock.now

    #expect(throws: Resolver.Problem.noAnswer) {
      try server.resolver.exchanges(of: "firm.example")
    }
    #expect(ContinuousClock.now - started < .seconds(6))
    #expect(try server.questions.count == 2)
  }

  @Test func aLostQuestionIsAskedAgain() throws {
    let server = try NameServer([
      "firm.example MX": ["lose": 1, "records": [record("MX", mx(5, "mx.example"))]]
    ])

    #expect(try server.resolver.exchanges(of: "firm.example").map(\.host) == ["mx.example"])
  }

  @Test func whatDoesNotFitIsAskedForOverTCP() throws {
    let long = String(repeating: "k", count: 250)
    let server = try NameServer([
      "key.example TXT": [
        "truncate": true, "records": [record("TXT", String(repeating: txt(long), count: 20))],
      ]
    ])

    #expect(
      try server.resolver.texts(at: "key.example") == [String(repeating: long, count: 20)])
    #expect(try server.questions == ["udp key.example TXT", "tcp key.example TXT"])
  }

  /// Half an answer must not pass for "no record".
  @Test func whatIsCutOffAndNotToBeHadOverTCPIsNoAnswer() throws {
    let server = try NameServer(["key.example TXT": ["truncate": true, "tcp": false]])

    #expect(throws: Resolver.Problem.noAnswer) { try server.resolver.texts(at: "key.example") }
  }

  @Test func aChainOfOtherNamesIsFollowedToItsRecords() throws {
    let server = try NameServer([
      "www.example MX": [
        "records": [
          record("CNAME", name("a.example")), record("CNAME", name("b.example"), of: "a.example"),
          record("MX", mx(10, "mx.example"), of: "b.example"),
        ]
      ],
      "dead.example MX": ["rcode": 3, "records": [record("CNAME", name("gone.example"))]],
      "bare.example MX": ["records": [record("CNAME", name("a.example"))]],
    ])

    #expect(try server.resolver.exchanges(of: "www.example").map(\.host) == ["mx.example"])
    #expect(throws: Resolver.Problem.noSuchName) {
      try server.resolver.exchanges(of: "dead.example")
    }
    #expect(try server.resolver.exchanges(of: "bare.example") == [])
  }

  @Test func anAnswerToAnotherQuestionIsNotTaken() throws {
    let server = try NameServer([
      "firm.example MX": ["stranger": true, "records": [record("MX", mx(5, "evil.example"))]]
    ])

    #expect(throws: Resolver.Problem.noAnswer) {
      try server.resolver.exchanges(of: "firm.example")
    }
  }

  /// A record that ends before its data, a name that points at itself, a text longer than its record.
  @Test(arguments: [
    record("MX", "00"), record("MX", "000ac02f"), record("MX", "000a3f61"), record("TXT", "ff6162"),
    record("TXT", ""),
  ])
  func aBrokenRecordHurtsNobody(broken: [String]) throws {
    let server = try NameServer([
      "firm.example MX": ["records": [broken]], "firm.example TXT": ["records": [broken]],
    ])

    #expect(try server.resolver.exchanges(of: "firm.example") == [])
    #expect(try server.resolver.texts(at: "firm.example").allSatisfy { $0.count < 3 })
  }

  @Test(arguments: ["8180", "81800001000a00000000", "ffffffffffffffffffffffff"])
  func noiseIsNoAnswer(bytes: String) throws {
    let server = try NameServer(["firm.example MX": ["bytes": bytes]])

    let exchanges = try? server.resolver.exchanges(of: "firm.example")

    #expect(exchanges == nil || exchanges == [])
  }
}

/// dns_server.py for the time of a test.
private final class NameServer {
  private let server: MailServer
  private let log: URL

  init(_ plan: [String: [String: Any]]) throws {
    log = FileManager.default.temporaryDirectory.appending(path: "dns-\(UUID().uuidString).log")
    try Data().write(to: log)
    let json = String(decoding: try JSONSerialization.data(withJSONObject: plan), as: UTF8.self)
    server = try MailServer.script("Lookups/dns_server.py", [log.path(), json])
  }

  deinit { try? FileManager.default.removeItem(at: log) }

  var resolver: Resolver { Resolver(timeout: .seconds(1), attempts: 2, port: server.port) }

  var questions: [String] {
    get throws {
      try String(contentsOf: log, encoding: .utf8).split(separator: "\n").map(String.init)
    }
  }
}

/// Owner, type, time to live and data; `@` is the name of the question.
private func record(_ type: String, _ data: String, of owner: String = "@") -> [String] {
  [owner, type, "60", data]
}

private func mx(_ preference: Int, _ host: String) -> String {
  hex([UInt8(preference >> 8), UInt8(preference & 255)]) + name(host)
}

private func txt(_ pieces: String...) -> String {
  pieces.map { hex([UInt8($0.utf8.count)] + $0.utf8) }.joined()
}

private func name(_ host: String) -> String {
  host.split(separator: ".").map { hex([UInt8($0.utf8.count)] + $0.utf8) }.joined() + "00"
}

private func hex(_ bytes: [UInt8]) -> String {
  bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
}
