import Foundation
import Mail
import Testing

/// Against aiosmtpd: TLS and sign-in.
@Suite struct SMTPSecurityTests {
  static let right = SMTPServer.Credentials.password(user: "ann", password: "right: password")
  static let wrong = SMTPServer.Credentials.password(user: "ann", password: "wrong")

  @Test(arguments: [SMTPServer.Security.starttls, .tls], ["PLAIN", "LOGIN"])
  func aSecuredAndSignedInConnectionCarriesMail(security: SMTPServer.Security, way: String) throws {
    let server = try Secure(security.rawValue, [way])
    let connection = try SMTPConnection(server.address(security, Self.right))

    let message = Array("Subject: x\r\n\r\n\(String(repeating: "line\r\n", count: 20_000))".utf8)
    for _ in 0..<3 {
      let answer = try connection.send(
        from: "a@send.example", to: "b@rcpt.example", data: message
      ) { true }
      #expect(answer?.meaning == .sent)
    }
    connection.quit()
    #expect(try server.kept.count >= 3 * 120_000)
  }

  @Test func aWrongPasswordIsSaidInTheServersWords() throws {
    let server = try Secure("starttls", ["PLAIN"])

    let problem = #expect(throws: SMTPProblem.self) {
      try SMTPConnection(server.address(.starttls, Self.wrong))
    }
    guard case .notSignedIn(let answer) = problem else {
      Issue.record("\(String(describing: problem))")
      return
    }
    #expect(answer.code == 535)
    #expect(answer.meaning == .senderConfig)
  }

  @Test func aCertificateOfNobodyKnownIsNotTrusted() throws {
    let server = try Secure("tls", ["PLAIN"])
    var address = server.address(.tls, Self.right)
    address.trustedCertificates = nil

    let problem = #expect(throws: SMTPProblem.self) { try SMTPConnection(address) }
    guard case .notSecured(.untrusted, _) = problem else {
      Issue.record("\(String(describing: problem))")
      return
    }
  }

  @Test func aCertificateOfAnotherHostIsToldFromOneThatNobodyTrusts() throws {
    let server = try Secure("tls", ["PLAIN"])
    var address = server.address(.tls, Self.right)
    address.host = "localhost"

    let problem = #expect(throws: SMTPProblem.self) { try SMTPConnection(address) }
    guard case .notSecured(.otherHost, _) = problem else {
      Issue.record("\(String(describing: problem))")
      return
    }
  }

  @Test func tlsAtAPortWithoutIsToldAndNoPasswordLeaves() throws {
    let server = try Faulty(offers: ["AUTH PLAIN LOGIN"])

    let problem = #expect(throws: SMTPProblem.self) {
      try SMTPConnection(server.address(.tls, credentials: Self.right))
    }
    guard case .notSecured(.noTLS, _) = problem else {
      Issue.record("\(String(describing: problem))")
      return
    }
    #expect(try !server.heard.contains("AUTH"))
  }

  @Test func withSTARTTLSStrippedNoPasswordLeaves() throws {
    let server = try Faulty(offers: ["PIPELINING", "AUTH PLAIN LOGIN"])

    #expect(throws: SMTPProblem.notSecured(.noSTARTTLS, "the server offers no STARTTLS")) {
      try SMTPConnection(server.address(.starttls, credentials: Self.right))
    }
    #expect(try !server.heard.contains("AUTH"))
  }

  @Test func aRefusedSTARTTLSIsNoWayToClearText() throws {
    let server = try Faulty(
      offers: ["STARTTLS", "AUTH PLAIN LOGIN"], replies: ["STAR": ["454 4.7.0 not now"]])

    #expect(throws: SMTPProblem.self) {
      try SMTPConnection(server.address(.starttls, credentials: Self.right))
    }
    #expect(try !server.heard.contains("AUTH"))
  }

  @Test func aServerThatOffersNoSignInIsNotUsedWithout() throws {
    let server = try Faulty(offers: ["PIPELINING"])

    let problem = #expect(throws: SMTPProblem.self) {
      try SMTPConnection(server.address(.none, credentials: Self.right))
    }
    guard case .notSignedIn = problem else {
      Issue.record("\(String(describing: problem))")
      return
    }
  }

  @Test(arguments: ["mail.example", "127.mail.example", "127.0.0.1.mail.example"])
  func aPasswordGoesInClearToNoOtherMachine(host: String) throws {
    let server = SMTPServer(
      host: host, port: 25, security: .none, user: "ann", password: "secret")

    #expect(throws: SMTPProblem.passwordInClear) { try SMTPConnection(server) }
  }

  @Test func aTokenIsShownAsItsProvidersWantIt() throws {
    let server = try Faulty(
      offers: ["AUTH LOGIN PLAIN XOAUTH2"], replies: ["AUTH": ["235 2.7.0 Accepted"]])
    let token = SMTPServer.Credentials.token(user: "ann@firm.example", bearer: "ya29.abc~_/+=")

    let connection = try SMTPConnection(server.address(.none, credentials: token))
    let answer = try connection.send(
      from: "a@send.example", to: "b@rcpt.example", data: Array("x\r\n".utf8)
    ) { true }

    #expect(answer?.meaning == .sent)
    let line = try #require(
      try server.heard.split(separator: "\r\n").first { $0.hasPrefix("AUTH") })
    let shown = try #require(Data(base64Encoded: String(line.dropFirst("AUTH XOAUTH2 ".count))))
    #expect(
      String(decoding: shown, as: UTF8.self)
        == "user=ann@firm.example\u{1}auth=Bearer ya29.abc~_/+=\u{1}\u{1}")
  }

  /// The provider says why in a challenge; only who answers that hears its 535.
  @Test func oauthRejectionShowsTheProvidersMessage() throws {
    let why = #"{"status":"401","schemes":"Bearer","scope":"https://mail.example/"}"#
    let server = try Faulty(
      offers: ["AUTH XOAUTH2"],
      replies: [
        "AUTH": ["334 " + Data(why.utf8).base64EncodedString()],
        "\r\n": ["535 5.7.8 Username and Password not accepted"],
      ])
    let token = SMTPServer.Credentials.token(user: "ann@firm.example", bearer: "old")

    let problem = #expect(throws: SMTPProblem.self) {
      try SMTPConnection(server.address(.none, credentials: token))
    }
    guard case .notSignedIn(let answer) = problem else {
      Issue.record("\(String(describing: problem))")
      return
    }
    #expect(answer.code == 535)
    #expect(answer.text.contains(#""status":"401""#))
    #expect(answer.meaning == .senderConfig)
  }

  @Test func aTokenIsNotShownToAServerThatOnlyTakesPasswords() throws {
    let server = try Faulty(offers: ["AUTH PLAIN LOGIN"])
    let token = SMTPServer.Credentials.token(user: "ann@firm.example", bearer: "secret")

    #expect(throws: SMTPProblem.self) {
      try SMTPConnection(server.address(.none, credentials: token))
    }
    #expect(try !server.heard.contains("AUTH"))
  }

  @Test func aTokenGoesInClearToNoOtherMachine() throws {
    let token = SMTPServer.Credentials.token(user: "ann", bearer: "secret")
    let server = SMTPServer(host: "mail.example", port: 25, security: .none, credentials: token)

    #expect(throws: SMTPProblem.passwordInClear) { try SMTPConnection(server) }
  }
}

/// secure_server.py in a folder of its own.
final class Secure {
  private let folder: URL
  private let server: MailServer

  init(_ kind: String, _ mechanisms: [String]) throws {
    folder = FileManager.default.temporaryDirectory.appending(path: "smtp-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: false)
    server = try MailServer.script("secure_server.py", [folder.path(), kind] + mechanisms)
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  func address(
    _ security: SMTPServer.Security, _ credentials: SMTPServer.Credentials
  ) -> SMTPServer {
    var address = server.address(security, credentials: credentials)
    address.trustedCertificates = folder.appending(path: "certificate.pem").path()
    return address
  }

  var kept: Data {
    get throws { try Data(contentsOf: folder.appending(path: "mail")) }
  }
}
