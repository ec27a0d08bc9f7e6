import CZlib

enum Gzip {
  /// The bytes as a gzip file; nil where that would not be worth its while.
  static func compress(_ bytes: [UInt8], type: String) -> [UInt8]? {
    let isText = ["text/", "image/svg", "application/json", "application/manifest"]
      .contains { type.hasPrefix($0) }
    guard isText, bytes.count >= 512, let small = deflate(bytes), small.count < bytes.count * 9 / 10
    else { return nil }
    return small
  }

  private static func deflate(_ bytes: [UInt8]) -> [UInt8]? {
    var stream = z_stream()
    guard czlib_deflate_init_gzip(&stream, 9) == Z_OK else { return nil }
    defer { deflateEnd(&stream) }
    var input = bytes
    var output = [UInt8](repeating: 0, count: Int(deflateBound(&stream, uLong(bytes.count))))
    let code = input.withUnsafeMutableBufferPointer { input in
      output.withUnsafeMutableBufferPointer { output in
        stream.next_in = input.baseAddress
        stream.avail_in = uInt(input.count)
        stream.next_out = output.baseAddress
        stream.avail_out = uInt(output.count)
        return CZlib.deflate(&stream, Z_FINISH)
      }
    }
    guard code == Z_STREAM_END else { return nil }
    return Array(output.prefix(Int(stream.total_out)))
  }
}
