import CEpoll
import Foundation
import Glibc

/// A file that nobody else can read and that is gone when nobody holds it any more.
final class TemporaryFile: @unchecked Sendable {
  let url: URL
  private let descriptor: Int32
  private(set) var count = 0

  init(in folder: URL) throws(RequestFault) {
    var path = Array(folder.appending(path: "overture-XXXXXX").path.utf8CString)
    descriptor = cepoll_temporary_file(&path)
    guard descriptor >= 0 else { throw .noRoom }
    url = URL(
      filePath: String(decoding: path.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self))
  }

  func append(_ bytes: Bytes) throws(RequestFault) {
    var rest = UnsafeRawBufferPointer(bytes)
    while !rest.isEmpty {
      let written = write(descriptor, rest.baseAddress, rest.count)
      if written < 0, errno == EINTR { continue }
      guard written > 0 else { throw .noRoom }
      rest = UnsafeRawBufferPointer(rebasing: rest[written...])
    }
    count += bytes.count
  }

  deinit {
    close(descriptor)
    unlink(url.path)
  }
}
