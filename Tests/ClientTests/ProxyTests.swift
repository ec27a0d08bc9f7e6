import Client
import Foundation
import TestKit
import Testing

@Suite struct ProxyTests {
  /// The proxy answers for a name that this machine does not look up.
  @Test func aRequestGoesToTheProxyOfTheEnvironment() throws {
    let proxy = try HTTPDouble(["/path": [Answer(200, "by proxy")]], isProxy: true)
    let client = HTTPClient(policy: policy(["HTTP_PROXY": proxy.url]))

    let response = try client.send(HTTPRequest(.get, "http://service.example/path"))

    #expect(response.text == "by proxy")
    #expect(try proxy.requests().map(\.target) == ["http://service.example/path"])
  }

  @Test func httpsGoesThroughATunnelOfTheProxy() throws {
    let server = try HTTPDouble(["*": [Answer(200, "secured")]], isTLS: true)
    let proxy = try HTTPDouble([:], isProxy: true)
    var policy = policy(["https_proxy": "127.0.0.1:\(proxy.port)"])
    policy.exceptions = [try #require(AddressException("127.0.0.1:\(server.port)"))]
    policy.certificateFile = server.certificate
    var request = HTTPRequest(.post, server.url)
    request.headers = [("Authorization", "Bearer abc")]

    let response = try HTTPClient(policy: policy).send(request)

    #expect(response.text == "secured")
    #expect(try server.requests().first?.header("Authorization") == "Bearer abc")
    let asked = try proxy.requests()
    #expect(asked.map(\.target) == ["127.0.0.1:\(server.port)"])
    #expect(asked.first?.header("Authorization") == nil)
  }

  @Test func withoutATunnelNothingIsExecuted() throws {
    let proxy = try HTTPDouble([:], isProxy: true)
    var policy = policy(["HTTPS_PROXY": proxy.url])
    let port = try freePort()
    policy.exceptions = [try #require(AddressException("127.0.0.1:\(port)"))]

    let failure = HTTPClient(policy: policy)
      .failure(HTTPRequest(.post, "https://127.0.0.1:\(port)/"))

    #expect(failure?.kind == .notConnected)
    #expect(failure?.mayHaveBeenExecuted == false)
    #expect(try proxy.requests().map(\.method) == ["CONNECT"])
  }

  @Test func theProxyIsNotAskedForAnAddressOfOurOwnNetwork() throws {
    let proxy = try HTTPDouble(["*": [Answer()]], isProxy: true)
    let client = HTTPClient(policy: policy(["ALL_PROXY": proxy.url]))

    for host in [
      "127.0.0.1", "2130706433", "0x7f.1", "[::1]", "[::ffff:10.0.0.1]", "10.0.0.1", "localhost",
      "LocalHost", "a.localhost", "localhost.", "127.0.0.1.", "169.254.169.254",
    ] {
      let failure = client.failure(HTTPRequest(.get, "http://\(host)/"))
      #expect(failure?.kind == .refusedAddress, "\(host)")
    }
    #expect(try proxy.requests().isEmpty)
  }

  @Test func namesThatAreExemptAreCalledDirectly() throws {
    let proxy = try HTTPDouble(["*": [Answer(200, "by proxy")]], isProxy: true)
    let server = try HTTPDouble(["*": [Answer(200, "directly")]])
    let request = HTTPRequest(.get, "http://service.example:\(server.port)/")

    for (exempt, isDirect) in [
      ("*", true), ("service.example", true), ("example", true), (".example", true),
      ("other.example,service.example", true), ("a.example service.example:PORT", true),
      ("service.example:9", false), ("vice.example", false), ("127.0.0.0/8", false), ("", false),
    ] {
      var policy = policy([
        "HTTP_PROXY": proxy.url, "NO_PROXY": exempt.replacing("PORT", with: "\(server.port)"),
      ])
      policy.exceptions = [try #require(AddressException("127.0.0.1:\(server.port)"))]
      policy.lookup = { _ in ["127.0.0.1"] }
      let response = try HTTPClient(policy: policy).send(request)
      #expect(response.text == (isDirect ? "directly" : "by proxy"), "NO_PROXY=\(exempt)")
    }
  }

  @Test func anAddressMayBeExemptByItsRange() throws {
    let server = try HTTPDouble(["*": [Answer(200, "directly")]])
    var policy = policy(["HTTP_PROXY": "http://127.0.0.1:9", "no_proxy": "10.0.0.0/8,127.0.0.0/8"])
    policy.exceptions = [try #require(AddressException("127.0.0.1"))]

    #expect(
      try HTTPClient(policy: policy).send(HTTPRequest(.get, server.url)).text == "directly")
  }

  @Test func aProxyOfAnotherKindIsRefused() {
    let client = HTTPClient(policy: policy(["ALL_PROXY": "socks5://ann:secret@127.0.0.1:9"]))

    let failure = client.failure(HTTPRequest(.get, "http://service.example/"))

    #expect(failure?.kind == .invalidRequest)
    #expect(failure?.words.contains("secret") == false)
  }

  private func policy(_ environment: [String: String]) -> HTTPPolicy {
    var policy = HTTPPolicy()
    policy.proxies = HTTPProxies(environment: environment)
    return policy
  }
}
