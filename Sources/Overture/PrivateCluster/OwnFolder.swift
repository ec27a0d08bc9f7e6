import Foundation
import Glibc

/// A user of the system.
struct SystemUser {
  let name: String
  let id: uid_t
  let group: gid_t

  init?(named name: String) {
    guard let entry = getpwnam(name) else { return nil }
    self.init(entry)
  }

  init?(_ id: uid_t) {
    guard let entry = getpwuid(id) else { return nil }
    self.init(entry)
  }

  private init(_ entry: UnsafeMutablePointer<passwd>) {
    name = String(cString: entry.pointee.pw_name)
    id = entry.pointee.pw_uid
    group = entry.pointee.pw_gid
  }
}

/// A folder that belongs to us. It is looked at through the descriptor under which it was opened, never
/// by its name: in /tmp a name can be another's, or lead elsewhere a moment later.
final class OwnFolder {
  let path: String
  private let descriptor: Int32

  /// Makes it, closed to all others, or takes one that is there and belongs to us. `alsoOf` may own it,
  /// too. A link is not followed.
  init(_ path: String, alsoOf user: uid_t? = nil) throws {
    self.path = path
    if mkdir(path, 0o700) != 0, errno != EEXIST {
      throw Failure.refused("cannot make \(path): \(String(cString: strerror(errno)))")
    }
    descriptor = open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
    guard descriptor >= 0 else {
      throw Failure.refused(
        """
        \(path) is a link or no folder, or closed to us; Overture did not make it. Look at who did, \
        remove it, and start again
        """)
    }
    let owner = about.st_uid
    guard owner == getuid() || owner == user else {
      close(descriptor)
      throw Failure.refused(
        """
        \(path) belongs to \(SystemUser(owner)?.name ?? "user \(owner)"), who could read and change what \
        is in it. Look at why it is there, remove it, and start again
        """)
    }
  }

  deinit { close(descriptor) }

  var isEmpty: Bool {
    (try? FileManager.default.contentsOfDirectory(atPath: path).isEmpty) ?? false
  }

  /// Gives it to `user` and `group`, with these rights.
  func give(to user: uid_t, group: gid_t, mode: mode_t) throws {
    let found = about
    if found.st_uid != user || found.st_gid != group, fchown(descriptor, user, group) != 0 {
      throw Failure.refused("cannot give \(path) away: \(String(cString: strerror(errno)))")
    }
    try allow(mode)
  }

  func allow(_ mode: mode_t) throws {
    guard about.st_mode & 0o7777 != mode else { return }
    guard fchmod(descriptor, mode) == 0 else {
      throw Failure.refused("cannot close \(path): \(String(cString: strerror(errno)))")
    }
  }

  /// Writes a file into it, whole or not at all; one that says the same already is left alone.
  /// `group` may read it.
  func write(_ text: String, to name: String, group: gid_t? = nil) throws {
    if read(name) == text { return }
    let draft = ".\(name).\(getpid())"
    unlinkat(descriptor, draft, 0)
    let file = openat(
      descriptor, draft, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
    guard file >= 0 else { throw cannotWrite(name) }
    defer { close(file) }
    let bytes = Array(text.utf8)
    guard Glibc.write(file, bytes, bytes.count) == bytes.count, fsync(file) == 0,
      group.map({ fchown(file, getuid(), $0) == 0 && fchmod(file, 0o640) == 0 }) ?? true,
      renameat(descriptor, draft, descriptor, name) == 0
    else { throw cannotWrite(name) }
  }

  /// Makes a file that `user` may write, unless it is there.
  func makeFile(_ name: String, for user: uid_t, group: gid_t) throws {
    let file = openat(
      descriptor, name, O_WRONLY | O_CREAT | O_APPEND | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK,
      0o600)
    guard file >= 0, fchown(file, user, group) == 0 else {
      if file >= 0 { close(file) }
      throw cannotWrite(name)
    }
    close(file)
  }

  /// The text of a plain file of ours that no one else may write; nil where there is none.
  func read(_ name: String) -> String? {
    let file = openat(descriptor, name, O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK)
    guard file >= 0 else { return nil }
    let handle = FileHandle(fileDescriptor: file, closeOnDealloc: true)
    var about = stat()
    guard fstat(file, &about) == 0, about.st_mode & S_IFMT == S_IFREG, about.st_uid == getuid(),
      about.st_mode & 0o022 == 0, let data = try? handle.readToEnd()
    else { return nil }
    return String(decoding: data, as: UTF8.self)
  }

  /// Refuses what is under this name when it is not a plain file of ours.
  func refuseForeign(_ name: String) throws {
    var found = stat()
    guard fstatat(descriptor, name, &found, AT_SYMLINK_NOFOLLOW) == 0 else { return }
    guard found.st_mode & S_IFMT == S_IFREG, found.st_uid == getuid() else {
      throw Failure.refused(
        "\(path)/\(name) is not a file of ours; another user put it there. Look at it before you go on"
      )
    }
  }

  private var about: stat {
    var about = stat()
    fstat(descriptor, &about)
    return about
  }

  private func cannotWrite(_ name: String) -> Failure {
    .refused("cannot write \(path)/\(name): \(String(cString: strerror(errno)))")
  }
}
