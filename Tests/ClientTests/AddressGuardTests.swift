import Client
import Foundation
import TestKit
import Testing

/// Requests that would make this machine ask itself or its neighbors.
@Suite struct AddressGuardTests {
  /// However the address is written.
  @Test func onlyTheOpenInternetIsCalled() throws {
    let server = try HTTPDouble(["*": [Answer(200, "inside")]])
    let client = HTTPClient(policy: .strict)

    for host in [
      "127.0.0.1", "localhost", "LOCALHOST", "[::1]", "0.0.0.0", "[::]", "2130706433",
      "0x7f000001", "0x7f.1", "0177.0.0.1", "127.1", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]",
      "[64:ff9b::127.0.0.1]", "[2002:7f00:1::]", "10.0.0.1", "169.254.169.254", "100.64.0.1",
      "[fe80::1]", "[fd00::1]", "224.0.0.1",
    ] {
      let failure = client.failure(HTTPRequest(.get, "http://\(host):\(server.port)/"))
      #expect(failure?.kind == .refusedAddress, "\(host)")
      #expect(failure?.mayHaveBeenExecuted == false)
    }
    #expect(try server.requests().isEmpty)
  }

  /// A resolver may take these for a name, or for nothing.
  @Test(arguments: ["127.0.0.1.", "127.0.0.1%2e", "%31%32%37.0.0.1", "①27.0.0.1", "localhost."])
  func anUnusualSpellingLeadsNowhereElse(host: String) {
    let failure = HTTPClient(policy: .strict).failure(HTTPRequest(.get, "http://\(host):9/"))

    #expect([.refusedAddress, .invalidRequest, .nameNotFound].contains(failure?.kind))
  }

  @Test func aRefusalNamesTheAddress() {
    let failure = HTTPClient(policy: .strict).failure(HTTPRequest(.get, "http://0x7f.1/"))

    #expect(failure?.kind == .refusedAddress)
    #expect(failure?.words.contains("127.0.0.1") == true)
  }

  @Test(arguments: [
    ("127.0.0.0/8", true), ("127.0.0.1", true), ("127.0.0.1:PORT", true), ("127.0.0.2", false),
    ("127.0.0.1:9", false), ("10.0.0.0/8", false), ("localhost", true), ("localhost:PORT", true),
    ("localhost:9", false), ("other.example", false),
  ])
  func anExceptionLetsInWhatItNames(exception: String, isIn: Bool) throws {
    let server = try HTTPDouble(["*": [Answer()]])
    var policy = HTTPPolicy.strict
    let text = exception.replacing("PORT", with: "\(server.port)")
    policy.exceptions = [try #require(AddressException(text))]
    policy.lookup = { _ in ["127.0.0.1"] }
    let request = HTTPRequest(.get, "http://localhost:\(server.port)/")

    if isIn {
      #expect(try HTTPClient(policy: policy).send(request).status == 200)
    } else {
      #expect(HTTPClient(policy: policy).failure(request)?.kind == .refusedAddress)
    }
    #expect(try server.requests().isEmpty != isIn)
  }

  @Test(arguments: ["", "10.0.0.0/40", "[10.0.0.1", "a/8", "host:0", "host:70000", "host:x"])
  func anythingElseIsNoException(text: String) {
    #expect(AddressException(text) == nil)
  }

  @Test func aURLIsTheExceptionForItsHostAndPort() throws {
    let server = try HTTPDouble(["*": [Answer()]])
    let other = try HTTPDouble(["*": [Answer()]])
    var policy = HTTPPolicy.strict
    policy.exceptions = [try #require(AddressException(url: server.url + "/base"))]
    let client = HTTPClient(policy: policy)

    #expect(try client.send(HTTPRequest(.get, server.url)).status == 200)
    #expect(client.failure(HTTPRequest(.get, other.url))?.kind == .refusedAddress)
  }

  /// DNS rebinding: the name has an address that is let in, and at the next look-up another.
  @Test func theAddressThatIsCheckedIsTheOneThatIsConnectedTo() throws {
    let server = try HTTPDouble(["*": [Answer(close: true)]])
    let lookups = Turns([["127.0.0.1"], ["127.0.0.2"], ["127.0.0.2", "127.0.0.1"]])
    var policy = HTTPPolicy.strict
    policy.exceptions = [try #require(AddressException("127.0.0.1"))]
    policy.lookup = { _ in lookups.next() }
    let client = HTTPClient(policy: policy)
    let request = HTTPRequest(.get, "http://rebound.example:\(server.port)/")

    #expect(try client.send(request).remoteAddress == "127.0.0.1")
    let refusal = client.failure(request)
    let third = try client.send(request)

    #expect(refusal?.kind == .refusedAddress)
    #expect(refusal?.words.contains("127.0.0.2") == true)
    #expect(third.remoteAddress == "127.0.0.1")
    #expect(try server.requests().count == 2)
  }

  @Test func aRedirectPassesTheSameCheck() throws {
    let inside = try HTTPDouble(["*": [Answer(200, "inside")]])
    let server = try HTTPDouble([
      "/": [Answer(302, headers: [["Location", inside.url]])]
    ])
    var policy = HTTPPolicy.strict
    policy.exceptions = [try #require(AddressException("127.0.0.1:\(server.port)"))]
    var request = HTTPRequest(.get, server.url)
    request.followsRedirects = 3

    let failure = HTTPClient(policy: policy).failure(request)

    #expect(failure?.kind == .refusedAddress)
    #expect(try inside.requests().isEmpty)
  }

  @Test func aCertificateThatIsNotTrustedIsRefused() throws {
    let server = try HTTPDouble(["*": [Answer(200, "secured")]], isTLS: true)
    var policy = HTTPPolicy.local
    #expect(HTTPClient(policy: policy).failure(HTTPRequest(.post, server.url))?.kind == .tls)

    policy.certificateFile = server.certificate
    let client = HTTPClient(policy: policy)
    #expect(try client.send(HTTPRequest(.get, server.url)).text == "secured")
    // It is one for 127.0.0.1.
    policy.lookup = { _ in ["127.0.0.1"] }
    let failure = HTTPClient(policy: policy)
      .failure(HTTPRequest(.post, "https://service.example:\(server.port)/"))

    #expect(failure?.kind == .tls)
    #expect(failure?.mayHaveBeenExecuted == false)
    #expect(try server.requests().count == 1)
  }
}
