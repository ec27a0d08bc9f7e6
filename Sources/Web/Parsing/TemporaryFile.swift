import CEpoll
import Foundation
import Glibc

/// A file that nobody else can read and that is gone when nobody holds it any more.
final class TemporaryFile: @unchecked Sendable {
  let url: URL
  private let descriptor: Int32
  private(set) var count = 0
  /// A client may send a byte at a time; the disk is written to in larger pieces.
  private var waiting: [UInt8] = []
  private static let piece = 65_536

  /// Locked as long as it is held, so that another process can tell it from one left behind.
  init(in folder: URL) throws(RequestFault) {
    var path = Array(folder.appending(path: "overture-XXXXXX").path.utf8CString)
    descriptor = cepoll_temporary_file(&path)
    guard descriptor >= 0 else { throw .noRoom }
    flock(descriptor, LOCK_EX | LOCK_NB)
    url = URL(
      filePath: String(decoding: path.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self))
  }

  func append(_ bytes: Bytes) throws(RequestFault) {
    count += bytes.count
    if waiting.count + bytes.count < Self.piece {
      return waiting.append(contentsOf: bytes)
    }
    try flush()
    try write(bytes)
  }

  /// Writes what was gathered; before anybody opens the file by its name.
  func flush() throws(RequestFault) {
    guard !waiting.isEmpty else { return }
    try waiting.withBytes { bytes throws(RequestFault) in try write(bytes) }
    waiting.removeAll(keepingCapacity: true)
  }

  private func write(_ bytes: Bytes) throws(RequestFault) {
    var rest = UnsafeRawBufferPointer(bytes)
    while !rest.isEmpty {
      let written = Glibc.write(descriptor, rest.baseAddress, rest.count)
      if written < 0, errno == EINTR { continue }
      guard written > 0 else { throw .noRoom }
      rest = UnsafeRawBufferPointer(rebasing: rest[written...])
    }
  }

  deinit {
    close(descriptor)
    unlink(url.path)
  }

  /// Removes what a program that was killed has left in `folder`: files named as ours and owned by
  /// us, that no process holds, and that are older than a minute. Says how many those were.
  @discardableResult
  static func removeAbandoned(in folder: URL) -> Int {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    return names.count { name in
      name.utf8.count == 15 && name.hasPrefix("overture-")
        && removeIfAbandoned(folder.appending(path: name).path)
    }
  }

  private static func removeIfAbandoned(_ path: String) -> Bool {
    let descriptor = open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
    guard descriptor >= 0 else { return false }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG,
      status.st_uid == geteuid(), status.st_mtim.tv_sec < time(nil) - 60,
      flock(descriptor, LOCK_EX | LOCK_NB) == 0
    else { return false }
    return unlink(path) == 0
  }
}
