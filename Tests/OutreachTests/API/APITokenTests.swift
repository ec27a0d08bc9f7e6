import Foundation
import Outreach
import Postgres
import TestKit
import Testing

@Suite(.database) struct APITokenTests {
  @Test func aTokenNamesItsWorkspaceAndIsReadBack() throws {
    let token = APITokenText(workspace: Workspace.ID(rawValue: 12))

    let read = try #require(APITokenText(token.text))

    #expect(token.text.hasPrefix("ovt_12_"))
    #expect(read == token && read.hash == token.hash)
  }

  @Test(arguments: [
    "", "ovt_", "ovt_1", "ovt_1_short", "ovt_x_\(String(repeating: "a", count: 43))",
  ])
  func otherTextIsNoToken(text: String) {
    #expect(APITokenText(text) == nil)
  }

  @Test func aTokenEntersAsItsMakerWithItsRights() throws {
    let text = try make([.see, .edit])

    let user = try #require(try enter(text))

    #expect(user.workspace == workspace.id)
    #expect(user.token?.rights == [.see, .edit])
    #expect(user.may(.edit) && !user.may(.launch))
    #expect(try workspace.apiTokens().first?.lastUsedAt != nil)
  }

  @Test func anExpiredOrRevokedTokenEntersNowhere() throws {
    let text = try make([.see])
    try owner.run("UPDATE api_tokens SET expires_at = now() - interval '1 second'")
    #expect(try enter(text) == nil)
    try owner.run("UPDATE api_tokens SET expires_at = NULL")
    #expect(try enter(text) != nil)

    try workspace.revoke(workspace.apiTokens()[0].id)

    #expect(try enter(text) == nil)
  }

  @Test func aTokenIsOfNoUseOnceItsMakerHasLeft() throws {
    let text = try make([.see])

    try owner.run("DELETE FROM memberships")

    #expect(try enter(text) == nil)
  }

  @Test func aTokenMayDoNothingThatItsMakerMayNot() throws {
    _ = try workspace.makeMember("Vera", .viewer)
    let email: String = try owner.value("SELECT email FROM people WHERE name = 'Vera'")
    let draft = APITokenDraft(name: "Script", rights: [.edit], expiresAt: nil)

    #expect(throws: Refusal.self) {
      try queue.makeAPIToken(draft, workspace: "Ours", email: email)
    }
  }

  @Test func aWriteWithAKeyIsReservedOnce() throws {
    let (one, other) = (Bytes([1]), Bytes([2]))
    let kept = KeptAnswer(status: 201, headers: ["etag": "\"a\""], answer: "{}")
    #expect(
      try workspace.reserve(idempotencyKey: "k", of: "token:1", requestHash: one) == .reserved)
    try workspace.keep(kept, idempotencyKey: "k", of: "token:1")

    #expect(
      try workspace.reserve(idempotencyKey: "k", of: "token:1", requestHash: one)
        == .answered(kept))
    #expect(
      try workspace.reserve(idempotencyKey: "k", of: "token:1", requestHash: other)
        == .otherRequest)
    #expect(
      try workspace.reserve(idempotencyKey: "k", of: "token:2", requestHash: other) == .reserved)
    try owner.run("UPDATE idempotency_keys SET at = now() - interval '25 hours'")
    #expect(
      try workspace.reserve(idempotencyKey: "k", of: "token:1", requestHash: other) == .reserved)
  }

  private func make(_ rights: [Right]) throws -> APITokenText {
    _ = try workspace.makeMember("Ida", .owner)
    let text = try queue.makeAPIToken(
      APITokenDraft(name: "Script", rights: rights, expiresAt: nil), workspace: "Ours", email: nil)
    return try #require(APITokenText(text))
  }

  private func enter(_ text: APITokenText) throws -> CurrentUser? {
    try database.transaction { try $0.together(APIToken.entering(with: text, from: "")) }
  }
}
