import Glibc

/// The C library's converter from one encoding to another. A byte without meaning in the first
/// becomes U+FFFD.
final class CharacterConverter {
  private let descriptor: iconv_t
  /// Bytes of a character whose other bytes have not come yet.
  private var rest: [UInt8] = []

  /// Nil where the system lacks the conversion.
  init?(from: String, to: String) {
    guard let descriptor = iconv_open(to, from), Int(bitPattern: descriptor) != -1 else {
      return nil
    }
    self.descriptor = descriptor
  }

  deinit { iconv_close(descriptor) }

  /// Appends the text of `bytes` to `out`. Returns how many bytes had no meaning.
  @discardableResult
  func convert(_ bytes: UnsafeBufferPointer<UInt8>, into out: inout [UInt8]) -> Int {
    var input = rest + bytes
    var wrong = 0
    var done = 0
    var room = [UInt8](repeating: 0, count: 1 << 14)
    while done < input.count {
      let (read, written, error) = step(&input, from: done, &room)
      out += room[..<written]
      done += read
      guard error != 0, error != E2BIG else { continue }
      if error == EINVAL { break }
      wrong += 1
      done += 1
      out += [0xEF, 0xBF, 0xBD]
    }
    rest = Array(input[done...])
    return wrong
  }

  private func step(
    _ input: inout [UInt8], from start: Int, _ room: inout [UInt8]
  ) -> (read: Int, written: Int, error: Int32) {
    let size = room.count
    return input.withUnsafeMutableBytes { source in
      room.withUnsafeMutableBytes { target in
        var from = source.baseAddress?.advanced(by: start).assumingMemoryBound(to: CChar.self)
        var to = target.baseAddress?.assumingMemoryBound(to: CChar.self)
        var left = source.count - start
        var free = size
        let result = iconv(descriptor, &from, &left, &to, &free)
        let error = result == -1 ? errno : 0
        return (source.count - start - left, size - free, error)
      }
    }
  }
}
