import Outreach
import Postgres
import TestKit
import Testing

/// Restored data never sends by itself. The scenario `restores` of Scripts/crashtest does it with real
/// dumps and copies; here is what a sender looks at.
@Suite(.database) struct RestoreTests {
  @Test func aNewDatabaseIsKnownBeforeAnySenderHasLooked() throws {
    let isKnown: Bool = try queue.value(
      """
      SELECT identity = fn.database_identity() AND mark = xmin::text::bigint AND NOT was_restored
      FROM known_database
      """)

    #expect(isKnown)
  }

  @Test("the claim itself looks, each time")
  func aRestoreUnderARunningSenderIsNoticedByTheNextClaim() throws {
    try campaign(leads: 2)
    #expect(try queue.claimDeliveries(for: "dead", atMost: 1).count == 1)

    try owner.run("UPDATE known_database SET identity = 'another table of deliveries'")

    #expect(try queue.claimDeliveries(for: "dead", atMost: 1).isEmpty)
    #expect(try isPaused())
  }

  @Test func rowsLoadedBackIntoTheSameTableAreNoticed() throws {
    try campaign()
    // As a restore of the data alone does it: every value is the same, and so is every object's id.
    let row = try #require(
      try owner.rows("SELECT identity, mark, was_restored FROM known_database").first)
    let (identity, mark): (String, Int) = (try row["identity"], try row["mark"])
    try owner.run("DELETE FROM known_database")
    try owner.run(
      "INSERT INTO known_database (identity, mark) VALUES (\(identity), \(mark))")

    #expect(try queue.claimDeliveries(for: "dead", atMost: 10).isEmpty)
    #expect(try isPaused())
  }

  @Test func emptyingAllFromTheTopTakesTheMarkAlong() throws {
    try owner.borrow { connection in
      try connection.run("BEGIN")
      try connection.run("TRUNCATE workspaces CASCADE")
      #expect(try connection.value("SELECT count(*) FROM known_database") == 0)
      try connection.run("ROLLBACK")
    }
  }

  @Test func aDatabaseOfWhichNothingIsKnownSendsNothing() throws {
    try campaign()
    try owner.run("DELETE FROM known_database")

    #expect(try queue.claimDeliveries(for: "dead", atMost: 10).isEmpty)
    #expect(try isPaused())
  }

  @Test("a restore loads its tables one after the other")
  func aCampaignThatIsLoadedLaterIsPausedToo() throws {
    try owner.run("UPDATE known_database SET mark = 1")
    #expect(try queue.claimDeliveries(for: "dead", atMost: 10).isEmpty)

    try campaign()
    try workspace.run("UPDATE campaigns SET created_at = now() - interval '1 day'")

    #expect(try queue.claimDeliveries(for: "dead", atMost: 10).isEmpty)
    #expect(try isPaused())
  }

  @Test func whatAPersonResumesGoesOn() throws {
    let campaign = try campaign()
    try owner.run("UPDATE known_database SET mark = 1")
    try workspace.run("UPDATE campaigns SET created_at = now() - interval '1 day'")
    _ = try queue.claimDeliveries(for: "dead", atMost: 10)
    #expect(try isPaused())

    try workspace.run("SELECT fn.set_campaign_status(\(campaign), 'running')")

    #expect(try queue.claimDeliveries(for: "dead", atMost: 10).count == 1)
  }

  @Test func aDraftFromBeforeARestoreIsLaunchedInOneStep() throws {
    let campaign = try campaign()
    try workspace.run(
      "UPDATE campaigns SET status = 'draft', created_at = now() - interval '1 day'")
    try owner.run("UPDATE known_database SET mark = 1")
    #expect(try queue.claimDeliveries(for: "dead", atMost: 10).isEmpty)

    try workspace.launch(campaign)

    #expect(try queue.claimDeliveries(for: "dead", atMost: 10).count == 1)
  }

  @Test func whatIsTriedAgainAfterARestoreGoes() throws {
    let campaign = try campaign()
    try workspace.run(
      """
      UPDATE deliveries SET state = 'failed', failure = 'given_up', answer = 'a test', settled_at = now()
      """)
    try workspace.run(
      "UPDATE enrollments SET state = 'finished', ended_at = now()")
    try workspace.run(
      """
      UPDATE campaigns
      SET status = 'completed', completed_at = now(), created_at = now() - interval '1 day'
      """)
    try owner.run("UPDATE known_database SET mark = 1")
    #expect(try queue.claimDeliveries(for: "dead", atMost: 10).isEmpty)

    #expect(try workspace.tryFailedAgain(in: campaign, by: Person.ID(rawValue: 1)) == 1)

    #expect(try queue.claimDeliveries(for: "dead", atMost: 10).count == 1)
  }

  @Test func whatIsMadeAfterARestoreNeedsNobody() throws {
    try owner.run("UPDATE known_database SET mark = 1")
    _ = try queue.claimDeliveries(for: "dead", atMost: 10)

    try campaign()

    #expect(try queue.claimDeliveries(for: "dead", atMost: 10).count == 1)
  }

  @Test(
    "what an operator does is no restore",
    arguments: [
      "VACUUM FULL known_database", "VACUUM (FREEZE) known_database", "VACUUM FULL deliveries",
      "REINDEX TABLE known_database", "CLUSTER known_database USING known_database_pkey",
      "ANALYZE",
    ])
  func maintenanceIsNoRestore(_ act: String) throws {
    try campaign()

    try owner.borrow { try $0.script(act) }

    #expect(try queue.noticeRestore() == 0)
    #expect(try queue.claimDeliveries(for: "dead", atMost: 10).count == 1)
  }

  @Test("a folder of files that was put back, or a snapshot")
  func aDatabaseThatHasGoneBackIsNoticed() throws {
    try campaign()
    let first = try queue.lookAtDatabase(remembering: 0)
    let second = try queue.lookAtDatabase(remembering: first)
    #expect(second > first)
    #expect(try !isPaused())

    // The sender remembers more looks than this state of the database has seen.
    let third = try queue.lookAtDatabase(remembering: second + 1_000)

    #expect(try isPaused())
    // Once is enough: its numbers go on from there.
    #expect(third > second + 1_000)
    #expect(try queue.lookAtDatabase(remembering: third) > third)
  }

  @discardableResult
  private func campaign(leads: Int = 1) throws -> Campaign.ID {
    let campaign = try workspace.makeSendingCampaign()
    try workspace.makeSendingStep(of: campaign)
    for number in 1...leads { try workspace.makeSendingLead("l\(number)@e.example", in: campaign) }
    return campaign
  }

  private func isPaused() throws -> Bool {
    try workspace.value(
      """
      SELECT status = 'paused' AND coalesce(pause_reason = 'restored', false) FROM campaigns
      """)
  }
}
