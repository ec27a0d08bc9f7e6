import Client
import TestKit
import Testing

@Suite struct RedirectTests {
  private let client = HTTPClient(policy: .local)

  @Test func aRedirectIsNotFollowedUnlessAsked() throws {
    let server = try HTTPDouble(["/": [to(302, "/next")], "/next": [Answer(200, "there")]])
    var request = HTTPRequest(.get, server.url)
    #expect(try client.send(request).status == 302)
    request.followsRedirects = 1

    #expect(try client.send(request).text == "there")
    #expect(try server.requests().map(\.path) == ["/", "/", "/next"])
    #expect(try server.requests().map(\.connection) == [1, 1, 1])
  }

  @Test func moreRedirectsThanAskedForAreAFailure() throws {
    let server = try HTTPDouble(["*": [to(301, "again")]])
    var request = HTTPRequest(.get, server.url)
    request.followsRedirects = 3

    let failure = client.failure(request)

    #expect(failure?.kind == .badRedirect)
    #expect(try server.requests().count == 4)
  }

  /// RFC 9110, section 15.4.
  @Test(arguments: [
    (301, HTTPMethod.post, "GET", ""), (302, .post, "GET", ""), (303, .post, "GET", ""),
    (303, .put, "GET", ""), (302, .put, "PUT", "{}"), (307, .post, "POST", "{}"),
    (308, .post, "POST", "{}"), (308, .patch, "PATCH", "{}"),
  ])
  func theMethodOfTheSecondRequest(
    status: Int, method: HTTPMethod, second: String, body: String
  ) throws {
    let server = try HTTPDouble(["/": [to(status, "./next?a=b")], "/next": [Answer()]])
    var request = HTTPRequest(method, server.url)
    request.body = .json(bytes: Array("{}".utf8))
    request.followsRedirects = 1

    _ = try client.send(request)

    let heard = try #require(try server.requests().last)
    #expect([heard.method, heard.target, heard.body] == [second, "/next?a=b", body])
    #expect(heard.header("Content-Type") == (body.isEmpty ? nil : "application/json"))
  }

  @Test func anotherOriginGetsNoCredentials() throws {
    let other = try HTTPDouble(["*": [Answer()]])
    let server = try HTTPDouble(["/": [to(302, other.url + "/there")]])
    var request = HTTPRequest(.get, server.url)
    request.headers = [
      ("Authorization", "Bearer abc"), ("X-Api-Key", "abc"), ("Cookie", "abc"),
      ("Accept", "text/plain"),
    ]
    request.followsRedirects = 1

    _ = try client.send(request)

    #expect(try server.requests().first?.header("Authorization") == "Bearer abc")
    let heard = try #require(try other.requests().first)
    #expect(heard.header("Accept") == "text/plain")
    #expect(!heard.headers.contains { $0[1].contains("abc") })
  }

  @Test func anotherOriginGetsNoBody() throws {
    let other = try HTTPDouble(["*": [Answer()]])
    let server = try HTTPDouble(["/": [to(307, other.url)]])
    var request = HTTPRequest(.post, server.url)
    request.body = .form([("client_secret", "abc")])
    request.followsRedirects = 1

    let failure = client.failure(request)

    #expect(failure?.kind == .badRedirect)
    #expect(failure?.mayHaveBeenExecuted == false)
    #expect(try other.requests().isEmpty)
  }

  @Test(arguments: [
    "file:///etc/hostname", "ftp://127.0.0.1/", "http://ann:b@127.0.0.1/", "http://",
  ])
  func aRedirectLeadsToHTTPAlone(location: String) throws {
    let server = try HTTPDouble(["*": [to(302, location)]])
    var request = HTTPRequest(.get, server.url)
    request.followsRedirects = 1

    #expect(client.failure(request)?.kind == .badRedirect)
  }

  @Test func aRedirectDoesNotLeaveHTTPS() throws {
    let open = try HTTPDouble(["*": [Answer()]])
    let server = try HTTPDouble(["*": [to(302, open.url)]], isTLS: true)
    var policy = HTTPPolicy.local
    policy.certificateFile = server.certificate
    var request = HTTPRequest(.get, server.url)
    request.followsRedirects = 1

    let failure = HTTPClient(policy: policy).failure(request)

    #expect(failure?.kind == .badRedirect)
    #expect(try open.requests().isEmpty)
  }

  /// The first server did what it was asked before it led elsewhere.
  @Test func aFailureBehindThePostMayHaveBeenExecuted() throws {
    let nobody = "http://127.0.0.1:\(try freePort())/"
    let server = try HTTPDouble(["/": [to(303, nobody)], "/again": [to(307, nobody)]])
    var request = HTTPRequest(.post, server.url)
    request.followsRedirects = 1
    #expect(client.failure(request)?.mayHaveBeenExecuted == true)
    request.url += "/again"

    let failure = client.failure(request)

    #expect(failure?.kind == .notConnected)
    #expect(failure?.mayHaveBeenExecuted == false)
  }
}

private func to(_ status: Int, _ location: String) -> Answer {
  Answer(status, headers: [["Location", location]])
}
