import Foundation

// libFuzzer's way in; built by Scripts/fuzz together with the parsers' own sources.
//
// The first byte chooses what is read, the second where the bytes are cut in two. However they are
// cut, the outcome must be the same; and nothing may trap, whatever they are.

@_cdecl("LLVMFuzzerTestOneInput")
public func testOneInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> Int32 {
  guard let start, count > 2 else { return 0 }
  let input = UnsafeBufferPointer(start: start, count: count)
  let bytes = Array(input[2...])
  let cut = min(Int(input[1]) * max(bytes.count, 1) / 255, bytes.count)
  switch input[0] % 10 {
  case 0: require(readHead(bytes, cut: nil) == readHead(bytes, cut: cut))
  case 1: require(readChunks(bytes, cut: nil) == readChunks(bytes, cut: cut))
  case 2: require(readForm(bytes, cut: nil) == readForm(bytes, cut: cut))
  case 3: _ = try? Form(urlEncoded: bytes)
  case 4: readDate(bytes)
  case 5: readCookies(bytes)
  case 6: readHost(bytes)
  case 7: bytes.withUnsafeBufferPointer { _ = AcceptEncoding.takesGzip($0) }
  case 8: readForwarded(String(decoding: bytes, as: UTF8.self))
  default: require(readBody(bytes, cut: nil) == readBody(bytes, cut: cut))
  }
  return 0
}

private func require(_ holds: Bool) {
  precondition(holds, "cut in two, the same bytes mean something else")
}

private func readHead(_ bytes: [UInt8], cut: Int?) -> String {
  var parser = HeadParser()
  var outcome = "more"
  bytes.withUnsafeBufferPointer { bytes in
    for end in [cut, bytes.count].compactMap({ $0 }) where outcome == "more" {
      do throws(RequestFault) {
        if let length = try parser.parse(Bytes(rebasing: bytes[..<end])) {
          check(parser.head, in: bytes, length)
          outcome = "\(length) \(parser.head.fields.count) \(parser.head.contentLength)"
        }
      } catch {
        // Which of several faults is named first may depend on the cut.
        outcome = "refused"
      }
    }
  }
  return outcome
}

/// Every place that a head names lies in its bytes.
private func check(_ head: Head, in bytes: Bytes, _ length: Int) {
  let places =
    [head.methodName, head.path, head.query] + head.fields.flatMap { [$0.name, $0.value] }
    + [head.host, head.authority, head.acceptEncoding].compactMap { $0 }
  for place in places {
    precondition(place.start >= 0 && place.start <= place.end && Int(place.end) <= length)
  }
  _ = Percent.decode(bytes.slice(head.path), plusIsBlank: false)
}

private func readChunks(_ bytes: [UInt8], cut: Int?) -> [UInt8]? {
  var decoder = ChunkDecoder()
  var content: [UInt8] = []
  let whole = bytes.withUnsafeBufferPointer { bytes in
    var start = 0
    for end in [cut, bytes.count].compactMap({ $0 }) {
      do throws(RequestFault) {
        start += try decoder.decode(Bytes(rebasing: bytes[start..<end])) { content += $0 }
      } catch {
        return false
      }
      if decoder.isDone { return true }
    }
    return true
  }
  return whole ? content : nil
}

/// A date that is read is one that can be written, and means the same then.
private func readDate(_ bytes: [UInt8]) {
  guard let seconds = bytes.withUnsafeBufferPointer(HTTPDate.seconds) else { return }
  precondition((-62_167_219_200...253_402_300_800).contains(seconds), "a year of four digits")
  guard (0..<253_402_300_800).contains(seconds) else { return }
  let again = Array(HTTPDate.text(seconds).utf8).withUnsafeBufferPointer(HTTPDate.seconds)
  precondition(again == seconds, "written, the date is another")
}

private func readCookies(_ bytes: [UInt8]) {
  for (name, value) in CookieHeader.read(bytes) {
    precondition(!name.isEmpty && !value.isEmpty && !name.utf8.contains(59))
  }
}

/// A name that no Host header may hold is never one of ours.
private func readHost(_ bytes: [UInt8]) {
  let names = HostNames(["overture.example", "192.0.2.1", "2001:db8::1"])
  bytes.withUnsafeBufferPointer { bytes in
    guard Host.isValid(bytes), names.contains(bytes, arrivedAt: { "192.0.2.9" }) else { return }
    let text = bytes.text.lowercased()
    let isOurs = ["overture.example", "localhost", "192.0.2.", "127.", "[", ".localhost"]
      .contains { text.contains($0) }
    precondition(isOurs, "\(text) is none of our names")
  }
}

private func readForwarded(_ text: String) {
  let items = ForwardedFor.items(text)
  let client = ForwardedFor.client(items) { $0.hasPrefix("10.") }
  precondition(client.map { Network.bytes($0) != nil } ?? true)
  _ = Network(text)
  _ = Network.client(of: text)
  _ = HeaderParameter.value(of: "boundary", in: text)
}

/// A body in chunks, whose content is a form with files: no more is kept of it than it may have.
private func readBody(_ bytes: [UInt8], cut: Int?) -> String {
  var head = Head()
  head.isChunked = true
  return bytes.withUnsafeBufferPointer { bytes in
    do throws(RequestFault) {
      let body = try BodyReader(
        head, kind: .multipart(boundary: "b"), limit: 1 << 16,
        folder: FileManager.default.temporaryDirectory, limits: HeadParser.Limits(),
        files: .takenBehind { $0.has("t") })
      var start = 0
      for end in [cut, bytes.count].compactMap({ $0 }) where !body.isComplete {
        start += try body.take(Bytes(rebasing: bytes[start..<end]))
      }
      let files = body.multipart?.files.map { "\($0.name) \($0.upload.bytes)" } ?? []
      return body.isComplete ? "\(start) \(body.multipart?.fields ?? []) \(files)" : "more"
    } catch {
      return "refused"
    }
  }
}

private func readForm(_ bytes: [UInt8], cut: Int?) -> String {
  var form = Multipart(boundary: "b", folder: FileManager.default.temporaryDirectory)
  return bytes.withUnsafeBufferPointer { bytes in
    var start = 0
    for end in [cut, bytes.count].compactMap({ $0 }) {
      do throws(RequestFault) {
        try form.take(Bytes(rebasing: bytes[start..<end]))
      } catch {
        return "refused"
      }
      start = end
    }
    let files = form.files.map { "\($0.name) \($0.upload.name) \($0.upload.bytes)" }
    return "\(form.fields) \(files) \(form.isComplete)"
  }
}
