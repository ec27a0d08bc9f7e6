import Foundation
import Outreach
import Postgres
import TestKit
import Testing

@Suite(.database) struct AuditTrailTests {
  @Test("S3-122 a change to a campaign is kept with who, from where, before and after")
  func aChangeIsKept() throws {
    let campaign = try workspace.makeCampaign("Autumn")
    let ada = try workspace.makeMember("Ada", .owner)

    try asPerson(ada) {
      try $0.run("UPDATE campaigns SET stage = 'outreach' WHERE id = \(campaign)")
    }
    let entry = try #require(try workspace.auditTrail().first)

    #expect(entry.personName == "Ada")
    #expect(entry.address == "10.1.2.3")
    #expect(entry.action == "changed")
    #expect(entry.subjectName == "Autumn")
    #expect(entry.campaign == campaign)
    #expect(entry.before.text == #"{"stage": "draft"}"#)
    #expect(entry.after.text == #"{"stage": "outreach"}"#)
  }

  @Test("S3-122 what workers do, and what changes nothing, leaves no entry")
  func onlyPeopleLeaveEntries() throws {
    let campaign = try workspace.makeCampaign("Autumn")
    let ada = try workspace.makeMember("Ada", .owner)

    try workspace.run("UPDATE campaigns SET stage = 'outreach' WHERE id = \(campaign)")
    try asPerson(ada) { try $0.run("UPDATE campaigns SET stage = stage WHERE id = \(campaign)") }

    #expect(try workspace.auditTrail().isEmpty)
  }

  @Test func aSecretIsNeverWrittenDown() throws {
    let ada = try workspace.makeMember("Ada", .owner)

    try asPerson(ada) {
      try $0.run(
        """
        INSERT INTO mailboxes (email, smtp_host, smtp_port, smtp_password, imap_password)
        VALUES ('a@b.example', 'mail.b.example', 587, 'canary-1', 'canary-2')
        """)
      try $0.run("UPDATE mailboxes SET smtp_password = 'canary-3'")
    }
    let trail = try workspace.auditTrail()
    let all = trail.map { $0.before.text + $0.after.text }.joined()

    #expect(trail.count == 2)
    #expect(!all.contains("canary") && !all.contains("63616e617279"))
    #expect(trail[0].after.text == #"{"smtp_password": "•••••"}"#)
  }

  @Test func aBulkActWritesOneEntry() throws {
    let ada = try workspace.makeMember("Ada", .owner)
    for number in 1...3 { _ = try workspace.makeCampaign("Campaign \(number)") }

    try asPerson(ada) {
      try $0.run("SELECT set_config('overture.audit', 'off', true)")
      try $0.run("UPDATE campaigns SET archived_at = now()")
      try $0.audit("archived 3 campaigns", .campaign)
    }

    #expect(try workspace.auditTrail().map(\.action) == ["archived 3 campaigns"])
  }

  @Test func nobodyChangesOrDeletesAnEntry() throws {
    for statement: SQL in ["UPDATE audit_entries SET action = 'x'", "DELETE FROM audit_entries"] {
      #expect(throws: PostgresError.self) { try workspace.run(statement) }
    }
  }

  @Test func theTrailIsReadFromTheLatestOnAndPageByPage() throws {
    let ada = try workspace.makeMember("Ada", .owner)
    for number in 1...5 { try asPerson(ada) { try $0.audit("act \(number)", .campaign) } }

    let first = try workspace.auditTrail(limit: 2)
    let key = try #require(first.last.map { [$0.at.sqlText, "\($0.id)"] })
    let second = try workspace.auditTrail(from: key, limit: 2)
    let back = try workspace.auditTrail(
      from: second.first.map { [$0.at.sqlText, "\($0.id)"] }, newer: true)

    #expect(first.map(\.action) == ["act 5", "act 4"])
    #expect(second.map(\.action) == ["act 3", "act 2"])
    #expect(back.map(\.action) == ["act 4", "act 5"])
  }

  @Test func theTrailIsChosenByPersonKindCampaignAndDay() throws {
    let ada = try workspace.makeMember("Ada", .owner)
    let ben = try workspace.makeMember("Ben", .owner)
    let campaign = try workspace.makeCampaign("Autumn")
    try asPerson(ada) { try $0.audit("one", .campaign, campaign: campaign) }
    try asPerson(ben) { try $0.audit("two", .expense) }

    func acts(_ filter: AuditFilter) throws -> [String] {
      try workspace.auditTrail(filter).map(\.action)
    }

    #expect(try acts(AuditFilter(person: ben)) == ["two"])
    #expect(try acts(AuditFilter(kind: .campaign)) == ["one"])
    #expect(try acts(AuditFilter(campaign: campaign)) == ["one"])
    #expect(try acts(AuditFilter(hidesCosts: true)) == ["one"])
    #expect(try acts(AuditFilter(to: Day(year: 2020, month: 1, day: 1))) == [])
    #expect(try acts(AuditFilter(from: Day(year: 2020, month: 1, day: 1))).count == 2)
  }

  @Test func anotherWorkspaceReadsNothingOfIt() throws {
    let ada = try workspace.makeMember("Ada", .owner)
    try asPerson(ada) { try $0.audit("one", .campaign) }

    #expect(try otherWorkspace.auditTrail().isEmpty)
  }

  private func asPerson(_ person: Person.ID, _ body: (Connection) throws -> Void) throws {
    try database.inWorkspace(workspace.id, as: person, from: "10.1.2.3", body)
  }
}
