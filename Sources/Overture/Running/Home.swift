import Foundation

extension Settings {
  /// The folder with Templates, Public, Migrations and Words: OVERTURE_HOME, or else the nearest
  /// one above the program, or else above the current folder.
  func home() throws -> URL {
    guard self[.home].isEmpty else { return URL(filePath: self[.home]) }
    let program = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
    let present = URL(filePath: FileManager.default.currentDirectoryPath)
    for start in [program.deletingLastPathComponent(), present] {
      var folder = start
      while folder.path.count > 1 {
        if FileManager.default.fileExists(atPath: folder.appending(path: "Templates").path) {
          return folder
        }
        folder = folder.deletingLastPathComponent()
      }
    }
    throw Failure.misconfigured(
      "Templates is in no folder above the program; set OVERTURE_HOME to the folder that holds it")
  }

  /// The folder of this installation's own files: the private cluster, the secret key.
  func dataFolder() throws -> URL {
    guard self[.data].isEmpty else { return URL(filePath: self[.data]) }
    let home = try home()
    guard getuid() == 0 else { return home.appending(path: ".overture") }
    return URL(filePath: "/var/lib/overture").appending(path: shortHash(of: home.path))
  }

  func secretFile() throws -> URL {
    guard self[.secretFile].isEmpty else { return URL(filePath: self[.secretFile]) }
    return try dataFolder().appending(path: "secret.key")
  }

  /// The senders' memory of the database on this host: beside the key, because that is outside the
  /// database.
  func databaseMemory() throws -> URL {
    try secretFile().deletingLastPathComponent().appending(path: "seen-databases.json")
  }

  /// Where people reach the pages, without a slash at the end.
  func publicURL() -> String {
    let address =
      self[.publicURL].isEmpty
      ? "http://\(self[.host]):\(self[.port])" : self[.publicURL]
    return address.hasSuffix("/") ? String(address.dropLast()) : address
  }
}

/// FNV-1a, eight digits: for names of folders, not for secrets.
func shortHash(of text: String) -> String {
  var hash: UInt32 = 2_166_136_261
  for byte in text.utf8 { hash = (hash ^ UInt32(byte)) &* 16_777_619 }
  let digits = String(hash, radix: 16)
  return String(repeating: "0", count: 8 - digits.count) + digits
}
