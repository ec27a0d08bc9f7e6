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
  switch input[0] % 4 {
  case 0: require(readHead(bytes, cut: nil) == readHead(bytes, cut: cut))
  case 1: require(readChunks(bytes, cut: nil) == readChunks(bytes, cut: cut))
  case 2: require(readForm(bytes, cut: nil) == readForm(bytes, cut: cut))
  default: _ = try? Form(urlEncoded: bytes)
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
