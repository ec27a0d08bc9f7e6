import Outreach
import Postgres
import TestKit
import Testing

@Suite(.database) struct StartFiguresTests {
  @Test func theFunnelIsTheSumOfTheCampaigns() throws {
    let demo = try queue.loadDemo(through: database, passwordHash: "none")

    let (funnel, written, replied) = try database.inWorkspace(demo.workspace) { connection in
      (
        try connection.funnel(),
        try connection.value(
          """
          SELECT count(first_outreached_at) FROM campaign_accounts
            JOIN campaigns c ON c.id = campaign_id WHERE c.archived_at IS NULL
          """, as: Int.self),
        try connection.value(
          """
          SELECT count(first_replied_at) FROM campaign_accounts
            JOIN campaigns c ON c.id = campaign_id WHERE c.archived_at IS NULL
          """, as: Int.self)
      )
    }

    #expect(funnel.written == written)
    #expect(funnel.replied == replied)
    #expect(funnel.positive > funnel.meetings)
  }

  @Test func whatIsDatedAheadIsNotSpentYet() throws {
    let campaign = try workspace.makeDraft()
    for day in [-40, -29, 0, 200] {
      try workspace.run(
        """
        INSERT INTO expenses (campaign_id, spent_on, category, amount, currency, form_token)
        VALUES (\(campaign), (now() AT TIME ZONE 'UTC')::date + \(day)::int, 'event', 10, 'EUR',
          gen_random_uuid())
        """)
    }

    let spending = try workspace.spendingOf30Days()

    #expect(spending.map(\.amount) == ["20.00"])
    #expect(spending.map(\.entries) == [2])
  }

  @Test func theDemoLeavesNoFigureWrong() throws {
    let demo = try queue.loadDemo(through: database, passwordHash: "none")

    let drift = try database.inWorkspace(demo.workspace) {
      try $0.rows("SELECT * FROM fn.statistics_drift()").count
        + $0.rows("SELECT * FROM fn.step_statistics_drift()").count
        + $0.costStatisticsDrift()
    }

    #expect(drift == 0)
  }

  @Test("sent today is what servers have taken, whatever was reserved, refused or taken out since")
  func sentTodayIsWhatWasSent() throws {
    let campaign = try workspace.makeSendingCampaign()
    try workspace.makeSendingStep(of: campaign)
    for name in ["ada", "bob", "cem"] {
      try workspace.makeSendingLead("\(name)@\(name).example", in: campaign)
    }
    let claimed = try queue.claimDeliveries(for: "dead", atMost: 10)
    #expect(claimed.count == 3)
    #expect(try sentToday() == 0)

    _ = try beginTransmission(
      of: claimed.map { Departure(of: $0, links: []) }, by: "dead"
    )
    try queue.settle([
      Settlement(of: claimed[0], by: "dead", .sent, meaning: .sent, answer: "250 queued"),
      Settlement(
        of: claimed[1], by: "dead", .failed, meaning: .hardRecipient, answer: "550 5.1.1 unknown"),
      Settlement(
        of: claimed[2], by: "dead", .unconfirmed, meaning: .unconfirmed, answer: "none came"),
    ])
    #expect(try sentToday() == 1)
    #expect(try workspace.frameFigures().sentLastMinute == 1)
    #expect(try workspace.emailsSentInADay() == 1)

    let account: Account.ID = try workspace.value(
      "SELECT account_id FROM contacts WHERE email = 'ada@ada.example'")
    try workspace.remove(account: account, from: campaign)
    #expect(try sentToday() == 1)
  }

  private func sentToday() throws -> Int {
    let dana: Person.ID = try workspace.value("SELECT id FROM people LIMIT 1")
    return try workspace.startFigures(of: dana, timeZone: "UTC").sentToday
  }
}
