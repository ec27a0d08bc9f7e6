import Foundation
import HTTPTypes
import Testing
import Web

@Suite struct FileTests {
  private let files: StaticFiles
  private let server: RunningServer

  init() throws {
    let style = String(repeating: "p { color: red }\n", count: 100)
    let folder = try folder([
      "style.css": style, "icons/a.svg": "<svg/>", ".secret": "no", "five.txt": "12345",
    ])
    let files = try StaticFiles(folder: folder)
    self.files = files
    server = try RunningServer {
      $0.files = files
    } handler: { _ in
      .text("page", status: .notFound)
    }
  }

  private func get(_ path: String, _ headers: String = "") throws -> RawClient.Answer? {
    try server.client().ask("GET \(path) HTTP/1.1\r\nHost: x\r\n\(headers)\r\n")
  }

  @Test func aFingerprintedNameIsKeptForAYear() throws {
    let address = files.address(of: "style.css")
    #expect(address.wholeMatch(of: #/\/assets\/style\.[0-9a-z]+\.css/#) != nil)

    let answer = try #require(try get(address))
    #expect(answer.status == 200)
    #expect(answer.headers["content-type"] == "text/css; charset=utf-8")
    #expect(answer.headers["cache-control"] == "public, max-age=31536000, immutable")
  }

  @Test func aPlainNameIsAskedAboutEachTime() throws {
    for path in ["/style.css", "/assets/style.css", "/assets/icons/a.svg"] {
      #expect(try get(path)?.headers["cache-control"] == "no-cache", "\(path)")
    }
  }

  @Test func whatIsUnchangedIsNotSentAgain() throws {
    let first = try #require(try get("/style.css"))
    let etag = try #require(first.headers["etag"])
    let modified = try #require(first.headers["last-modified"])

    for header in [
      "If-None-Match: \(etag)", "If-None-Match: \"x\", \(etag)", "If-None-Match: *",
      "If-None-Match: W/\(etag)", "If-Modified-Since: \(modified)",
    ] {
      let answer = try #require(try get("/style.css", header + "\r\n"))
      #expect(answer.status == 304, "\(header)")
      #expect(answer.headers["etag"] == etag)
      #expect(answer.body.isEmpty)
    }
    for header in [
      "If-None-Match: \"x\"", "If-None-Match: \"x\"\r\nIf-Modified-Since: \(modified)",
      "If-Modified-Since: Sun, 06 Nov 1994 08:49:37 GMT", "If-Modified-Since: yesterday",
    ] {
      #expect(try get("/style.css", header + "\r\n")?.status == 200, "\(header)")
    }
  }

  @Test func textIsCompressedForWhoTakesIt() throws {
    let plain = try #require(try get("/style.css"))
    let small = try #require(try get("/style.css", "Accept-Encoding: br, gzip\r\n"))

    #expect(small.headers["content-encoding"] == "gzip")
    #expect(small.headers["vary"] == "Accept-Encoding")
    #expect(small.headers["etag"] != plain.headers["etag"])
    #expect(Int(small.headers["content-length"] ?? "") ?? 0 < 200)
    for refused in ["gzip;q=0", "br", "gzip; q=0.0", "*;q=0"] {
      let answer = try #require(try get("/style.css", "Accept-Encoding: \(refused)\r\n"))
      #expect(answer.headers["content-encoding"] == nil, "\(refused)")
    }
    #expect(try get("/five.txt", "Accept-Encoding: gzip\r\n")?.body == "12345")
  }

  @Test func nothingOutsideTheFolderIsReached() throws {
    for path in [
      "/../style.css", "/assets/../../etc/passwd", "/assets/%2e%2e/%2e%2e/etc/passwd",
      "/assets/..%2f..%2fetc/passwd", "//etc/passwd", "/assets//etc/passwd", "/.secret",
      "/assets/.secret", "/assets/icons/", "/assets/style.css%00.txt", "/assets/\\..\\etc",
    ] {
      let status = try get(path)?.status
      #expect(status == 404 || status == 400, "\(path)")
    }
  }

  @Test func aFileIsOnlyRead() throws {
    let answer = try server.client().ask(
      "POST /style.css HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n")
    #expect(answer?.status == 405)
    #expect(answer?.headers["allow"] == "GET, HEAD")
  }
}
