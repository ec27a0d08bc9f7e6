import Outreach
import Postgres
import Synchronization
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
    #expect(try signIn("ada@example.com", "correct horse") != nil, "and is forgotten")
  }

  @Test func eachFurtherFailureDoublesTheWaitUpToAQuarterOfAnHour() throws {
    var waits: [Int] = []
    for _ in 1...12 {
      try owner.run("UPDATE sign_in_failures SET blocked_until = now()")
      #expect(try queue.value("SELECT fn.count_try('\\x01', 5, true)"))
      waits.append(
        try owner.value(
          "SELECT coalesce(round(extract(epoch FROM blocked_until - now())), 0) FROM sign_in_failures"
        ))
    }

    #expect(waits == [0, 0, 0, 0, 30, 60, 120, 240, 480, 900, 900, 900])
  }

  /// Anybody could keep somebody else out, by one wrong try each quarter of an hour.
  @Test func failuresElsewhereKeepNobodyOut() throws {
    _ = try workspace.makeMember("Ada", .sales)
    for number in 1...12 {
      _ = try signIn("ada@example.com", "wrong horse", from: "127.0.0.66")
      _ = try signIn("ada@example.com", "wrong horse", from: "2001:db8:0:\(number)::1")
    }

    #expect(try signIn("ada@example.com", "correct horse", from: "127.0.0.66") == nil)
    #expect(try signIn("ada@example.com", "correct horse", from: "127.0.0.77") != nil)
  }

  /// In an office all have one address.
  @Test func aKnownBrowserComesInWhateverItsNeighborsFailAt() throws {
    _ = try workspace.makeMember("Ada", .sales)
    let first = try #require(
      try database.signIn("ada@example.com", "correct horse", from: "10.0.0.1"))
    for number in 1...60 {
      _ = try signIn("ada@example.com", "wrong horse")
      _ = try signIn("guess\(number)@example.com", "wrong horse")
    }

    #expect(try signIn("ada@example.com", "correct horse") == nil)
    let known = try database.signIn(
      "ada@example.com", "correct horse", from: "10.0.0.1", browser: first.browser)
    #expect(known?.browser == first.browser)
  }

  @Test func aKnownBrowserIsSlowedByItsOwnFailuresAndKnownForOneAccountOnly() throws {
    _ = try workspace.makeMember("Ada", .sales)
    _ = try workspace.makeMember("Ben", .sales)
    let browser = try #require(try database.signIn("ada@example.com", "correct horse")).browser
    func fail(_ email: String) throws {
      _ = try database.signIn(email, "wrong horse", browser: browser)
    }
    for _ in 1...5 {
      try fail("ada@example.com")
      try fail("ben@example.com")
    }

    #expect(
      try database.signIn("ada@example.com", "correct horse", from: "10.1.1.1", browser: browser)
        == nil)
    #expect(try signIn("ben@example.com", "correct horse", from: "10.0.0.1") == nil)
    #expect(try signIn("ada@example.com", "correct horse", from: "10.0.0.1") != nil)
  }

  @Test func addressesOfOneIPv6NetworkCountAsOne() throws {
    _ = try workspace.makeMember("Ada", .sales)
    for number in 1...5 {
      _ = try signIn("ada@example.com", "wrong horse", from: "2001:db8:1:2::\(number)")
    }

    #expect(try signIn("ada@example.com", "correct horse", from: "2001:db8:1:2:ffff::9") == nil)
    #expect(try signIn("ada@example.com", "correct horse", from: "2001:db8:1:3::9") != nil)
  }

  @Test func anIPv4AddressIsTheSameWrittenAsIPv6() throws {
    _ = try workspace.makeMember("Ada", .sales)
    for _ in 1...5 { _ = try signIn("ada@example.com", "wrong horse", from: "::ffff:10.0.0.5") }

    #expect(try signIn("ada@example.com", "correct horse", from: "10.0.0.5") == nil)
    #expect(try signIn("ada@example.com", "correct horse", from: "::ffff:10.0.0.6") != nil)
  }

  /// Behind one address may be an office: one person there who failed every 30 seconds kept all colleagues
  /// with new browsers out.
  @Test func aColleagueSignsInAtTheFirstTryWhateverItsNetworkFailsAt() throws {
    for name in ["Ada", "Ben", "Cleo"] { _ = try workspace.makeMember(name, .sales) }
    for number in 1...60 { _ = try signIn("guess\(number)@example.com", "wrong horse") }

    #expect(try signIn("ada@example.com", "correct horse") != nil)
    _ = try signIn("guess61@example.com", "wrong horse")
    #expect(try signIn("ben@example.com", "correct horse") != nil)
    #expect(try signIn("cleo@example.com", "correct horse") != nil, "a right try blocks nobody")
    #expect(try owner.value("SELECT count(*) FROM sign_in_failures WHERE failures > 1") == 1)
  }

  @Test func guessesFromANetworkThatFailsOftenWaitFromTheFirstFailureOn() throws {
    for name in ["Ada", "Ben"] { _ = try workspace.makeMember(name, .sales) }
    for number in 1...50 { _ = try signIn("guess\(number)@example.com", "wrong horse") }

    #expect(try signIn("ada@example.com", "wrong horse") == nil)
    #expect(try signIn("ada@example.com", "correct horse") == nil)
    #expect(try signIn("ada@example.com", "correct horse", from: "10.9.9.9") != nil)

    try owner.run("UPDATE sign_in_failures SET blocked_until = now() - interval '1 second'")
    #expect(try signIn("ben@example.com", "wrong horse") == nil)
    #expect(try signIn("ada@example.com", "correct horse") != nil, "Ben's failure is not Ada's")
  }

  @Test func oneFreeTryWaitsFromTheFirstFailureOnAndNoLimitNeverWaits() throws {
    var waits: [Int] = []
    for _ in 1...3 {
      try owner.run("UPDATE sign_in_failures SET blocked_until = now()")
      #expect(try queue.value("SELECT fn.count_try('\\x01', 1, true)"))
      #expect(try queue.value("SELECT fn.count_try('\\x02', NULL, false)"))
      waits.append(
        try owner.value(
          """
          SELECT round(extract(epoch FROM blocked_until - now())) FROM sign_in_failures
          WHERE subject = '\\x01'
          """))
    }

    #expect(waits == [30, 60, 120])
    let counted: Int = try owner.value(
      "SELECT failures FROM sign_in_failures WHERE subject = '\\x02' AND blocked_until IS NULL")
    #expect(counted == 3)
  }

  /// From however many networks the guesses come, an account takes a thousand failures a day and then
  /// one each half minute. Its own browsers are counted apart.
  @Test func anAccountThatFailedAThousandTimesInADayWaitsForAllButKnownBrowsers() throws {
    let ada = try workspace.makeMember("Ada", .sales)
    let known = try #require(
      try database.signIn("ada@example.com", "correct horse", from: "10.0.0.1"))
    _ = try signIn("ada@example.com", "wrong horse", from: "10.1.0.1")
    let account: SQL = "sha256(convert_to('account ' || \(ada.description), 'UTF8'))"
    try owner.run("UPDATE sign_in_failures SET failures = 998 WHERE subject = \(account)")

    #expect(try signIn("ada@example.com", "wrong horse", from: "10.2.0.1") == nil)
    #expect(
      try owner.value(
        "SELECT blocked_until IS NULL FROM sign_in_failures WHERE subject = \(account)"))
    #expect(try signIn("ada@example.com", "wrong horse", from: "10.3.0.1") == nil)
    #expect(try signIn("ada@example.com", "correct horse", from: "10.4.0.1") == nil)
    #expect(
      try owner.value(
        """
        SELECT blocked_until <= now() + interval '30 seconds'
          AND forgotten_at <= now() + interval '1 day'
        FROM sign_in_failures WHERE subject = \(account)
        """))
    #expect(
      try database.signIn(
        "ada@example.com", "correct horse", from: "10.5.0.1", browser: known.browser) != nil)

    try owner.run("UPDATE sign_in_failures SET blocked_until = now() - interval '1 second'")
    #expect(try signIn("ada@example.com", "correct horse", from: "10.6.0.1") != nil)
  }

  @Test func anAccountOfOnesOwnLiftsNoLimitOfTheNetwork() throws {
    _ = try workspace.makeMember("Ada", .sales)
    for number in 1...25 {
      _ = try signIn("guess\(number)@example.com", "wrong horse")
      _ = try signIn("ada@example.com", "correct horse")
    }

    let counted: Int = try owner.value("SELECT max(failures) FROM sign_in_failures")
    #expect(counted == 25)
  }

  @Test func manyGuessesAtTheSameMomentAreCountedOneByOne() throws {
    _ = try workspace.makeMember("Ada", .sales)
    let looked = Mutex(0)

    try atOnce(16) { _ in
      let attempt = SignInAttempt(email: "ada@example.com", address: "10.0.0.1", agent: "")
      let check = try database.transaction { try $0.begin(attempt) }
      if check.isAllowed { looked.withLock { $0 += 1 } }
    }

    #expect(looked.withLock { $0 } == 5)
  }

  @Test func twoSignInsOfOnePersonAtTheSameMomentBothWork() throws {
    _ = try workspace.makeMember("Ada", .sales)
    let tokens = Mutex<[String?]>([])

    try atOnce(2) { _ in
      let token = try database.signIn("ada@example.com", "correct horse")?.token
      tokens.withLock { $0.append(token) }
    }

    #expect(tokens.withLock { $0.compactMap { $0 } }.count == 2)
  }

  @Test func inventedAddressesLeaveRowsOfOneSizeThatGo() throws {
    for number in 1...30 {
      _ = try signIn(String(repeating: "x", count: 9_000) + "\(number)@example.com", "wrong horse")
    }
    let size: Int = try owner.value("SELECT max(length(subject)) FROM sign_in_failures")
    try owner.run("UPDATE sign_in_failures SET forgotten_at = now() - interval '1 second'")

    for _ in 1...2 { _ = try signIn("ada@example.com", "wrong horse", from: "10.5.5.5") }

    #expect(size == 32)
    #expect(try owner.value("SELECT count(*) FROM sign_in_failures") == 2)
  }

  @Test func signingInAndFailingToStandInTheAuditTrail() throws {
    let ada = try workspace.makeMember("Ada", .sales)
    _ = try signIn("ada@example.com", "wrong horse", from: "10.7.7.7")
    _ = try signIn("ada@example.com", "correct horse", from: "10.8.8.8")

    let entries = try workspace.auditTrail()

    #expect(entries.map(\.action) == ["signed in", "failed to sign in as"])
    #expect(entries.map(\.address) == ["10.8.8.8", "10.7.7.7"])
    #expect(entries.map(\.personName) == ["Ada", ""])
    #expect(entries.last?.subjectName == "Ada", "\(ada)")
  }

  @Test func aOneTimePasswordOpensForSevenDays() throws {
    _ = try workspace.invite("cleo@example.com", as: .sales)
    #expect(try signIn("cleo@example.com", "one-time horse") != nil)

    try owner.run("UPDATE people SET password_expires_at = now() - interval '1 second'")

    #expect(try signIn("cleo@example.com", "one-time horse") == nil)
  }

  @Test func signingInEndsTheSessionThatTheBrowserHad() throws {
    _ = try workspace.makeMember("Ada", .sales)
    let first = try #require(try signIn("ada@example.com", "correct horse"))

    let second = try database.signIn("ada@example.com", "correct horse", replacing: first)

    #expect(second != nil)
    #expect(try database.transaction { try $0.enter(token: first, from: "") } == nil)
  }

  @Test func aSessionThatIsOverDoesNotLiveAgainWhenTheSettingIsRaised() throws {
    let (idle, old) = (try workspace.signIn("Ada"), try workspace.signIn("Ben"))
    try owner.run(
      """
      UPDATE sessions SET last_seen_at = now() - interval '13 hours',
        idles_until = now() - interval '1 hour'
      WHERE id = \(idle.session)
      """)
    try owner.run(
      """
      UPDATE sessions SET created_at = now() - interval '8 days', ends_at = now() - interval '1 day'
      WHERE id = \(old.session)
      """)
    try workspace.set("session.idle_hours", to: "48")
    try workspace.set("session.absolute_days", to: "30")

    #expect(try !isIn(idle) && !isIn(old))

    _ = try workspace.signIn("Cleo")
    #expect(try owner.value("SELECT count(*) FROM sessions") == 1, "and their rows are gone")
  }

  @Test func useKeepsASessionFromLyingIdle() throws {
    let browser = try workspace.signIn()
    try owner.run(
      """
      UPDATE sessions SET last_seen_at = now() - interval '2 minutes',
        idles_until = now() + interval '1 minute'
      """)

    #expect(try isIn(browser))
    #expect(try owner.value("SELECT idles_until > now() + interval '11 hours' FROM sessions"))
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
    try database.signIn(email, password, from: address)?.token
  }
}
