import Foundation
import TestKit
import Testing
import Web

@Suite struct RefusalTests {
  @Test(arguments: [
    ("two lengths", "Content-Length: 1\r\nContent-Length: 1\r\n", 400),
    ("two lengths in one", "Content-Length: 1, 1\r\n", 400),
    ("length with coding", "Content-Length: 1\r\nTransfer-Encoding: chunked\r\n", 400),
    ("a folded header", "A: b\r\n c\r\n", 400),
    ("a control character", "A: b\u{1}c\r\n", 400),
    ("a doubled Host", "Host: x\r\n", 400),
    ("a coding that is not known", "Transfer-Encoding: gzip, chunked\r\n", 501),
    ("an expectation that is not known", "Expect: miracles\r\n", 417),
    ("a blank before the colon", "A : b\r\n", 400),
  ])
  func headersAreRefused(what: String, headers: String, status: Int) throws {
    let server = try RunningServer()
    let client = try server.client()
    #expect(
      client.ask("POST / HTTP/1.1\r\nHost: x\r\n\(headers)\r\n")?.status == status, "\(what)")
    #expect(client.isClosedByServer())
  }

  @Test(arguments: [
    ("GET /%zz HTTP/1.1\r\nHost: x\r\n\r\n", 400),
    ("GET /%0 HTTP/1.1\r\nHost: x\r\n\r\n", 400),
    ("GET /%00 HTTP/1.1\r\nHost: x\r\n\r\n", 400),
    ("GET / HTTP/1.1\r\n\r\n", 400),
    ("GET / HTTP/1.1\r\nHost: a b\r\n\r\n", 400),
    ("GET / HTTP/2.0\r\nHost: x\r\n\r\n", 505),
    ("BREW / HTTP/1.1\r\nHost: x\r\n\r\n", 501),
    ("TRACE / HTTP/1.1\r\nHost: x\r\n\r\n", 405),
    ("POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nx\r\n", 400),
  ])
  func requestsAreRefused(request: String, status: Int) throws {
    let server = try RunningServer()
    #expect(try server.client().ask(request)?.status == status)
  }

  @Test func whatCannotBecomeRightIsRefusedBeforeItsEnd() throws {
    let server = try RunningServer()
    for start in ["\u{16}\u{3}\u{1}", "GET / HTTP/1.1\n", "GET / HTTP/1.1\r\nA: \u{7}", "\"ET /"] {
      let client = try server.client()
      client.send(start)
      #expect(client.answer()?.status == 400, "\(start.debugDescription)")
    }
  }

  @Test func aRequestThatEndsTooEarlyIsRefused() throws {
    let server = try RunningServer()
    for start in ["GET / HT", "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\nabc"] {
      let client = try server.client()
      client.send(start)
      client.endInput()
      #expect(client.answer()?.status == 400)
      #expect(client.isClosedByServer())
    }
  }

  @Test func aClientThatHasSaidItsLastIsStillAnswered() throws {
    let server = try RunningServer()
    let client = try server.client()
    client.send(hello)
    client.endInput()
    #expect(client.answer()?.status == 200)
    #expect(client.isClosedByServer())
  }

  /// Requests that other projects test their servers with; see the README beside them.
  @Test(.sharedData("http_requests")) func the610CasesOfHTTPRequestsAreJudgedRight() throws {
    let cases = sharedData("http_requests").appending(path: "cases.jsonl")
    let server = try RunningServer()
    let judge = Process()
    judge.executableURL = URL(filePath: "/usr/bin/env")
    judge.arguments = [
      "python3", packageFolder.appending(path: "Tests/Load/http_requests.py").path,
      "127.0.0.1:\(server.port)", cases.path,
    ]
    try judge.run()
    judge.waitUntilExit()
    #expect(judge.terminationStatus == 0)
  }
}
