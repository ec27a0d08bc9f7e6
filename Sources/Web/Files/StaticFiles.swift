import Foundation

/// The files of one folder, read when the program starts and answered from memory.
///
/// Each is there under its own name, to be asked about again each time, and under its name with a
/// fingerprint of its bytes, to be kept for a year.
package struct StaticFiles: Sendable {
  private var answers: [UInt64: [StaticAnswer]] = [:]
  private var addresses: [String: String] = [:]

  package init(folder: URL) throws {
    let names = FileManager.default.enumerator(atPath: folder.path)?.compactMap { $0 as? String }
    for name in names ?? [] where !name.split(separator: "/").contains(where: { $0.hasPrefix(".") })
    {
      let file = folder.appending(path: name)
      let values = try file.resourceValues(forKeys: [
        .isRegularFileKey, .contentModificationDateKey,
      ])
      guard values.isRegularFile == true else { continue }
      let modified = Int(
        exactly: (values.contentModificationDate?.timeIntervalSince1970 ?? 0).rounded(.down))
      add(name, Array(try Data(contentsOf: file)), modified: modified ?? 0)
    }
    add(StaticAnswer(path: "/healthz", .init(text: "ok\n")))
  }

  /// The address under which a file may be kept for ever: `style.css` is at
  /// `/assets/style.<fingerprint>.css`. A name that is no file of ours stands as it is.
  package func address(of name: String) -> String {
    addresses[name] ?? "/" + name
  }

  func answer(_ path: Bytes) -> StaticAnswer? {
    answers[Fingerprint.of(path)]?.first { $0.path.elementsEqual(path) }
  }

  private mutating func add(_ name: String, _ bytes: [UInt8], modified: Int) {
    let fingerprint = String(bytes.withUnsafeBufferPointer(Fingerprint.of), radix: 36)
    let content = StaticAnswer.Content(
      bytes: bytes, type: ContentType.of(name), etag: fingerprint, modified: modified)
    let lasting = "/assets/" + marked(name, fingerprint)
    addresses[name] = lasting
    add(StaticAnswer(path: "/" + name, content, cache: "no-cache"))
    add(StaticAnswer(path: "/assets/" + name, content, cache: "no-cache"))
    add(StaticAnswer(path: lasting, content, cache: "public, max-age=31536000, immutable"))
  }

  private mutating func add(_ answer: StaticAnswer) {
    let key = answer.path.withUnsafeBufferPointer(Fingerprint.of)
    answers[key, default: []].append(answer)
  }

  /// `icons/app.js` → `icons/app.<fingerprint>.js`
  private func marked(_ name: String, _ fingerprint: String) -> String {
    let slash = name.lastIndex(of: "/") ?? name.startIndex
    guard let dot = name[slash...].lastIndex(of: ".") else { return "\(name).\(fingerprint)" }
    return name[..<dot] + ".\(fingerprint)" + name[dot...]
  }
}

/// 64 bits of FNV-1a: two files of ours do not meet in it, and nobody else's are told apart by it.
enum Fingerprint {
  static func of(_ bytes: Bytes) -> UInt64 {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
    return hash
  }
}

enum ContentType {
  static func of(_ name: String) -> String {
    switch name.split(separator: ".").last?.lowercased() {
    case "css": "text/css; charset=utf-8"
    case "js", "mjs": "text/javascript; charset=utf-8"
    case "html": "text/html; charset=utf-8"
    case "txt": "text/plain; charset=utf-8"
    case "svg": "image/svg+xml"
    case "json", "map": "application/json"
    case "webmanifest": "application/manifest+json"
    case "png": "image/png"
    case "jpg", "jpeg": "image/jpeg"
    case "webp": "image/webp"
    case "ico": "image/vnd.microsoft.icon"
    case "woff2": "font/woff2"
    default: "application/octet-stream"
    }
  }
}
