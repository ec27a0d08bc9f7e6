import Foundation
import Outreach
import Postgres
import TestKit
import Testing

@Suite(.database) struct SecretsTests {
  private let file = FileManager.default.temporaryDirectory
    .appending(path: "overture-\(UUID().uuidString)/secret")

  private let place = Secrets.Place(workspace: workspace.id, mailbox: 7, .smtpPassword)

  @Test func theKeyIsMadeOnceAndOnlyItsOwnerReadsIt() throws {
    let sealed = try Secrets(file: file).seal("hunter2", in: place)

    let mode = try FileManager.default.attributesOfItem(atPath: file.path)[.posixPermissions]
    #expect((mode as? NSNumber)?.intValue == 0o600)
    #expect(try Secrets(file: file).open(sealed, in: place) == "hunter2")
    #expect(!String(decoding: sealed, as: UTF8.self).contains("hunter2"))
  }

  @Test func theSameSecretIsNeverSealedAlike() throws {
    let secrets = try Secrets(file: file)
    #expect(try secrets.seal("hunter2", in: place) != secrets.seal("hunter2", in: place))
  }

  @Test func whatWasChangedOrSealedElsewhereDoesNotOpen() throws {
    let secrets = try Secrets(file: file)
    var sealed = try secrets.seal("hunter2", in: place)
    sealed[18] ^= 1
    #expect(throws: Secrets.Fault.cannotOpen) { try secrets.open(sealed, in: place) }
    let other = try Secrets(file: file.deletingLastPathComponent().appending(path: "other"))
    #expect(throws: Secrets.Fault.cannotOpen) {
      try other.open(secrets.seal("x", in: place), in: place)
    }
    #expect(throws: Secrets.Fault.cannotOpen) {
      try secrets.open(Array("OV2\u{0}".utf8) + [1, 2, 3], in: place)
    }
  }

  @Test func aKeyThatOthersCanReadIsRefused() throws {
    _ = try Secrets(file: file)
    try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: file.path)
    #expect(throws: Secrets.Fault.readableByOthers(file.path)) { _ = try Secrets(file: file) }
  }

  /// Somebody who can write rows, but not read the key, copies another workspace's password into a mailbox of
  /// their own, whose server is theirs.
  @Test func aSecretOpensInNoOtherPlace() throws {
    let secrets = try Secrets(file: file)
    let sealed = try secrets.seal("hunter2", in: place)

    for other in [
      Secrets.Place(workspace: otherWorkspace.id, mailbox: 7, .smtpPassword),
      Secrets.Place(workspace: workspace.id, mailbox: 8, .smtpPassword),
      Secrets.Place(workspace: workspace.id, mailbox: 7, .imapPassword),
    ] {
      #expect(throws: Secrets.Fault.cannotOpen) { try secrets.open(sealed, in: other) }
    }
  }

  @Test func aCopiedPasswordOfAMailboxDoesNotOpen() throws {
    let secrets = try Secrets(file: file)
    let id = try workspace.add(draft, password: "hunter2", sealedBy: secrets)
    let copy = try otherWorkspace.add(draft, password: "other", sealedBy: secrets)
    try owner.run(
      """
      UPDATE mailboxes SET smtp_password = (SELECT smtp_password FROM mailboxes WHERE id = \(id))
      WHERE id = \(copy)
      """)

    #expect(try workspace.mailbox(id).password(by: secrets) == "hunter2")
    #expect(throws: Secrets.Fault.cannotOpen) {
      try otherWorkspace.mailbox(copy).password(by: secrets)
    }
  }

  /// As it was sealed before secrets were bound, by AES-GCM of Python's cryptography: nonce, cipher text, tag.
  @Test func olderSecretsAreBoundOnceAndOpenedByNoneBefore() throws {
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=".write(
      to: file, atomically: true, encoding: .utf8)
    try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: file.path)
    let secrets = try Secrets(file: file)
    let old = try #require(
      Data(base64Encoded: "AAECAwQFBgcICQoLL3e4b6CX8NkNHQ/Bscr2Jq9vK5EOgZk="))
    let id = try workspace.add(draft, password: Array(old))
    let foreign = try otherWorkspace.add(draft, password: [UInt8](repeating: 1, count: 40))
    #expect(throws: Secrets.Fault.notBound) { try workspace.mailbox(id).password(by: secrets) }

    let bound = try [queue.bindSecrets(with: secrets), queue.bindSecrets(with: secrets)]

    #expect(bound == [1, 0])
    #expect(try workspace.mailbox(id).password(by: secrets) == "hunter2")
    #expect(try otherWorkspace.mailbox(foreign).password?.count == 40, "another key's stays")
  }

  private var draft: MailboxDraft {
    MailboxDraft(
      email: "ines@tarnbrook.example", host: "smtp.example", port: 587, security: .starttls,
      user: "ines")
  }
}
