import Foundation
import Testing
import Web

/// Under which names the server is answered: a page of another site may point its own at us.
@Suite struct HostTests {
  private func server() throws -> RunningServer {
    let files = try folder(["style.css": "p {}"])
    return try RunningServer {
      $0.hosts = ["Overture.Example", "192.0.2.1", "2001:db8::1"]
      $0.files = try? StaticFiles(folder: files)
    }
  }

  static let hosts: [(String, Int)] = [
    ("overture.example", 200), ("OVERTURE.example:8443", 200), ("overture.example.", 200),
    ("overture.example:", 200), ("localhost", 200), ("localhost:18111", 200), ("a.localhost", 200),
    ("127.0.0.1", 200), ("127.9.9.9:80", 200), ("[::1]:80", 200), ("[0:0:0:0:0:0:0:1]", 200),
    ("[::ffff:127.0.0.1]", 200), ("192.0.2.1", 200), ("[2001:db8::1]", 200),
    ("[2001:DB8:0::1]:443", 200),
    ("evil.example", 421), ("evil.example:18111", 421), ("overture.example.evil.example", 421),
    ("evil-overture.example", 421), ("xoverture.example", 421), ("localhost.evil.example", 421),
    ("evillocalhost", 421), ("10.0.0.1", 421), ("192.0.2.2", 421), ("0.0.0.0", 421), ("[::]", 421),
    ("[::2]", 421), ("127.1", 421), ("2130706433", 421), ("0x7f.0.0.1", 421), ("127.0.0.1.", 200),
    ("%6cocalhost", 421), ("localhost,evil.example", 421), ("-", 421), ("..", 421), (":80", 400),
    ("", 400), ("a b", 400), ("a@localhost", 400), ("localhost/evil", 400), ("[::1", 400),
    ("localhost:99999", 400), ("localhost\u{301}", 400), ("lоcalhost", 400),
  ]

  @Test(arguments: hosts)
  func aNameIsOursOrTheRequestIsRefused(host: String, status: Int) throws {
    let server = try server()
    for path in ["/page", "/style.css/", "/style.css/page", "/metrics"] {
      let answer = try server.client().ask("GET \(path) HTTP/1.1\r\nHost: \(host)\r\n\r\n")
      #expect(answer?.status == status, "\(path)")
      if status == 421 { #expect(answer?.body.contains("does not answer under the name") == true) }
    }
  }

  @Test func theNameInTheAddressWins() throws {
    let server = try server()
    let ask = { (target: String, host: String) in
      try server.client().ask("GET \(target) HTTP/1.1\r\nHost: \(host)\r\n\r\n")?.status
    }
    #expect(try ask("http://evil.example/page", "localhost") == 421)
    #expect(try ask("http://localhost/page", "evil.example") == 200)
  }

  @Test func aLoadBalancerAsksByAnyName() throws {
    let server = try server()
    for path in ["/healthz", "/readyz"] {
      let answer = try server.client().ask("GET \(path) HTTP/1.1\r\nHost: 10.9.8.7:80\r\n\r\n")
      #expect(answer?.status == 200)
    }
    #expect(try server.client().ask("GET /page HTTP/1.0\r\n\r\n")?.status == 200)
  }

  /// The name under which an email was sent may have been given up since.
  @Test func whatEmailsLeadToIsAnsweredUnderAnyName() throws {
    let server = try RunningServer {
      $0.hosts = ["overture.example"]
      $0.roomsOfAnyHost = ["u", "c"]
    }
    let status = { (method: String, path: String) in
      try server.client().ask(
        "\(method) \(path) HTTP/1.1\r\nHost: former.example\r\nContent-Length: 0\r\n\r\n")?
        .status
    }
    #expect(try status("GET", "/u/token") == 200)
    #expect(try status("POST", "/u/token") == 200)
    #expect(try status("GET", "/c/token/2") == 200)
    for path in ["/", "/u", "/users", "/campaigns/u/1", "/%75/token", "//u/token"] {
      #expect(try status("GET", path) == 421, "\(path)")
    }
  }

  /// The page to unsubscribe that an email leads to is answered under a former name, and looks like
  /// a page only with its style sheet. A file is the same for everyone: another site's page that
  /// reads it learns nothing.
  @Test func staticFilesAreAnsweredUnderAnyName() throws {
    let server = try server()
    let status = { (request: String) in
      try server.client().ask("\(request) HTTP/1.1\r\nHost: former.example\r\n\r\n")?.status
    }
    #expect(try status("GET /style.css") == 200)
    #expect(try status("GET /style.css?v=1") == 200)
    // The name stays refused for all else, also after the file.
    #expect(try status("GET /page") == 421)
  }

  /// What one connection may ask for, another may not by having learned it.
  @Test func aNameThatWasRefusedStaysRefused() throws {
    let server = try server()
    for _ in 0..<3 {
      #expect(
        try server.client().ask("GET /page HTTP/1.1\r\nHost: localhost\r\n\r\n")?.status == 200)
      #expect(
        try server.client().ask("GET /page HTTP/1.1\r\nHost: localhosx\r\n\r\n")?.status == 421)
    }
  }
}
