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

  @Test func noDatabaseKeepsWhatLoadsIt() throws {
    _ = try queue.loadDemo(through: database, passwordHash: "none")

    let kept: [String] = try owner.rows(
      "SELECT oid::regprocedure::text AS name FROM pg_proc WHERE proname ~ 'demo'"
    ).map { try $0["name"] }
    #expect(kept == [])
  }

  @Test func nobodyRealIsInIt() throws {
    let demo = try queue.loadDemo(through: database, passwordHash: "none")

    let real: Int = try database.inWorkspace(demo.workspace) {
      try $0.value("SELECT count(*) FROM contacts WHERE email NOT LIKE '%.example'")
    }

    #expect(real == 0)
  }

  @Test func anAccountOfItIsOlderThanAllThatHappenedToIt() throws {
    let demo = try queue.loadDemo(through: database, passwordHash: "none")

    let early: [String] = try database.inWorkspace(demo.workspace) {
      try $0.rows(
        """
        SELECT 'message ' || m.id AS early
        FROM messages m JOIN accounts a ON a.id = m.account_id WHERE m.at <= a.created_at
        UNION ALL
        SELECT 'campaign ' || ca.campaign_id
        FROM campaign_accounts ca JOIN accounts a ON a.id = ca.account_id
        WHERE least(ca.added_at, ca.reviewed_at) <= a.created_at
        UNION ALL
        SELECT 'contact ' || k.id
        FROM contacts k JOIN accounts a ON a.id = k.account_id WHERE k.created_at < a.created_at
        """
      ).map { try $0["early"] }
    }

    #expect(early.isEmpty, "\(early.prefix(3))")
  }

  @Test func whatPausedItselfSaysItsOwnFigures() throws {
    let demo = try queue.loadDemo(through: database, passwordHash: "none")

    try database.inWorkspace(demo.workspace) { connection in
      let paused = try #require(
        try connection.rows(
          """
          SELECT c.pause_reason::text || ' ' || c.pause_details AS pause, s.mails, s.hard_bounced
          FROM campaigns c CROSS JOIN LATERAL fn.sent_and_bounced(c.workspace_id, c.id) s
          WHERE c.status = 'paused'
          """
        ).first)
      let (mails, bounced): (Int, Int) = try (paused["mails"], paused["hard_bounced"])
      let pause: String = try paused["pause"]
      #expect(bounced * 20 > mails)
      #expect(
        pause == #"bounces {"emails": \#(mails), "allowed": 0.05, "bounces": \#(bounced)}"#)
    }
  }

  @Test func bouncesAreToldAlikeEverywhereInIt() throws {
    let demo = try queue.loadDemo(through: database, passwordHash: "none")

    let differing: [String] = try database.inWorkspace(demo.workspace) { connection in
      try connection.rows(
        """
        SELECT c.name
        FROM campaigns c
          CROSS JOIN LATERAL fn.sent_and_bounced(c.workspace_id, c.id) s
        WHERE s.hard_bounced <> ANY (ARRAY[
          (SELECT count(*) FROM enrollments e
            WHERE e.campaign_id = c.id AND e.exit_reason = 'email_bounced'),
          (SELECT count(*) FROM campaign_accounts a
            WHERE a.campaign_id = c.id AND a.outreach_status = 'bounced'),
          (SELECT count(*) FROM enrollments e JOIN contacts k ON k.id = e.contact_id
            WHERE e.campaign_id = c.id AND e.exit_reason = 'email_bounced'
              AND k.email_invalid_at IS NOT NULL)])
        """
      ).map { try $0["name"] }
    }
    #expect(differing.isEmpty)
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

  @Test func approvingInItLeadsToEmail() throws {
    let demo = try queue.loadDemo(through: database, passwordHash: "none")

    try database.inWorkspace(demo.workspace) { connection in
      let row = try #require(
        try connection.rows(
          """
          SELECT d.id, ca.account_id
          FROM campaigns c
            JOIN campaign_accounts ca ON ca.campaign_id = c.id AND ca.review_status = 'pending'
            JOIN enrollments e ON (e.campaign_id, e.account_id) = (c.id, ca.account_id)
            JOIN deliveries d ON d.enrollment_id = e.id
          WHERE c.slug = 'cold-storage-dach-autumn'
          ORDER BY d.id LIMIT 1
          """
        ).first)
      let (delivery, account): (Delivery.ID, Account.ID) = try (row["id"], row["account_id"])
      try connection.run("UPDATE deliveries SET due_at = now() WHERE id = \(delivery)")
      #expect(try connection.decision(about: delivery)?.binding == .approval)

      try connection.run(
        """
        UPDATE campaign_accounts SET review_status = 'approved', reviewed_at = now(),
          reviewed_by = (SELECT min(id) FROM people WHERE email LIKE '%@tarnbrook.example')
        WHERE account_id = \(account)
        """)
      #expect(try connection.decision(about: delivery)?.verdict == .send)
    }
  }

  /// A campaign is not completed while a lead is active whose account is not rejected.
  @Test func whatRunsInItWaitsForItsReviews() throws {
    let demo = try queue.loadDemo(through: database, passwordHash: "none")

    let counts: [Int] = try database.inWorkspace(demo.workspace) { connection in
      try connection.rows(
        """
        SELECT count(*) FILTER (WHERE e.state = 'active') AS waiting, count(*) AS pending
        FROM campaigns c
          JOIN campaign_accounts ca ON ca.campaign_id = c.id AND ca.review_status = 'pending'
          LEFT JOIN enrollments e ON (e.campaign_id, e.account_id) = (c.id, ca.account_id)
        WHERE c.status = 'running'
        """
      ).flatMap { try [$0["waiting"], $0["pending"]] }
    }

    #expect(counts[0] == counts[1])
    #expect(counts[1] > 100)
  }

  @Test func noLeadOfItLeavesBeforeItReplied() throws {
    let demo = try queue.loadDemo(through: database, passwordHash: "none")

    let early: Int = try database.inWorkspace(demo.workspace) { connection in
      try connection.value(
        """
        SELECT count(*) FROM enrollments e
          JOIN replies r ON r.enrollment_id = e.id AND r.class <> 'ooo'
        WHERE e.ended_at < r.received_at
        """)
    }

    #expect(early == 0)
  }

  @Test func itsMailboxesHaveUsedWhatWasSentInADay() throws {
    let demo = try queue.loadDemo(through: database, passwordHash: "none")

    try database.inWorkspace(demo.workspace) { connection in
      let used = try connection.mailboxes().reduce(0) { $0 + $1.used }
      #expect(
        try connection.value(
          "SELECT count(*) FROM deliveries WHERE sent_at > now() - interval '24 hours'") == used)
      #expect(used > 0)
    }
  }
}
