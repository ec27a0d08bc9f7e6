import Outreach
import Postgres
import TestKit
import Testing

@Suite(.database) struct DemoTests {
  @Test func theDemoCompanyIsLoadedOnce() throws {
    let first = try queue.loadDemo(through: database, passwordHash: "none")
    let second = try queue.loadDemo(through: database, passwordHash: "none")

    #expect(first.isNew)
    #expect(!second.isNew)
    #expect(second.workspace == first.workspace)
    let accounts: Int = try database.inWorkspace(first.workspace) {
      try $0.value("SELECT count(*) FROM accounts")
    }
    #expect(accounts == 1540)
  }

  @Test func nobodyRealIsInIt() throws {
    let demo = try queue.loadDemo(through: database, passwordHash: "none")

    let real: Int = try database.inWorkspace(demo.workspace) {
      try $0.value("SELECT count(*) FROM contacts WHERE email NOT LIKE '%.example'")
    }

    #expect(real == 0)
  }

  @Test func everyStateOfARepliesLifeIsInIt() throws {
    let demo = try queue.loadDemo(through: database, passwordHash: "none")

    let counts = try database.inWorkspace(demo.workspace) { connection in
      try [
        connection.value("SELECT count(DISTINCT class) FROM replies", as: Int.self),
        connection.value(
          "SELECT count(*) FROM replies WHERE follow_up = 'due' AND follow_up_due_at < now()"),
        connection.value(
          "SELECT count(*) FROM replies WHERE follow_up = 'due' AND follow_up_due_at > now()"),
        connection.value("SELECT count(*) FROM deliveries WHERE state = 'planned'"),
      ]
    }

    #expect(counts[0] == 7)
    #expect(counts[1] > 0)
    #expect(counts[2] > 0)
    #expect(counts[3] > 100)
  }
}
