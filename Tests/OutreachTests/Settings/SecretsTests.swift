import Foundation
import Outreach
import Testing

@Suite struct SecretsTests {
  private let file = FileManager.default.temporaryDirectory
    .appending(path: "overture-\(UUID().uuidString)/secret")

  @Test func theKeyIsMadeOnceAndOnlyItsOwnerReadsIt() throws {
    let sealed = try Secrets(file: file).seal("hunter2")

    let mode = try FileManager.default.attributesOfItem(atPath: file.path)[.posixPermissions]
    #expect((mode as? NSNumber)?.intValue == 0o600)
    #expect(try Secrets(file: file).open(sealed) == "hunter2")
    #expect(!String(decoding: sealed, as: UTF8.self).contains("hunter2"))
  }

  @Test func theSameSecretIsNeverSealedAlike() throws {
    let secrets = try Secrets(file: file)
    #expect(try secrets.seal("hunter2") != secrets.seal("hunter2"))
  }

  @Test func whatWasChangedOrSealedElsewhereDoesNotOpen() throws {
    let secrets = try Secrets(file: file)
    var sealed = try secrets.seal("hunter2")
    sealed[14] ^= 1
    #expect(throws: Secrets.Fault.cannotOpen) { try secrets.open(sealed) }
    let other = try Secrets(file: file.deletingLastPathComponent().appending(path: "other"))
    #expect(throws: Secrets.Fault.cannotOpen) { try other.open(secrets.seal("x")) }
    #expect(throws: Secrets.Fault.cannotOpen) { try secrets.open([1, 2, 3]) }
  }

  @Test func aKeyThatOthersCanReadIsRefused() throws {
    _ = try Secrets(file: file)
    try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: file.path)
    #expect(throws: Secrets.Fault.readableByOthers(file.path)) { _ = try Secrets(file: file) }
  }
}
