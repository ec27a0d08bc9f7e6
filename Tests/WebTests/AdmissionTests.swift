import Foundation
import HTTPTypes
import Synchronization
import Testing
import Web

/// Who sends a large body is looked at before it is read.
@Suite struct AdmissionTests {
  private static let large = 64 << 20

  private static func head(
    _ length: Int, type: String = "multipart/form-data; boundary=x", more: String = ""
  ) -> String {
    "POST /up HTTP/1.1\r\nHost: x\r\nContent-Type: \(type)\r\n\(more)Content-Length: \(length)\r\n\r\n"
  }

  private static func field(_ name: String, _ value: String) -> String {
    "--x\r\nContent-Disposition: form-data; name=\"\(name)\"\r\n\r\n\(value)\r\n"
  }

  private static func file(_ value: String) -> String {
    "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.csv\"\r\n\r\n\(value)\r\n"
  }

  /// A server that admits no body, and counts what it is asked.
  private func closed(
    _ asked: @escaping @Sendable (Request) -> Void = { _ in }, uploads: URL? = nil
  ) throws -> RunningServer {
    try RunningServer(
      { if let uploads { $0.uploads = uploads } }, bodyLimit: { _, _ in Self.large },
      admit: { request in
        asked(request)
        return .refused(.text("refused\n", status: .forbidden))
      })
  }

  @Test(arguments: [
    "multipart/form-data; boundary=x", "application/octet-stream",
    "application/x-www-form-urlencoded",
  ])
  func aLargeBodyThatIsRefusedIsNotRead(type: String) throws {
    let uploads = try folder(["keep": ""])
    let server = try closed(uploads: uploads)
    let client = try server.client()

    client.send(Self.head(Self.large, type: type) + Self.file(""))
    let answer = client.answer()
    let piece = [UInt8](repeating: 65, count: 1 << 20)
    for _ in 0..<4 { client.send(piece) }

    #expect(answer?.status == 403)
    #expect(client.isClosedByServer())
    #expect(try FileManager.default.contentsOfDirectory(atPath: uploads.path) == ["keep"])
  }

  @Test func aBodyOfUnknownLengthIsAskedAboutToo() throws {
    let server = try closed()
    let client = try server.client()
    client.send("POST /up HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nA\r\n")
    #expect(client.answer()?.status == 403)
  }

  @Test func whoIsRefusedIsNotAskedForTheBody() throws {
    let refusingServer = try closed()
    let refusing = try refusingServer.client()
    refusing.send(Self.head(100_000, more: "Expect: 100-continue\r\n"))
    #expect(refusing.answers().map(\.status) == [403])

    let server = try RunningServer()
    let client = try server.client()
    client.send(
      Self.head(100_000, type: "text/plain", more: "Expect: 100-continue\r\n"))
    #expect(client.answer()?.status == 100)
    client.send([UInt8](repeating: 65, count: 100_000))
    #expect(client.answers(2).map(\.status) == [100, 200])
  }

  @Test func aSmallFormIsReadWithoutAQuestion() throws {
    let asked = Mutex(0)
    let server = try closed({ _ in asked.withLock { $0 += 1 } })
    let body = "a=" + String(repeating: "b", count: (16 << 10) - 2)
    let type = "application/x-www-form-urlencoded"

    #expect(try server.client().ask(Self.head(body.count, type: type) + body)?.status == 200)
    #expect(asked.withLock { $0 } == 0)
    #expect(
      try server.client().ask(Self.head(body.count + 1, type: type) + body + "b")?.status == 403)
    #expect(asked.withLock { $0 } == 1)
  }

  @Test func theQuestionShowsTheHeadWithoutTheBody() throws {
    let seen = Mutex<Request?>(nil)
    let server = try closed({ request in seen.withLock { $0 = request } })
    _ = try server.client().ask(
      Self.head(100_000, more: "Cookie: auth_token=abc\r\nX-CSRF-Token: t\r\n")
        + Self.field("csrf", "t"))

    let request = try #require(seen.withLock { $0 })
    #expect(request.path == "/up" && request.method == .post)
    #expect(request.cookies == ["auth_token": "abc"])
    #expect(request.form.fields.isEmpty && request.uploads.isEmpty)
  }

  @Test func anAddressForSmallFormsTakesNoFile() throws {
    let server = try RunningServer(
      bodyLimit: { _, _ in 16 << 10 }, admit: { _ in .refused(.text("asked", status: .conflict)) })
    let form = Self.field("List-Unsubscribe", "One-Click") + "--x--\r\n"
    let withFile = Self.file("a,b") + "--x--\r\n"
    let chunked = "POST /up HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n"
    let chunk = "1000\r\n" + String(repeating: "x", count: 4096) + "\r\n"

    #expect(
      try server.client().ask(Self.head(form.utf8.count) + form)?.body
        == "POST /up\nList-Unsubscribe=One-Click")
    #expect(try server.client().ask(Self.head(withFile.utf8.count) + withFile)?.status == 400)
    let fits = try server.client().ask(
      chunked + String(repeating: chunk, count: 4) + "0\r\n\r\n")
    #expect(fits?.body == "POST /up\nbody 16384")
    let tooLong = try server.client().ask(
      chunked + String(repeating: chunk, count: 4) + "1\r\nx\r\n")
    #expect(tooLong?.status == 413)
  }

  @Test func aFileIsTakenOnlyBehindTheFormsToken() throws {
    let uploads = try folder(["keep": ""])
    let server = try RunningServer(
      { $0.uploads = uploads }, admit: { _ in .admittedBehind { $0["csrf"] == "right" } })
    let ask = { (parts: String) in
      let body = parts + "--x--\r\n"
      return try server.client().ask(Self.head(body.utf8.count) + body)
    }

    #expect(
      try ask(Self.field("csrf", "right") + Self.file("a,b"))?.body.contains("a.csv 3") == true)
    #expect(try ask(Self.file("a,b") + Self.field("csrf", "right"))?.status == 403)
    #expect(try ask(Self.field("csrf", "wrong") + Self.file("a,b"))?.status == 403)
    #expect(try ask(Self.field("csrf", "right"))?.status == 200)
    // Not a form, and too long to be kept in memory.
    let raw = try server.client().ask(
      Self.head((1 << 20) - 1, type: "text/csv") + String(repeating: "x", count: (1 << 20) - 1))
    #expect(raw?.status == 200)
    waitUntil {
      (try? FileManager.default.contentsOfDirectory(atPath: uploads.path)) == ["keep"]
    }
    #expect(try FileManager.default.contentsOfDirectory(atPath: uploads.path) == ["keep"])
  }

  @Test func oneClientHasAFewUploadsAtOnceAndOthersHaveTheirs() throws {
    let size = 2 << 20
    let server = try RunningServer(
      {
        $0.uploadsPerClient = 2
        $0.uploadsInFlight = 3
      }, bodyLimit: { _, _ in size })
    let begin = { (source: String) in
      let client = try server.client(from: source)
      client.send(Self.head(size, type: "text/plain", more: "Expect: 100-continue\r\n"))
      return client
    }
    let first = try begin("127.0.0.1")
    let second = try begin("127.0.0.1")
    #expect(first.answer()?.status == 100 && second.answer()?.status == 100)

    let third = try begin("127.0.0.1")
    let answer = third.answer()
    #expect(answer?.status == 503 && answer?.headers["retry-after"] != nil)
    let other = try begin("127.0.0.2")
    #expect(other.answer()?.status == 100)
    #expect(try begin("127.0.0.3").answer()?.status == 503, "all places are taken")

    first.send([UInt8](repeating: 65, count: size))
    #expect(first.answers(2).last?.status == 200)
    waitUntil { server.server.metrics.contains("overture_http_uploads 2") }
    #expect(try begin("127.0.0.3").answer()?.status == 100)
  }

  /// A client that begins an upload: a form whose file has come in part.
  private func beginFile(at server: RunningServer, from source: String) throws -> RawClient {
    let client = try server.client(from: source)
    client.send(
      Self.head(100_000) + Self.field("a", "b")
        + "--x\r\nContent-Disposition: form-data; name=\"f\"; filename=\"a\"\r\n\r\n"
        + String(repeating: "y", count: 1000))
    return client
  }

  @Test func formsAreTakenWhileUploadsHoldAllPlaces() throws {
    let server = try RunningServer {
      $0.uploadsPerClient = 2
      $0.uploadsInFlight = 2
    }
    let uploads = try (0..<2).map { _ in try beginFile(at: server, from: "127.0.0.1") }
    waitUntil { server.server.metrics.contains("overture_http_uploads 2\n") }

    let form = "a=" + String(repeating: "b", count: 900_000)
    let type = "application/x-www-form-urlencoded"
    let parts =
      Self.field("a", String(repeating: "b", count: 900_000))
      + "--x\r\nContent-Disposition: form-data; name=\"f\"; filename=\"\"\r\n\r\n\r\n--x--\r\n"
    #expect(try server.client().ask(Self.head(form.count, type: type) + form)?.status == 200)
    #expect(try server.client().ask(Self.head(parts.utf8.count) + parts)?.status == 200)
    let file = Self.file("a,b") + "--x--\r\n"
    #expect(try server.client().ask(Self.head(file.utf8.count) + file)?.status == 503)
    #expect(uploads.allSatisfy { $0.received.isEmpty })
  }

  @Test func whatIsKeptInMemoryHasABudgetForEachClientAndForAll() throws {
    let server = try RunningServer {
      $0.bodyMemory = 1_500_000
      $0.bodyMemoryPerClient = 1_000_000
    }
    let type = "application/x-www-form-urlencoded"
    let begin = { (source: String, count: Int) in
      let client = try server.client(from: source)
      client.send(
        Self.head(count + 1, type: type) + "a=" + String(repeating: "b", count: count - 2))
      return client
    }
    let status = { (source: String, count: Int) in
      try server.client(from: source).ask(
        Self.head(count, type: type) + "a=" + String(repeating: "b", count: count - 2))?.status
    }
    let first = try begin("127.0.0.1", 700_000)
    waitUntil { server.server.metrics.contains("overture_http_body_bytes 700000\n") }

    #expect(try status("127.0.0.1", 400_000) == 503)
    #expect(try status("127.0.0.1", 200_000) == 200)
    let second = try begin("127.0.0.2", 700_000)
    waitUntil { server.server.metrics.contains("overture_http_body_bytes 1400000\n") }
    #expect(try status("127.0.0.3", 400_000) == 503, "all of it is taken")
    #expect(try status("127.0.0.3", 16_000) == 200, "what is small is not counted")
    first.send("b")
    second.send("b")
    #expect(first.answer()?.status == 200 && second.answer()?.status == 200)
    waitUntil { server.server.metrics.contains("overture_http_body_bytes 0\n") }
    #expect(try status("127.0.0.3", 900_000) == 200)
  }

  @Test func aPartOfThePlacesIsLeftToClientsThatHoldNone() throws {
    let server = try RunningServer { $0.uploadsInFlight = 8 }
    var uploads: [RawClient] = []
    for number in 0..<6 {
      uploads.append(try beginFile(at: server, from: "127.0.0.\(1 + number / 3)"))
      waitUntil { server.server.metrics.contains("overture_http_uploads \(number + 1)\n") }
    }

    #expect(try beginFile(at: server, from: "127.0.0.1").answer()?.status == 503)
    #expect(try beginFile(at: server, from: "127.0.0.2").answer()?.status == 503)
    uploads.append(try beginFile(at: server, from: "127.0.0.3"))
    waitUntil { server.server.metrics.contains("overture_http_uploads 7\n") }
    #expect(server.server.metrics.contains("overture_http_uploads 7\n"))
  }

  /// Behind the last delimiter, before the first, and in each part: memory has its bound.
  @Test func aFormTakesNoMemoryForWhatMeansNothing() throws {
    let server = try RunningServer(
      bodyLimit: { _, _ in 1 << 30 }, handler: { _ in .text("\(residentMegabytes())") })
    let piece = String(repeating: "x", count: 1 << 20)
    let before = residentMegabytes()
    for (start, end) in [
      (Self.field("a", "b") + "--x--\r\n", ""), ("", "\r\n" + Self.field("a", "b") + "--x--\r\n"),
    ] {
      let client = try server.client()
      let count = 300
      client.send(Self.head(start.utf8.count + count << 20 + end.utf8.count) + start)
      for _ in 0..<count { client.send(piece) }
      client.send(end)
      let after = try #require(client.answer().flatMap { Int($0.body) })
      #expect(after - before < 200, "\(before) MB before, \(after) MB after")
    }
  }

  @Test func theTextsOfAFormHaveALimitInAll() throws {
    let server = try RunningServer(bodyLimit: { _, _ in 1 << 30 })
    let status = { (parts: String) in
      let body = parts + "--x--\r\n"
      return try server.client().ask(Self.head(body.utf8.count) + body)?.status
    }
    let half = String(repeating: "x", count: 600_000)
    let longName = String(repeating: "n", count: 7000)

    #expect(try status(Self.field("a", half)) == 200)
    #expect(try status(Self.field("a", half) + Self.field("b", half)) == 413)
    #expect(try status(String(repeating: Self.field(longName, ""), count: 140)) == 200)
    #expect(try status(String(repeating: Self.field(longName, ""), count: 160)) == 413)
    #expect(try status(String(repeating: Self.field("a", ""), count: 1001)) == 400)
    #expect(try status(String(repeating: Self.file("a"), count: 20)) == 200)
    #expect(try status(String(repeating: Self.file("a"), count: 21)) == 400)
    #expect(try status(Self.field(String(repeating: "n", count: 9000), "")) == 400)
  }

  @Test func aBoundaryHasOneToSeventyCharacters() throws {
    let server = try RunningServer()
    for (length, status) in [(0, 400), (1, 200), (70, 200), (71, 400), (5000, 400)] {
      let boundary = String(repeating: "b", count: length)
      let body = "--\(boundary)\r\n\r\n\r\n--\(boundary)--"
      let head = Self.head(body.utf8.count, type: "multipart/form-data; boundary=\"\(boundary)\"")
      #expect(try server.client().ask(head + body)?.status == status, "\(length)")
    }
  }

  @Test func filesThatAKilledProgramLeftAreRemovedAtStart() throws {
    let uploads = try folder([
      "overture-old123": "x", "overture-new123": "x", "overture-held12": "x", "overture-": "x",
      "overture-longer1": "x", "another-old123": "x", "overture-dir123/in": "x",
    ])
    let held = open(uploads.appending(path: "overture-held12").path, O_RDWR)
    defer { close(held) }
    #expect(flock(held, LOCK_EX) == 0)
    try FileManager.default.createSymbolicLink(
      at: uploads.appending(path: "overture-link12"),
      withDestinationURL: uploads.appending(path: "another-old123"))
    for name in try FileManager.default.contentsOfDirectory(atPath: uploads.path)
    where name != "overture-new123" && name != "overture-link12" {
      try FileManager.default.setAttributes(
        [.modificationDate: Date(timeIntervalSinceNow: -3600)],
        ofItemAtPath: uploads.appending(path: name).path)
    }

    let server = try RunningServer { $0.uploads = uploads }
    #expect(try server.client().ask(hello)?.status == 200)

    let left = try FileManager.default.contentsOfDirectory(atPath: uploads.path).sorted()
    #expect(
      left == [
        "another-old123", "overture-", "overture-dir123", "overture-held12", "overture-link12",
        "overture-longer1", "overture-new123",
      ])
  }
}

/// Of this process.
func residentMegabytes() -> Int {
  let fields = (try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8)) ?? ""
  return (fields.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0) / 256
}
