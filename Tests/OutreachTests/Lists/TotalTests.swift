import Outreach
import Postgres
import TestKit
import Testing

@Suite(.database) struct TotalTests {
  @Test func whatIsNotKeptIsCountedAsFarAsItIsWorth() throws {
    func suppress(_ count: Int, _ name: String) throws {
      try workspace.run(
        """
        INSERT INTO suppressions (email, reason)
        SELECT \(name) || n || '@x.example', 'by_hand' FROM generate_series(1, \(count)) n
        """)
    }
    #expect(try workspace.totalSuppressions() == Total(0))
    try suppress(1_000, "a")
    #expect(try workspace.totalSuppressions() == Total(1_000))
    try suppress(1, "b")
    #expect(try workspace.totalSuppressions() == Total(1_000, isMore: true))
    #expect(try workspace.totalSuppressions(beginning: "B") == Total(1))
  }

  @Test func accountsListsAndTheAuditTrailAreCounted() throws {
    let ada = try workspace.makeMember("Ada", .owner)
    try database.inWorkspace(workspace.id, as: ada) { try $0.audit("exported", .list) }
    _ = try workspace.makeAccounts(3)
    _ = try workspace.makeAccounts(2, named: "Buyer", status: "customer")
    _ = try workspace.makeList(of: [])

    #expect(try workspace.totalAccounts() == Total(5))
    #expect(try workspace.totalAccounts(status: .customer) == Total(2))
    #expect(try workspace.totalLists(archived: false) == Total(1))
    #expect(try workspace.totalLists(archived: true) == Total(0))
    let trail = try workspace.auditTrail().count
    #expect(trail > 0)
    #expect(try workspace.auditTotal() == Total(trail))
  }

  @Test func ofOnePersonsActsOrOneKindsThereIsNoTotal() throws {
    #expect(try workspace.auditTotal(AuditFilter(hidesCosts: true)) == Total(0))
    #expect(try workspace.auditTotal(AuditFilter(kind: .expense)) == nil)
    #expect(try workspace.auditTotal(AuditFilter(person: Person.ID(rawValue: 1))) == nil)
  }
}
