import Foundation
import HTTPTypes
import Testing
import Web

@Suite struct ConversationTests {
  @Test func aConnectionIsKeptForTheNextRequest() throws {
    let server = try RunningServer()
    let client = try server.client()

    #expect(client.ask(hello)?.body == "GET /hello")
    #expect(
      client.ask("GET /again?a=1&b= HTTP/1.1\r\nHost: x\r\n\r\n")?.body == "GET /again\na=1\nb=")
  }

  @Test func aClientOfHTTP10IsLetGoUnlessItAsksToStay() throws {
    let server = try RunningServer()
    let leaving = try server.client()
    let staying = try server.client()

    #expect(leaving.ask("GET / HTTP/1.0\r\n\r\n")?.headers["connection"] == "close")
    #expect(leaving.isClosedByServer())

    let stay = "GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n"
    #expect(staying.ask(stay)?.headers["connection"] == "keep-alive")
    #expect(staying.ask(stay)?.status == 200)
  }

  @Test func pipelinedRequestsAreAnsweredInOrder() throws {
    let files = try folder(["a.txt": "static"])
    let server = try RunningServer {
      $0.files = try? StaticFiles(folder: files)
    } handler: { request in
      // The first takes longest: only order keeps it first.
      if request.path == "/1" { Thread.sleep(forTimeInterval: 0.1) }
      return .text(request.path)
    }
    let client = try server.client()

    let paths = ["/1", "/a.txt", "/2", "/3", "/a.txt", "/4"]
    client.send(paths.map { "GET \($0) HTTP/1.1\r\nHost: x\r\n\r\n" }.joined())

    #expect(
      client.answers(6).map(\.body) == ["/1", "static", "/2", "/3", "static", "/4"])
  }

  @Test func nothingIsReadAfterTheLastRequest() throws {
    let server = try RunningServer()
    let client = try server.client()

    client.send("GET /1 HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n" + hello)

    #expect(client.isClosedByServer())
    #expect(client.answers().map(\.body) == ["GET /1"])
  }

  @Test func aRequestMayComeInPiecesOfAnySize() throws {
    let server = try RunningServer()
    let request =
      "POST /form?q=1 HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-www-form-urlencoded\r\n"
      + "Transfer-Encoding: chunked\r\n\r\n5;x=\"y\"\r\na=b+c\r\n9\r\n&d=%C3%A9\r\n0\r\nTrail: er\r\n\r\n"
    for split in 1..<request.utf8.count {
      let client = try server.client()
      client.send(request.utf8.prefix(split))
      client.send(request.utf8.dropFirst(split))
      #expect(client.answer()?.body == "POST /form\nq=1\na=b c\nd=é", "split at \(split)")
    }

    let client = try server.client()
    for byte in request.utf8 { client.send([byte]) }
    #expect(client.answer()?.body == "POST /form\nq=1\na=b c\nd=é")
  }

  @Test func headGetsTheHeadersOfGetAndNoBody() throws {
    let files = try folder(["a.txt": "static"])
    let server = try RunningServer { $0.files = try? StaticFiles(folder: files) }
    for path in ["/hello", "/a.txt"] {
      let client = try server.client()
      client.send("HEAD \(path) HTTP/1.1\r\nHost: x\r\n\r\n")
      let answer = try #require(client.answer(toHead: true))
      #expect(answer.status == 200)
      #expect(answer.headers["content-length"] == (path == "/hello" ? "11" : "6"))

      client.send(hello)
      let both = client.answers(2, toHead: true)
      #expect(
        both.count == 2 && both[1].status == 200, "the next answer begins where the head ends")
    }
  }

  @Test func whoExpectsToBeAskedIsAskedForTheBody() throws {
    let server = try RunningServer()
    let client = try server.client()

    client.send("POST /x HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nExpect: 100-continue\r\n\r\n")
    #expect(client.answer()?.status == 100)

    client.send("12345")
    #expect(client.answers(2).map(\.status) == [100, 200])
  }

  @Test func whoExpectsToBeAskedIsRefusedBeforeSendingTooMuch() throws {
    let server = try RunningServer()
    let client = try server.client()

    client.send(
      "POST /x HTTP/1.1\r\nHost: x\r\nContent-Length: 9000000\r\nExpect: 100-continue\r\n\r\n")

    #expect(client.answers().map(\.status) == [413])
    #expect(client.isClosedByServer())
  }

  @Test func anAnswerLargerThanTheSocketArrivesWhole() throws {
    let text = String(repeating: "0123456789", count: 1_000_000)
    let file = try folder(["large.bin": text]).appending(path: "large.bin")
    let server = try RunningServer { _ in
    } handler: { request in
      request.path == "/file" ? Response(status: .ok, body: .file(file)) : .text(text)
    }
    for path in ["/file", "/text"] {
      let client = try server.client()
      let ask = "GET \(path) HTTP/1.1\r\nHost: x\r\n\r\n"
      client.send(ask + ask)
      let answers = client.answers(2)
      #expect(answers.count == 2 && answers.allSatisfy { $0.body == text }, "\(path)")
    }
  }

  @Test func aFileThatIsNotThereIsNotFound() throws {
    let server = try RunningServer { _ in
    } handler: { _ in
      Response(status: .ok, body: .file(URL(filePath: "/nowhere/at/all")))
    }
    #expect(try server.client().ask(hello)?.status == 404)
  }
}

/// A folder that holds these files, by name and text.
func folder(_ files: [String: String]) throws -> URL {
  let folder = FileManager.default.temporaryDirectory.appending(path: "web-\(UUID())")
  for (name, text) in files {
    let file = folder.appending(path: name)
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: file)
  }
  return folder
}
