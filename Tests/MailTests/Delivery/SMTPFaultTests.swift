import Foundation
import Mail
import TestKit
import Testing

/// Every way in which a dialogue goes wrong, with a server that pipelines and one that does not.
@Suite struct SMTPFaultTests {
  let message = Array("Subject: x\r\n\r\nbody\r\n.dot\r\n".utf8)

  @Test(arguments: ["MAIL", "RCPT", "DATA"], [["PIPELINING"], []])
  func aRefusalIsAnsweredAndTheNextMessageGoes(command: String, offers: [String]) throws {
    let good = command == "DATA" ? "354 go ahead" : "250 ok"
    let server = try Faulty(
      offers: offers, replies: [command: ["550 5.1.1 User unknown", good]])
    let connection = try SMTPConnection(server.address)

    let (refused, asked) = try send(over: connection)
    let (sent, _) = try send(over: connection)

    #expect(refused == SMTPAnswer(code: 550, enhanced: "5.1.1", text: "User unknown"))
    #expect(asked == 0, "the message must not begin")
    #expect(sent?.code == 250)
    #expect(try server.heard.contains("RSET\r\n"))
  }

  @Test(arguments: [["PIPELINING"], []])
  func aRefusedMessageIsAnsweredAndTheNextOneGoes(offers: [String]) throws {
    let server = try Faulty(
      offers: offers, replies: ["MESSAGE": ["554 5.6.0 malformed", "250 kept"]])
    let connection = try SMTPConnection(server.address)

    #expect(try send(over: connection).answer?.meaning == .content)
    #expect(try send(over: connection).answer?.meaning == .sent)
    #expect(try server.heard.contains("RSET\r\n"))
  }

  @Test(arguments: ["MAIL", "RCPT", "DATA"], ["CLOSE", "SILENT", "nonsense", "999 x"])
  func nothingHasLeftWhenTheConnectionEndsBeforeTheMessage(command: String, fault: String) throws {
    for offers in [["PIPELINING"], []] {
      let server = try Faulty(offers: offers, replies: [command: [fault]])
      var address = server.address
      address.timeouts.command = .milliseconds(300)
      address.timeouts.data = .milliseconds(300)
      let connection = try SMTPConnection(address)

      #expect(throws: SMTPProblem.self) { try send(over: connection) }
      #expect(!connection.hasBegun)
      #expect(!connection.isOpen)
    }
  }

  @Test("before the answer to MAIL it is the server's fault", arguments: ["MAIL", "RCPT", "DATA"])
  func aConnectionThatEndsSaysWhetherTheMessageWasKnown(command: String) throws {
    for offers in [["PIPELINING"], []] {
      let server = try Faulty(offers: offers, replies: [command: ["CLOSE"]])
      let connection = try SMTPConnection(server.address)

      let problem = #expect(throws: SMTPProblem.self) { try send(over: connection) }

      switch problem {
      case .lost?: #expect(command == "MAIL")
      case .hungUp?: #expect(command != "MAIL")
      default: Issue.record("\(String(describing: problem))")
      }
    }
  }

  @Test(arguments: ["CLOSE", "SILENT", "nonsense"])
  func noAnswerToTheFinalDotLeavesADoubt(fault: String) throws {
    let server = try Faulty(offers: ["PIPELINING"], replies: ["MESSAGE": [fault]])
    var address = server.address
    address.timeouts.finalDot = .milliseconds(300)
    let connection = try SMTPConnection(address)

    let (answer, asked) = try send(over: connection)

    #expect(answer == nil)
    #expect(asked == 1)
    #expect(connection.hasBegun)
    #expect(!connection.isOpen)
  }

  @Test(arguments: [1, 12, 1_000_000])
  func aConnectionCutWithinTheMessageLeavesADoubt(bytes: Int) throws {
    let server = try Faulty(offers: ["PIPELINING"], cut: bytes)
    let connection = try SMTPConnection(server.address)
    let large = [UInt8](repeating: UInt8(ascii: "x"), count: 20_000_000)

    let answer = try connection.send(from: "a@send.example", to: "b@rcpt.example", data: large) {
      true
    }

    #expect(answer == nil)
    #expect(connection.hasBegun)
  }

  @Test func aServerThatCutsUsOffMaySayWhy() throws {
    let server = try Faulty(
      offers: ["PIPELINING"], replies: ["CUT": ["552 5.3.4 Message too big"]], cut: 100)
    let connection = try SMTPConnection(server.address)
    let small = [UInt8](repeating: UInt8(ascii: "x"), count: 200)

    let answer = try connection.send(from: "a@send.example", to: "b@rcpt.example", data: small) {
      true
    }

    #expect(answer?.meaning == .content)
  }

  @Test(arguments: ["MAIL", "RCPT", "DATA", "MESSAGE"])
  func after421TheConnectionIsDone(command: String) throws {
    let server = try Faulty(
      offers: ["PIPELINING"], replies: [command: ["421 4.3.2 closing"]])
    let connection = try SMTPConnection(server.address)

    #expect(try send(over: connection).answer?.meaning == .defer)
    #expect(!connection.isOpen)
    #expect(throws: SMTPProblem.self) { try send(over: connection) }
  }

  @Test func whoMayNotBeginSendsNothing() throws {
    let server = try Faulty(offers: ["PIPELINING"])
    let connection = try SMTPConnection(server.address)

    #expect(throws: SMTPProblem.withdrawn) {
      try connection.send(from: "a@send.example", to: "b@rcpt.example", data: message) { false }
    }
    #expect(!connection.isOpen)
    #expect(try !server.heard.contains("Subject"))
    #expect(try !server.heard.contains("\r\n.\r\n"))
  }

  @Test func answersOfManyLinesArrivingByteByByteAreWhole() throws {
    let server = try Faulty(
      offers: ["PIPELINING", "SIZE 1000"],
      replies: ["RCPT": ["550-5.7.1 first\n550-5.7.1 second\n550 5.7.1 third", "250 ok"]],
      drip: true)
    let connection = try SMTPConnection(server.address)

    #expect(connection.offers == ["PIPELINING", "SIZE 1000"])
    let (answer, _) = try send(over: connection)
    #expect(answer == SMTPAnswer(code: 550, enhanced: "5.7.1", text: "first second third"))
    #expect(try send(over: connection).answer?.code == 250)
  }

  @Test func aDotAtALinesStartIsDoubledOnTheWire() throws {
    let server = try Faulty(offers: [])
    let connection = try SMTPConnection(server.address)
    let dots = Array(".\r\n..\r\na.\r\n.b".utf8)

    _ = try connection.send(from: "a@send.example", to: "b@rcpt.example", data: dots) { true }

    #expect(try server.heard.contains("DATA\r\n..\r\n...\r\na.\r\n..b\r\n.\r\n"))
  }

  @Test func anAddressCannotBreakOutOfItsCommand() throws {
    let server = try Faulty(offers: ["PIPELINING"])
    let connection = try SMTPConnection(server.address)

    for address in [
      "b@rcpt.example>\r\nRCPT TO:<eve@evil.example", "a b@c.example", "b@c.example> X=Y",
    ] {
      #expect(throws: SMTPProblem.unusableAddress(address)) {
        try connection.send(from: "a@send.example", to: address, data: message) { true }
      }
    }
    #expect(connection.isOpen)
  }

  @Test func aServerThatClosesWhileIdleIsNoticedBeforeTheNextMessage() throws {
    let server = try Faulty(
      offers: ["PIPELINING"], replies: ["MESSAGE": ["250 ok\n421 4.4.2 idle"]])
    let connection = try SMTPConnection(server.address)

    #expect(try send(over: connection).answer?.code == 250)
    for _ in 0..<200 where connection.isOpen { usleep(10_000) }

    #expect(!connection.isOpen)
  }

  @Test func whoCannotBeReachedIsNamed() throws {
    let nobody = SMTPServer(host: "127.0.0.1", port: try freePort(), security: .none)
    #expect(throws: SMTPProblem.notReached(.closed, "Couldn't connect to server")) {
      try SMTPConnection(nobody)
    }
    let refusing = try Faulty(offers: [], replies: ["GREETING": ["554 5.7.1 not you"]])
    #expect(throws: SMTPProblem.self) { try SMTPConnection(refusing.address) }
  }

  @Test func aPrivateAddressIsNotConnectedToWhenOnlyPublicOnesMay() throws {
    let server = try Faulty(offers: [])
    var address = server.address
    address.publicAddressesOnly = true

    #expect(try why(address) == .notPublic)
    #expect(try server.heard == "")
  }

  @Test func eachWayNotToReachAServerIsToldFromTheOthers() throws {
    func server(_ host: String, _ port: Int = 25) -> SMTPServer {
      var server = SMTPServer(host: host, port: port, security: .none)
      server.timeouts.opening = .milliseconds(400)
      return server
    }
    let mute = try DeafListener(backlog: 5)
    let silent = try DeafListener(backlog: 0)
    silent.fill()

    #expect(try why(server("smtp.no-such-host.invalid")) == .noHost)
    #expect(try why(server("smtp.example.com:587")) == .noAddress)
    #expect(try why(server("smtp example com")) == .noAddress)
    #expect(try why(server("127.0.0.1", mute.port)) == .mute)
    #expect(try why(server("127.0.0.1", silent.port)) == .silent)
    #expect(try why(server("127.0.0.1", try freePort())) == .closed)
  }

  @Test(arguments: ["SSH-2.0-OpenSSH_9.2", "* OK IMAP4rev1 ready", "+OK POP3", "HTTP/1.1 400 Bad"])
  func whoGreetsOtherwiseIsNoMailServerAndNotWaitedFor(greeting: String) throws {
    let server = try Faulty(offers: [], replies: ["GREETING": [greeting]])
    let began = ContinuousClock.now

    #expect(throws: SMTPProblem.notSMTP(greeting)) { try SMTPConnection(server.address) }
    #expect(began.duration(to: .now) < .seconds(10))
  }

  private func why(_ server: SMTPServer) throws -> SMTPProblem.Unreached? {
    let problem = #expect(throws: SMTPProblem.self) { try SMTPConnection(server) }
    guard case .notReached(let why, _) = problem else { return nil }
    return why
  }

  @discardableResult
  private func send(over connection: SMTPConnection) throws -> (answer: SMTPAnswer?, asked: Int) {
    var asked = 0
    let answer = try connection.send(from: "a@send.example", to: "b@rcpt.example", data: message) {
      asked += 1
      return true
    }
    return (answer, asked)
  }
}

/// faulty_server.py, and what it heard.
final class Faulty {
  private let server: MailServer
  private let log: URL

  init(
    offers: [String], replies: [String: [String]] = [:], cut: Int? = nil, drip: Bool = false
  ) throws {
    log = FileManager.default.temporaryDirectory.appending(path: "smtp-\(UUID().uuidString).log")
    try Data().write(to: log)
    var plan: [String: Any] = ["offers": offers, "drip": drip]
    plan["cut"] = cut
    plan["replies"] = replies
    let json = String(decoding: try JSONSerialization.data(withJSONObject: plan), as: UTF8.self)
    server = try MailServer.script("faulty_server.py", [log.path(), json])
  }

  deinit { try? FileManager.default.removeItem(at: log) }

  var address: SMTPServer { server.address() }

  func address(_ security: SMTPServer.Security, credentials: SMTPServer.Credentials?) -> SMTPServer
  {
    server.address(security, credentials: credentials)
  }

  var heard: String {
    get throws { String(decoding: try Data(contentsOf: log), as: UTF8.self) }
  }
}
