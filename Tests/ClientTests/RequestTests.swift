import Client
import Foundation
import TestKit
import Testing

/// What arrives at the other side, and what comes back.
@Suite struct RequestTests {
  private let client = HTTPClient(policy: .local)

  @Test func anAnswerComesWithItsStatusHeadersAndBody() throws {
    let server = try HTTPDouble([
      "/a/b": [
        Answer(
          201, "made", headers: [["X-Count", "1"], ["Set-Cookie", "a=1"], ["set-cookie", "b=2"]])
      ]
    ])

    let response = try client.send(HTTPRequest(.get, server.url + "/a/b?c=d"))

    #expect(response.status == 201)
    #expect(response.isSuccess)
    #expect(response.text == "made")
    #expect(response.headers["x-count"] == "1")
    #expect(response.headers.values("Set-Cookie") == ["a=1", "b=2"])
    #expect(response.headers["X-Other"] == nil)
    #expect(response.remoteAddress == "127.0.0.1")
    #expect(!response.isTruncated)
    #expect(try server.requests().map(\.target) == ["/a/b?c=d"])
  }

  @Test(arguments: [404, 500, 503, 304])
  func anyStatusIsAnAnswer(status: Int) throws {
    let server = try HTTPDouble(["*": [Answer(status)]])

    #expect(try client.send(HTTPRequest(.get, server.url)).status == status)
  }

  @Test func everyMethodIsSentAsItIs() throws {
    let server = try HTTPDouble(["*": [Answer(200, "body")]])
    let methods: [HTTPMethod] = [
      .get, .head, .post, .put, .patch, .delete, .options, HTTPMethod(rawValue: "PURGE"),
    ]

    for method in methods {
      let response = try client.send(HTTPRequest(method, server.url))
      #expect(response.text == (method == .head ? "" : "body"))
    }

    #expect(try server.requests().map(\.method) == methods.map(\.rawValue))
  }

  @Test func aRequestWithoutABodyStatesNoMediaType() throws {
    let server = try HTTPDouble(["*": [Answer()]])

    for method in [HTTPMethod.get, .post, .delete] {
      _ = try client.send(HTTPRequest(method, server.url))
    }

    let requests = try server.requests()
    #expect(requests.map { $0.header("Content-Type") } == [nil, nil, nil])
    #expect(requests.map { $0.header("Content-Length") } == [nil, "0", nil])
    #expect(requests.allSatisfy { $0.header("Expect") == nil })
  }

  @Test(arguments: [HTTPMethod.post, .put, .patch, .delete])
  func jsonIsSentAsJSON(method: HTTPMethod) throws {
    struct Note: Codable, Equatable {
      let text: String
      let at: Date
    }
    let note = Note(text: "a “b” \u{1F600}/", at: Date(timeIntervalSince1970: 0))
    let server = try HTTPDouble(["*": [Answer(200, #"{"text":"c","at":"1970-01-01T00:00:00Z"}"#)]])
    var request = HTTPRequest(method, server.url)
    request.body = try .json(note)

    let response = try client.send(request)

    let heard = try #require(try server.requests().first)
    #expect(heard.header("Content-Type") == "application/json")
    #expect(heard.body == #"{"at":"1970-01-01T00:00:00Z","text":"a “b” \#u{1F600}/"}"#)
    #expect(try response.json(Note.self) == Note(text: "c", at: note.at))
  }

  @Test func aFormIsEncoded() throws {
    let server = try HTTPDouble(["*": [Answer()]])
    var request = HTTPRequest(.post, server.url)
    request.body = .form([("email", "a@b.example"), ("note", "one two&three=ü\r\n"), ("x", "")])

    _ = try client.send(request)

    let heard = try #require(try server.requests().first)
    #expect(heard.header("Content-Type") == "application/x-www-form-urlencoded")
    #expect(heard.body == "email=a%40b.example&note=one+two%26three%3D%C3%BC%0D%0A&x=")
  }

  @Test func aMultipartFormHoldsItsPartsAsTheyAre() throws {
    let server = try HTTPDouble(["*": [Answer()]])
    var request = HTTPRequest(.post, server.url)
    let bytes: [UInt8] = [0, 13, 10, 45, 45, 255]
    request.body = .multipart([
      HTTPBody.Part("note", "ü"),
      HTTPBody.Part("file", bytes, filename: "a\"\r\nb.bin", type: "application/pdf"),
    ])

    _ = try client.send(request)

    let heard = try #require(try server.requests().first)
    let type = try #require(heard.header("Content-Type"))
    let boundary = try #require(type.firstMatch(of: #/^multipart/form-data; boundary=(\S+)$/#)?.1)
    let expected =
      Array(
        "--\(boundary)\r\nContent-Disposition: form-data; name=\"note\"\r\n\r\nü\r\n".utf8)
      + Array(
        "--\(boundary)\r\nContent-Disposition: form-data; name=\"file\"; ".utf8)
      + Array("filename=\"a%22%0D%0Ab.bin\"\r\nContent-Type: application/pdf\r\n\r\n".utf8)
      + bytes + Array("\r\n--\(boundary)--\r\n".utf8)
    #expect(Array(heard.body64) == expected)
  }

  @Test func headersAreSentAndReplaceThoseOfThePolicy() throws {
    let server = try HTTPDouble(["*": [Answer()]])
    var request = HTTPRequest(.post, server.url)
    request.body = .bytes([1], type: "application/octet-stream")

    _ = try client.send(request)
    request.headers = [
      ("Authorization", "Bearer abc"), ("X-Empty", ""), ("User-Agent", "Mozilla/5.0"),
      ("content-type", "application/x-other"),
    ]
    _ = try client.send(request)

    let requests = try server.requests()
    #expect(requests.map { $0.header("User-Agent") } == ["Overture", "Mozilla/5.0"])
    #expect(
      requests.map { $0.header("Content-Type") }
        == ["application/octet-stream", "application/x-other"])
    #expect(requests[1].header("Authorization") == "Bearer abc")
    #expect(requests[1].header("X-Empty") == "")
  }

  @Test(arguments: [
    ("X-A", "b\r\nX-Evil: 1"), ("X-A", "b\nc"), ("X-A", "b\rc"), ("X-A", "b\0c"), ("X-A\r\n", "b"),
    ("", "b"), ("X A", "b"), ("X-Ä", "b"), ("X:", "b"), ("Host", "internal.example"),
    ("Content-Length", "5"), ("Transfer-Encoding", "chunked"), ("Connection", "close"),
  ])
  func aHeaderThatCouldChangeTheMessageIsRefused(name: String, value: String) {
    var request = HTTPRequest(.get, "http://127.0.0.1:9/")
    request.headers = [(name, value)]

    let failure = client.failure(request)

    #expect(failure?.kind == .invalidRequest)
    #expect(failure?.mayHaveBeenExecuted == false)
  }

  @Test(arguments: ["", "GET /x HTTP/1.1\r\nX: ", "GE T", "CONNECT"])
  func aMethodThatIsNoneIsRefused(method: String) {
    let request = HTTPRequest(HTTPMethod(rawValue: method), "http://127.0.0.1:1/")

    #expect(client.failure(request)?.kind == .invalidRequest)
  }

  @Test(arguments: [
    "file:///etc/hostname", "ftp://127.0.0.1/", "gopher://127.0.0.1/", "", "http://", "127.0.0.1",
    "/path", "http://ann:secret@127.0.0.1/", "http://ann@127.0.0.1/", "http://127.0.0.1:0/",
    "http://127.0.0.1:70000/", "http://a b/", "http://127.0.0.1/\r\nX: y", "http://127.0.0.1/a\0b",
  ])
  func onlyAnAddressOfHTTPWithoutCredentialsIsCalled(url: String) {
    let failure = client.failure(HTTPRequest(.get, url))

    #expect(failure?.kind == .invalidRequest)
    #expect(failure?.words.contains("secret") == false)
  }

  @Test func aCompressedAnswerIsUnpacked() throws {
    let text = String(repeating: "0123456789", count: 1_000)
    let server = try HTTPDouble(["*": [Answer(200, text, chunked: true, gzip: true)]])

    #expect(try client.send(HTTPRequest(.get, server.url)).text == text)
    #expect(try server.requests().first?.header("Accept-Encoding") == "gzip, deflate")
  }

  @Test func aConnectionIsUsedAgain() throws {
    let server = try HTTPDouble(["*": [Answer(200, "one"), Answer(503), Answer(200, "three")]])
    var post = HTTPRequest(.post, server.url)
    post.body = .form([("a", "b")])

    for request in [HTTPRequest(.get, server.url), post, HTTPRequest(.put, server.url), post] {
      _ = try client.send(request)
    }

    #expect(try server.requests().map(\.connection) == [1, 1, 1, 1])
  }

  @Test func idempotenceComesFromTheMethodTheKeyOrTheCaller() {
    var post = HTTPRequest(.post, "http://a.example/")
    #expect(!post.isIdempotent)
    post.headers = [("idempotency-key", "1")]
    #expect(post.isIdempotent)
    post.isIdempotent = false
    #expect(!post.isIdempotent)
    let methods: [HTTPMethod] = [.get, .put, .delete, .head, .options, .patch, .post]
    #expect(methods.filter { !$0.isIdempotent } == [.patch, .post])
  }
}
