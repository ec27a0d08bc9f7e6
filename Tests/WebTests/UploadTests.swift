import Foundation
import Glibc
import HTTPTypes
import Synchronization
import Testing

@testable import Web

@Suite struct UploadTests {
  private static let boundary = "----x7"

  private func multipart(_ parts: [(head: String, body: String)]) -> String {
    let body =
      parts.map {
        "--\(Self.boundary)\r\nContent-Disposition: form-data; \($0.head)\r\n\r\n\($0.body)\r\n"
      }
      .joined() + "--\(Self.boundary)--\r\n"
    return "POST /up HTTP/1.1\r\nHost: x\r\nContent-Length: \(body.utf8.count)\r\n"
      + "Content-Type: multipart/form-data; boundary=\(Self.boundary)\r\n\r\n\(body)"
  }

  @Test func aFormWithFilesIsReadPartByPart() throws {
    let server = try RunningServer()
    let request = multipart([
      ("name=\"csrf\"", "tok en"), ("name=\"note\"", "two\r\nlines -- é"),
      (
        "name=\"file\"; filename=\"C:\\\\temp\\\\a.csv\"\r\nContent-Type: text/csv",
        "a,b\r\n1,2\r\n"
      ),
      ("name=\"none\"; filename=\"\"", ""),
    ])
    let client = try server.client()

    #expect(
      client.ask(request)?.body
        == "POST /up\ncsrf=tok en\nnote=two\r\nlines -- é\nfile: a.csv 10")
  }

  @Test func aFormWithFilesMayComeInPiecesOfAnySize() throws {
    let server = try RunningServer()
    let content = "\r\n--\(Self.boundary.dropLast())\r\n-\r\n--"
    let request = multipart([("name=\"f\"; filename=\"a\"", content), ("name=\"b\"", "")])
    for split in stride(from: 100, to: request.utf8.count, by: 1) {
      let client = try server.client()
      client.send(request.utf8.prefix(split))
      client.send(request.utf8.dropFirst(split))
      #expect(client.answer()?.body == "POST /up\nb=\nf: a \(content.utf8.count)", "\(split)")
    }
  }

  /// What stands behind the last delimiter means nothing, and could be gigabytes.
  @Test func whatFollowsTheEndOfAFormIsNotKept() throws {
    var form = Multipart(boundary: "x", folder: FileManager.default.temporaryDirectory)
    let body = "--x\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n1\r\n--x--\r\n"
    try Array(body.utf8).withBytes { bytes throws(RequestFault) in try form.take(bytes) }
    let epilogue = [UInt8](repeating: 10, count: 1 << 20)
    for _ in 0..<20 {
      try epilogue.withBytes { bytes throws(RequestFault) in try form.take(bytes) }
    }

    #expect(form.isComplete)
    let kept = Mirror(reflecting: form).children.compactMap { ($0.value as? [UInt8])?.count }
    #expect(!kept.isEmpty && kept.reduce(0, +) < 1_000)
  }

  @Test func whatAKilledServerLeftBehindIsRemovedByTheNext() throws {
    let folder = FileManager.default.temporaryDirectory.appending(
      path: "uploads-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: false)
    defer { try? FileManager.default.removeItem(at: folder) }
    func make(_ name: String, secondsAgo: TimeInterval) throws -> String {
      let path = folder.appending(path: name).path
      try Data("x".utf8).write(to: URL(filePath: path))
      try FileManager.default.setAttributes(
        [.modificationDate: Date(timeIntervalSinceNow: -secondsAgo)], ofItemAtPath: path)
      return path
    }
    _ = try make("overture-left00", secondsAgo: 300)
    _ = try make("overture-fresh0", secondsAgo: 1)
    _ = try make("overture-of-somebody", secondsAgo: 300)
    let held = open(try make("overture-held00", secondsAgo: 300), O_RDONLY)
    defer { close(held) }
    flock(held, LOCK_EX)

    let server = try RunningServer { $0.uploads = folder }
    waitUntil {
      !FileManager.default.fileExists(atPath: folder.appending(path: "overture-left00").path)
    }

    withExtendedLifetime(server) {}
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
    #expect(Set(names) == ["overture-fresh0", "overture-held00", "overture-of-somebody"])
  }

  @Test func aLargeFileIsOnDiskWhileItIsReadAndGoneAfterwards() throws {
    let text = String(repeating: "name,city\r\n", count: 500_000)
    let seen = Mutex<URL?>(nil)
    let server = try RunningServer(
      bodyLimit: { _, _ in 1 << 24 },
      handler: { request in
        guard let upload = request.uploads["f"] else { return .text("none") }
        seen.withLock { $0 = upload.file }
        let read = try? Data(contentsOf: upload.file)
        return .text(read == Data(text.utf8) ? "same \(upload.bytes)" : "other")
      })
    let client = try server.client()

    #expect(
      client.ask(multipart([("name=\"f\"; filename=\"a.csv\"", text)]))?.body == "same 5500000")

    let file = try #require(seen.withLock { $0 })
    waitUntil { !FileManager.default.fileExists(atPath: file.path) }
    #expect(!FileManager.default.fileExists(atPath: file.path))
  }

  @Test func aLargeBodyThatIsNoFormIsOnDiskToo() throws {
    let server = try RunningServer(bodyLimit: { _, _ in 1 << 24 })
    let body = String(repeating: "x", count: 3_000_000)
    let head = "POST /raw HTTP/1.1\r\nHost: x\r\nContent-Length: 3000000\r\n\r\n"
    #expect(try server.client().ask(head + body)?.body == "POST /raw\nbody:  3000000")
  }

  @Test func aZeroByteIsRefusedInAFieldAndTakenInAFile() throws {
    let server = try RunningServer()
    for part in [
      ("name=\"a\"", "x\0y"), ("name=\"a\0\"", "x"), ("name=\"f\"; filename=\"a\0.csv\"", "x"),
    ] {
      #expect(try server.client().ask(multipart([part]))?.status == 400, "\(part)")
    }
    let form =
      "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n"
      + "Content-Type: application/x-www-form-urlencoded\r\n\r\na=%00"
    #expect(try server.client().ask(form)?.status == 400)

    let file = multipart([("name=\"f\"; filename=\"a.csv\"", "x\0y")])
    #expect(try server.client().ask(file)?.body == "POST /up\nf: a.csv 3")
  }

  @Test func aFormThatDoesNotEndIsRefused() throws {
    let server = try RunningServer()
    let body = "--\(Self.boundary)\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nb"
    let request =
      "POST /up HTTP/1.1\r\nHost: x\r\nContent-Length: \(body.utf8.count)\r\n"
      + "Content-Type: multipart/form-data; boundary=\(Self.boundary)\r\n\r\n\(body)"
    #expect(try server.client().ask(request)?.status == 400)
  }
}
