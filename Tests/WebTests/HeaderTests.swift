import Foundation
import HTTPTypes
import Synchronization
import Testing
import Web

@Suite struct HeaderTests {
  static let policy =
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    + "connect-src 'self'; frame-src 'self'; form-action 'self'; base-uri 'none'; "
    + "object-src 'none'; frame-ancestors 'none'"

  @Test func everyAnswerHasTheSecurityHeaders() throws {
    let files = try folder(["a.txt": "static"])
    let server = try RunningServer { $0.files = try? StaticFiles(folder: files) }
    for request in [
      hello, "GET /a.txt HTTP/1.1\r\nHost: x\r\n\r\n", "GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n",
      "POST /a.txt HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n", "nonsense\r\n\r\n",
    ] {
      let answer = try #require(try server.client().ask(request))
      #expect(answer.headers["x-content-type-options"] == "nosniff", "\(request)")
      #expect(answer.headers["referrer-policy"] == "no-referrer", "\(request)")
      #expect(answer.headers["content-security-policy"] == Self.policy, "\(request)")
      #expect(answer.headers["x-frame-options"] == "DENY", "\(request)")
      #expect(answer.headers["cross-origin-opener-policy"] == "same-origin", "\(request)")
      #expect(answer.headers["cross-origin-resource-policy"] == "same-origin", "\(request)")
      #expect(answer.headers["x-request-id"]?.count == 16, "\(request)")
      #expect(answer.headers["date"]?.hasSuffix("GMT") == true, "\(request)")
      #expect(answer.headers["strict-transport-security"] == nil, "\(request)")
    }
  }

  @Test func pagesAreNotStoredAndAnswersMayHaveTheirOwnPolicy() throws {
    let own = "sandbox; default-src 'none'; img-src data:; frame-ancestors 'self'"
    let server = try RunningServer { _ in
    } handler: { request in
      var response = Response.html("<p>")
      if request.path == "/mail" {
        response.headers[.contentSecurityPolicy] = own
        response.headers[.cacheControl] = "private, max-age=60"
      }
      return response
    }
    let page = try #require(try server.client().ask(hello))
    let mail = try #require(
      try server.client().ask("GET /mail HTTP/1.1\r\nHost: x\r\n\r\n"))

    #expect(page.headers["cache-control"] == "no-store")
    #expect(mail.headers["cache-control"] == "private, max-age=60")
    #expect(mail.headers["content-security-policy"] == own)
    #expect(mail.headers["x-frame-options"] == "SAMEORIGIN")
  }

  /// A page's length, compressed, would tell the form's token to who can put words into it (BREACH).
  @Test func aPageIsNotCompressedWhateverTheClientTakes() throws {
    let page = String(repeating: "the same words again and again ", count: 500)
    let server = try RunningServer { _ in
    } handler: { _ in
      .html(page)
    }
    let answer = try server.client().ask(
      "GET / HTTP/1.1\r\nHost: x\r\nAccept-Encoding: gzip, br\r\n\r\n")
    #expect(answer?.headers["content-encoding"] == nil)
    #expect(answer?.body == page)
  }

  @Test func aProxysWordIsTakenOnlyFromTheProxy() throws {
    let handler: @Sendable (Request) -> Response = { .text("\($0.address) \($0.isSecure)") }
    let open = try RunningServer(handler: handler)
    let behind = try RunningServer {
      $0.proxies = ["10.0.0.0/8", "127.0.0.1"]
    } handler: { request in
      handler(request)
    }
    let request =
      "GET / HTTP/1.1\r\nHost: x\r\nX-Forwarded-For: 6.6.6.6, 9.9.9.9, 10.1.2.3\r\n"
      + "X-Forwarded-Proto: https\r\n\r\n"

    #expect(try open.client().ask(request)?.body == "127.0.0.1 false")
    let answer = try #require(try behind.client().ask(request))
    #expect(answer.body == "9.9.9.9 true")
    #expect(
      answer.headers["strict-transport-security"] == "max-age=31536000; includeSubDomains")
  }

  @Test(arguments: [
    ("9.9.9.9:4711", "9.9.9.9"), ("[2001:db8::1]:4711", "2001:db8::1"),
    ("[2001:db8::1]", "2001:db8::1"), ("2001:db8::1", "2001:db8::1"),
    ("6.6.6.6, 9.9.9.9:1, 10.1.2.3:2", "9.9.9.9"), ("10.1.2.3:80", "10.1.2.3"),
    ("unknown", "127.0.0.1"), ("_hidden", "127.0.0.1"), ("9.9.9.9/8", "127.0.0.1"),
    ("6.6.6.6, unknown, 10.1.2.3", "127.0.0.1"), ("fe80::1%eth0", "127.0.0.1"),
    ("[::1", "127.0.0.1"), ("'; --", "127.0.0.1"), ("", "127.0.0.1"), (",", "127.0.0.1"),
  ])
  func aProxysWordIsAnAddressOrItsOwnCounts(item: String, address: String) throws {
    let server = try RunningServer {
      $0.proxies = ["10.0.0.0/8", "127.0.0.1"]
    } handler: { request in
      .text(request.address)
    }
    let answer = try server.client().ask(
      "GET / HTTP/1.1\r\nHost: x\r\nX-Forwarded-For: \(item)\r\n\r\n")
    #expect(answer?.body == address)
  }

  /// Also where the proxy's word stands behind the line that is refused.
  @Test(arguments: [
    "GET / HTTP/1.1\r\nX-Forwarded-Proto: https\r\nHost: a b\r\n\r\n",
    "GET / HTTP/1.1\r\nHost: x\r\nA : b\r\nX-Forwarded-Proto: https\r\n\r\n",
    "TRACE / HTTP/1.1\r\nHost: x\r\nX-Forwarded-Proto: https\r\n\r\n",
    "POST / HTTP/1.1\r\nHost: x\r\nX-Forwarded-Proto: https\r\nContent-Length: 9999999\r\n\r\n",
  ])
  func aRefusalBehindHTTPSSaysToStayThere(request: String) throws {
    let behind = try RunningServer { $0.proxies = ["127.0.0.1"] }
    let open = try RunningServer()

    let answer = try #require(try behind.client().ask(request))
    #expect((400..<500).contains(answer.status))
    #expect(answer.headers["strict-transport-security"] != nil)
    #expect(try open.client().ask(request)?.headers["strict-transport-security"] == nil)
  }

  /// A proxy on this machine leaves its mark, or passes the name on that was asked for; nginx, told
  /// nothing, puts our address there and asks by HTTP/1.0. A browser says where a form came from.
  @Test(arguments: [
    ("1.1", "Host: localhost:8080\r\n", true), ("1.1", "Host: 127.0.0.1\r\n", true),
    ("1.1", "Host: [::1]:80\r\nOrigin: http://[::1]:80\r\n", true),
    ("1.1", "Host: localhost\r\nX-Forwarded-For: 127.0.0.1\r\n", false),
    ("1.1", "Host: localhost\r\nX-Forwarded-For: ::1\r\n", false),
    ("1.1", "Host: overture.example\r\n", false), ("1.1", "Host: 192.0.2.1\r\n", false),
    ("1.1", "Host: localhost.example\r\n", false),
    ("1.1", "Host: 127.0.0.1\r\nOrigin: https://overture.example\r\n", false),
    ("1.1", "Host: 127.0.0.1\r\nOrigin: null\r\n", true),
    ("1.0", "Host: 127.0.0.1:8080\r\n", false), ("1.0", "", false),
  ])
  func behindAProxyNoRequestIsLocal(version: String, headers: String, isLocal: Bool) throws {
    let request = "GET /metrics HTTP/\(version)\r\n\(headers)\r\n"
    let handler: @Sendable (Request) -> Response = { .text("page \($0.isLocal)") }
    let behind = try RunningServer({ $0.proxies = ["127.0.0.1"] }, handler: handler)
    let unknowing = try RunningServer(handler: handler)

    #expect(try behind.client().ask(request)?.body == "page false")
    let answer = try unknowing.client().ask(request)?.body
    #expect((answer == "page false") != isLocal)
    #expect((answer?.contains("overture_http") == true) == isLocal)
  }

  @Test func aSecretInAPathIsNotLogged() throws {
    let lines = Mutex<[AccessRecord]>([])
    let server = try RunningServer {
      $0.pathInLog = { $0.hasPrefix("/u/") ? "/u/:token" : nil }
      $0.log = { line in lines.withLock { $0.append(line) } }
    }
    let client = try server.client()
    for path in ["/u/secret", "/%75/secret", "/%75/sec%72et", "/open%20one"] {
      _ = client.ask("GET \(path) HTTP/1.1\r\nHost: x\r\n\r\n")
    }
    _ = client.ask("POST /u/secret HTTP/1.1\r\nHost: x\r\nContent-Length: 9999999\r\n\r\n")

    let known = lines.withLock { $0.map(\.path) }
    #expect(known == ["/u/:token", "/u/:token", "/u/:token", "/open%20one", "/u/:token"])
  }

  @Test func whatAHeaderHoldsCannotEndIt() throws {
    let server = try RunningServer { _ in
    } handler: { request in
      .seeOther(request.query["to"])
    }
    let answer = try server.client().ask(
      "GET /?to=/a%0d%0aSet-Cookie:%20x=y HTTP/1.1\r\nHost: x\r\n\r\n")
    #expect(answer?.status == 303)
    #expect(answer?.headers["set-cookie"] == nil)
  }

  @Test func theLogHasALineForEachAnswer() throws {
    let lines = Mutex<[AccessRecord]>([])
    let files = try folder(["a.txt": "static"])
    let server = try RunningServer {
      $0.files = try? StaticFiles(folder: files)
      $0.logsFiles = true
      $0.log = { line in lines.withLock { $0.append(line) } }
    }
    let client = try server.client()
    let answer = client.ask("GET /hello?secret=1 HTTP/1.1\r\nHost: x\r\n\r\n")
    _ = client.ask("GET /a.txt HTTP/1.1\r\nHost: x\r\n\r\n")
    _ = client.ask("nonsense\r\n\r\n")

    let known = lines.withLock { $0 }
    #expect(known.map(\.status) == [200, 200, 400])
    #expect(known.map(\.path) == ["/hello", "/a.txt", "-"])
    #expect(known.map(\.bytes).prefix(2) == [19, 6])
    #expect(known[0].id == answer?.headers["x-request-id"])
    #expect(known[0].address == "127.0.0.1")
  }

  @Test func healthReadinessAndMetricsAreAnsweredByTheServer() throws {
    let server = try RunningServer {
      $0.ready = { .text("no database\n", status: .serviceUnavailable) }
      $0.moreMetrics = { "overture_extra 1\n" }
    } handler: { _ in
      .text("page")
    }
    let get = { (path: String) in
      try server.client().ask("GET \(path) HTTP/1.1\r\nHost: localhost\r\n\r\n")
    }

    #expect(try get("/healthz")?.body == "ok\n")
    #expect(try get("/readyz")?.status == 503)
    let metrics = try #require(try get("/metrics")?.body)
    #expect(metrics.contains("overture_http_answers_total{status=\"2xx\"} 1\n"))
    #expect(metrics.contains("overture_http_answers_total{status=\"5xx\"} 1\n"))
    #expect(metrics.hasSuffix("overture_extra 1\n"))
  }

  @Test(arguments: ["/healthz", "/readyz", "/metrics"])
  func whatIsThereToBeLookedAtTakesNoOtherMethod(path: String) throws {
    let server = try RunningServer { _ in
    } handler: { _ in
      .text("no such page", status: .notFound)
    }
    for method in ["POST", "PUT", "DELETE"] {
      let answer = try server.client().ask(
        "\(method) \(path) HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\n\r\n")
      #expect(answer?.status == 405, "\(method)")
      #expect(answer?.headers["allow"] == "GET, HEAD", "\(method)")
    }
    #expect(
      try server.client().ask("GET \(path) HTTP/1.1\r\nHost: localhost\r\n\r\n")?.status == 200)
  }
}
