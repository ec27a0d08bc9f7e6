import Foundation
import Glibc

extension Settings {
  /// The data folder, made where it is not there: ours alone. As root it is root's, and `server` may only
  /// pass through it: who can rename the files of a folder could put another key in place of secret.key.
  func ownDataFolder(enteredBy server: SystemUser) throws -> OwnFolder {
    let path = try resolved(dataFolder())
    try makeParents(of: path)
    let folder = try OwnFolder(path, alsoOf: server.id)
    // One that holds other things, too, keeps its rights.
    guard folder.isEmpty || holdsOurs(path) else { return folder }
    let isOurs = server.id == getuid()
    try folder.give(
      to: getuid(), group: isOurs ? getgid() : server.group, mode: isOurs ? 0o700 : 0o710)
    return folder
  }

  private func holdsOurs(_ path: String) -> Bool {
    ["postgres", "secret.key", "demo-password"].contains {
      FileManager.default.fileExists(atPath: "\(path)/\($0)")
    }
  }

  /// Behind a link, where we made the link.
  private func resolved(_ folder: URL) throws -> String {
    var found = stat()
    guard lstat(folder.path, &found) == 0, found.st_mode & S_IFMT == S_IFLNK else {
      return folder.path
    }
    guard found.st_uid == getuid() else {
      throw Failure.refused("\(folder.path) is a link that another user made; remove it")
    }
    return folder.resolvingSymlinksInPath().path
  }

  private func makeParents(of path: String) throws {
    let parent = URL(filePath: path).deletingLastPathComponent().path
    guard !FileManager.default.fileExists(atPath: parent) else { return }
    do {
      try FileManager.default.createDirectory(
        atPath: parent, withIntermediateDirectories: true,
        attributes: getuid() == 0 ? [.posixPermissions: 0o755] : nil)
    } catch {
      throw Failure.refused("cannot make \(parent): \(error)")
    }
  }
}
