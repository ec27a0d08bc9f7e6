import Crypto
import Foundation
import Synchronization

/// Seals passwords and keys before they go into the database, with a key that is not in it.
///
/// The key is in a file that only its owner can read. It is created when it is first needed.
package struct Secrets: Sendable {
  private let key: SymmetricKey

  package enum Fault: Error, Equatable, CustomStringConvertible {
    case readableByOthers(String)
    case notAKey(String)
    case cannotWrite(String)
    /// Sealed with another key or for another place, or changed since.
    case cannotOpen
    /// Sealed before secrets were bound to their place, and not yet sealed again.
    case notBound

    package var description: String {
      switch self {
      case .readableByOthers(let path): "\(path) can be read by others: chmod 600 \(path)"
      case .notAKey(let path): "\(path) holds no key of 32 bytes"
      case .cannotWrite(let path): "\(path) cannot be written"
      case .cannotOpen:
        "a secret was sealed with another key than that of OVERTURE_SECRET_FILE, or for another record"
      case .notBound:
        "a secret is not bound to its mailbox yet; overture serve, send or up does that when it starts"
      }
    }
  }

  /// Reads the key, or creates one.
  package init(file: URL) throws {
    if !FileManager.default.fileExists(atPath: file.path) { try Self.make(file) }
    let attributes = try FileManager.default.attributesOfItem(atPath: file.path)
    let mode = (attributes[.posixPermissions] as? NSNumber)?.intValue ?? 0o777
    guard mode & 0o077 == 0 else { throw Fault.readableByOthers(file.path) }
    let text = try String(contentsOf: file, encoding: .utf8)
      .trimmingCharacters(in: .whitespacesAndNewlines)
    guard let bytes = Data(base64Encoded: text), bytes.count == 32 else {
      throw Fault.notAKey(file.path)
    }
    key = SymmetricKey(data: bytes)
  }

  /// The place of a secret: copied into another row or column, it does not open.
  package struct Place: Sendable, Equatable {
    package enum Column: String, Sendable {
      case smtpPassword = "smtp_password"
      case imapPassword = "imap_password"
      case signingKey = "dkim_private_key"
      /// Belongs to a webhook; those before it belong to a mailbox.
      case webhookSecret = "secret"
      /// Belongs to a token of the API, until its maker has seen it.
      case apiToken = "handed"
    }

    let workspace: Workspace.ID
    /// The number of the mailbox, the webhook or the token.
    let record: Int
    let column: Column

    package init(workspace: Workspace.ID, mailbox: Mailbox.ID, _ column: Column) {
      self.workspace = workspace
      record = mailbox.rawValue
      self.column = column
    }

    package init(workspace: Workspace.ID, webhook: Webhook.ID) {
      self.workspace = workspace
      record = webhook.rawValue
      column = .webhookSecret
    }

    package init(workspace: Workspace.ID, token: APIToken.ID) {
      self.workspace = workspace
      record = token.rawValue
      column = .apiToken
    }

    private var noun: String {
      switch column {
      case .smtpPassword, .imapPassword, .signingKey: "mailbox"
      case .webhookSecret: "webhook"
      case .apiToken: "token"
      }
    }

    fileprivate var associatedData: Data {
      Data("overture 2 workspace \(workspace) \(noun) \(record) \(column.rawValue)".utf8)
    }
  }

  /// The beginning of a sealed secret that is bound to its place. An older one begins with 12
  /// random bytes.
  private static let bound = Array("OV2\u{0}".utf8)

  /// AES-GCM: after a changed byte, or in another place than its own, it does not open.
  package func seal(_ secret: String, in place: Place) throws -> [UInt8] {
    let box = try AES.GCM.seal(
      Data(secret.utf8), using: key, authenticating: place.associatedData)
    return Self.bound + Array(box.nonce) + Array(box.ciphertext) + Array(box.tag)
  }

  package func open(_ sealed: [UInt8], in place: Place) throws -> String {
    guard Self.isBound(sealed) else { throw Fault.notBound }
    return try open(sealed.dropFirst(Self.bound.count), place.associatedData)
  }

  package static func isBound(_ sealed: [UInt8]) -> Bool { sealed.starts(with: bound) }

  /// Seals a secret again for its place that was sealed before secrets were bound.
  package func bind(_ sealed: [UInt8], to place: Place) throws -> [UInt8] {
    try seal(try open(sealed[...], Data()), in: place)
  }

  private func open(_ sealed: ArraySlice<UInt8>, _ associated: Data) throws -> String {
    do {
      let box = try AES.GCM.SealedBox(combined: Data(sealed))
      return String(
        decoding: try AES.GCM.open(box, using: key, authenticating: associated), as: UTF8.self)
    } catch {
      throw Fault.cannotOpen
    }
  }

  /// Tells a token that this installation gave to a browser from a forged one, without the
  /// database: the first half of HMAC-SHA256, in hex, under a key of its own.
  package func mark(ofBrowser token: String) -> String {
    browserMark(token).map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
  }

  /// Compared in constant time.
  package func isMark(_ mark: Substring, ofBrowser token: Substring) -> Bool {
    let right = self.mark(ofBrowser: String(token)).utf8
    guard mark.utf8.count == right.count else { return false }
    return zip(mark.utf8, right).reduce(into: UInt8(0)) { $0 |= $1.0 ^ $1.1 } == 0
  }

  private func browserMark(_ token: String) -> ArraySlice<UInt8> {
    let own = HKDF<SHA256>.deriveKey(
      inputKeyMaterial: key, info: Data("overture known browsers".utf8), outputByteCount: 32)
    return Array(HMAC<SHA256>.authenticationCode(for: Data(token.utf8), using: own))[..<16]
  }

  /// Two programs that start at the same time create one key: the second finds the first one's.
  private static func make(_ file: URL) throws {
    let folder = file.deletingLastPathComponent()
    try? FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let key = SymmetricKey(size: .bits256).withUnsafeBytes { Data($0) }
    let text = Data((key.base64EncodedString() + "\n").utf8)
    let draft = folder.appending(path: ".\(file.lastPathComponent).\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: draft) }
    guard
      FileManager.default.createFile(
        atPath: draft.path, contents: text, attributes: [.posixPermissions: 0o600])
    else { throw Fault.cannotWrite(file.path) }
    // Atomically, and never over an existing one.
    try? FileManager.default.linkItem(at: draft, to: file)
    guard FileManager.default.fileExists(atPath: file.path) else {
      throw Fault.cannotWrite(file.path)
    }
  }
}

extension Secrets {
  private static let shared = Mutex<House>(House())

  private struct House {
    var file: URL?
    var secrets: Secrets?
  }

  /// Sets where this installation keeps its key. By default it is `OVERTURE_SECRET_FILE`.
  package static func configure(keyFile file: URL) {
    shared.withLock { $0 = House(file: file) }
  }

  /// This installation's secrets; the key file is read once.
  package static func current() throws -> Secrets {
    try shared.withLock { house in
      if let secrets = house.secrets { return secrets }
      let secrets = try Secrets(file: house.file ?? file(in: ProcessInfo.processInfo.environment))
      house.secrets = secrets
      return secrets
    }
  }

  private static func file(in environment: [String: String]) -> URL {
    if let path = environment["OVERTURE_SECRET_FILE"], !path.isEmpty { return URL(filePath: path) }
    let home = environment["OVERTURE_HOME"] ?? FileManager.default.currentDirectoryPath
    return URL(filePath: home).appending(path: ".overture/secret.key")
  }
}
