import Outreach
import Postgres
import TestKit
import Testing

@Suite(.database) struct SignInTests {
  @Test func theRightPasswordBeginsASession() throws {
    _ = try workspace.makeMember("Ada", .sales)

    let token = try #require(try signIn("ada@example.com", "correct horse"))
    let viewer = try database.transaction { try $0.enter(token: token, from: "10.0.0.1") }

    #expect(viewer?.email == "ada@example.com")
    #expect(viewer?.role == .sales)
    #expect(viewer?.workspace == workspace.id)
  }

  @Test func theDatabaseKeepsNoToken() throws {
    _ = try workspace.makeMember("Ada", .sales)

    let token = try #require(try signIn("ada@example.com", "correct horse"))
    let kept: String = try owner.value("SELECT sessions::text FROM sessions")

    #expect(!kept.contains(token))
  }

  @Test func anotherPasswordAndAnUnknownNameAreBothNothing() throws {
    _ = try workspace.makeMember("Ada", .sales)

    #expect(try signIn("ada@example.com", "wrong horse") == nil)
    #expect(try signIn("nobody@example.com", "correct horse") == nil)
  }

  @Test func afterFiveFailuresTheRightPasswordHasToWait() throws {
    _ = try workspace.makeMember("Ada", .sales)
    for _ in 1...5 { _ = try signIn("ada@example.com", "wrong horse") }

    #expect(try signIn("ada@example.com", "correct horse") == nil)

    try owner.run("UPDATE sign_in_failures SET blocked_until = now() - interval '1 second'")
    #expect(try signIn("ada@example.com", "correct horse") != nil)
  }

  @Test func eachFurtherFailureDoublesTheWaitUpToAQuarterOfAnHour() throws {
    var waits: [Int] = []
    for _ in 1...12 {
      try queue.run("SELECT fn.record_sign_in_failure(\(["email:ada@example.com"]))")
      waits.append(
        try owner.value(
          "SELECT coalesce(round(extract(epoch FROM blocked_until - now())), 0) FROM sign_in_failures"
        ))
    }

    #expect(waits == [0, 0, 0, 0, 30, 60, 120, 240, 480, 900, 900, 900])
  }

  @Test func whoGuessesAtManyAccountsIsSlowedByTheirAddress() throws {
    _ = try workspace.makeMember("Ada", .sales)
    for number in 1...5 { _ = try signIn("guess\(number)@example.com", "wrong horse") }

    #expect(try signIn("ada@example.com", "correct horse") == nil)
    #expect(try signIn("ada@example.com", "correct horse", from: "10.9.9.9") != nil)
  }

  @Test func aSessionEndsAfterItsIdleHours() throws {
    let browser = try workspace.signIn()
    try owner.run("UPDATE sessions SET last_seen_at = now() - interval '13 hours'")

    #expect(try isIn(browser) == false)
  }

  @Test func aSessionEndsAfterItsDaysHoweverBusy() throws {
    let browser = try workspace.signIn()
    try owner.run("UPDATE sessions SET created_at = now() - interval '8 days'")

    #expect(try isIn(browser) == false)
  }

  @Test func theWorkspaceSaysHowLongASessionMayLieIdle() throws {
    let browser = try workspace.signIn()
    try workspace.set("session.idle_hours", to: "24")
    try owner.run("UPDATE sessions SET last_seen_at = now() - interval '13 hours'")

    #expect(try isIn(browser) == true)
  }

  @Test func whoIsDisabledOrNoLongerAMemberIsOutAtOnce() throws {
    let ada = try workspace.signIn("Ada", as: .owner)
    let ben = try workspace.signIn("Ben", as: .sales)
    try owner.run("UPDATE people SET disabled_at = now() WHERE name = 'Ada'")
    try workspace.removeMember(ben.person)

    #expect(try isIn(ada) == false)
    #expect(try isIn(ben) == false)
  }

  @Test func withoutASessionATransactionSeesNothing() throws {
    _ = try workspace.makeCampaign()

    let seen: Int = try database.transaction { connection in
      _ = try connection.enter(token: "nobody's token, of some length", from: "")
      return try connection.value("SELECT count(*) FROM campaigns")
    }

    #expect(seen == 0)
  }

  private func isIn(_ browser: Browser) throws -> Bool {
    try database.transaction { try $0.enter(token: browser.token, from: "") != nil }
  }

  private func signIn(
    _ email: String, _ password: String, from address: String = "10.0.0.1"
  ) throws -> String? {
    try database.transaction {
      try $0.signIn(email: email, password: password, from: address, agent: "test", cost: cheap)
    }
  }
}
