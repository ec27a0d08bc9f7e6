import Foundation
import Outreach
import Postgres
import TestKit
import Testing

/// Which delivery a worker gets, and what becomes of it when things change under way.
@Suite(.database) struct EventClaimTests {
  @Test func ofAWorkspaceFourAreInFlightAndTheOneWithTheFewestComesFirst() throws {
    for place in [workspace, otherWorkspace] {
      for name in ["A", "B", "C"] { try subscribe(name, in: place) }
      for number in 0..<3 { try emit("\(number)", in: place) }
    }
    try queue.readEvents()

    let claimed = try claimAll()

    #expect(claimed.count == 8)
    for pair in stride(from: 0, to: 8, by: 2) {
      let two = Set(claimed[pair...(pair + 1)].map(\.workspace))
      #expect(two == [workspace.id, otherWorkspace.id])
    }
    // Within a workspace as well.
    for place in [workspace, otherWorkspace] {
      let first = claimed.filter { $0.workspace == place.id }.prefix(3)
      #expect(Set(first.map(\.subscriber)).count == 3)
    }
    try queue.settle(claimed[0], EventAnswer(.done, status: 200, text: "", milliseconds: 1))
    #expect(try claimAll().map(\.workspace) == [claimed[0].workspace])
  }

  @Test func aClaimLooksOnlyAtWhatIsDueFirst() throws {
    try subscribe("Ours", in: workspace)
    try workspace.run(
      """
      INSERT INTO event_deliveries (subscriber_id, event_id, event_at, key)
      SELECT (SELECT min(id) FROM subscribers), n, now(), 'x' FROM generate_series(1, 20000) n
      """)
    try owner.run("VACUUM ANALYZE event_deliveries")
    let (before, after) = try queue.transaction { connection in
      let count: SQL = "SELECT pg_stat_get_xact_tuples_fetched('event_deliveries'::regclass)::int"
      let before: Int = try connection.value(count)
      _ = try connection.rows("SELECT fn.claim_event_delivery('webhook', '60 s')")
      return (before, try connection.value(count) as Int)
    }

    #expect(after - before < 20)
  }

  @Test(arguments: [EventAnswer.Outcome.gone, .failed, .done])
  func aLateAnswerOfTheOldAddressSaysNothingAboutTheNewOne(outcome: EventAnswer.Outcome) throws {
    let webhook = try subscribe("Ours", in: workspace)
    try emit("1", in: workspace)
    try queue.readEvents()
    let old = try #require(try claimAll().first)
    try workspace.change(
      webhook: webhook,
      to: WebhookDraft(name: "Ours", address: "https://new.example", kinds: [.campaignPaused]))

    let settled = try queue.settle(
      old, EventAnswer(outcome, status: 410, text: "", milliseconds: 1))

    #expect(!settled)
    #expect(try workspace.webhook(webhook).state == .active)
    #expect(try workspace.webhook(webhook).failingSince == nil)
    let entry = try #require(try workspace.deliveries(of: webhook).first)
    #expect(entry.state == .pending && entry.attempts == 0 && entry.status == nil)
    #expect(try claimAll().map(\.address) == ["https://new.example"])
  }

  @Test func whatIsPausedOrDeletedIsNotClaimed() throws {
    let first = try subscribe("First", in: workspace)
    let second = try subscribe("Second", in: workspace)
    try emit("1", in: workspace)
    try queue.readEvents()

    try workspace.pause(webhook: first)
    try workspace.remove(webhook: second)

    #expect(try claimAll().isEmpty)
    try workspace.resume(webhook: first)
    #expect(try claimAll().map(\.subscriber) == [first])
  }

  @Test func nothingOfAWebhookThatIsOffIsResent() throws {
    let webhook = try subscribe("Ours", in: workspace)
    try emit("1", in: workspace)
    try queue.readEvents()
    try workspace.run("UPDATE event_deliveries SET state = 'dead'")
    try workspace.pause(webhook: webhook)

    #expect(throws: Refusal.self) { try workspace.redeliver(nil, of: webhook) }
    #expect(
      try workspace.value("SELECT count(*) FROM event_deliveries WHERE state = 'dead'") == 1)
  }

  /// The server's numbers have passed those of the events that came along before anything noticed.
  @Test func whatHappensAfterARestoreIsReadHoweverLateItIsNoticed() throws {
    try subscribe("Ours", in: workspace)
    try emit("read", in: workspace)
    try queue.readEvents()
    try owner.run("UPDATE events SET txid = (txid::text::bigint + 50)::text::xid8")
    try owner.run(
      "UPDATE subscribers SET cursor_txid = (cursor_txid::text::bigint + 50)::text::xid8")

    try emit("new", in: workspace)
    for _ in 0..<60 { try workspace.run("SELECT pg_current_xact_id()") }
    try queue.rebaseEvents()
    try queue.readEvents()

    #expect(
      try workspace.value(
        "SELECT array_agg(key ORDER BY id) FROM event_deliveries", as: [String].self)
        == ["read", "new"])
  }

  @Test func whatIsAddedAfterARestoreGetsNothingFromBefore() throws {
    try subscribe("Ours", in: workspace)
    try emit("old", in: workspace)
    try queue.readEvents()
    try owner.run("UPDATE events SET txid = (txid::text::bigint + 1000000000000)::text::xid8")
    try owner.run(
      "UPDATE subscribers SET cursor_txid = (cursor_txid::text::bigint + 1000000000000)::text::xid8"
    )

    let added = try subscribe("Added", in: workspace)
    try emit("new", in: workspace)
    try queue.rebaseEvents()
    try queue.readEvents()

    #expect(
      try workspace.value(
        "SELECT array_agg(key ORDER BY id) FROM event_deliveries WHERE subscriber_id = \(added)",
        as: [String].self) == ["new"])
  }

  @Test func theBacklogNamesTheTransactionThatHoldsEventsBack() throws {
    try subscribe("Ours", in: workspace)
    #expect(try queue.eventBacklog() == nil)

    try database.inWorkspace(workspace.id) { slow in
      let pid: Int = try slow.value("SELECT pg_backend_pid()")
      try slow.run("SELECT set_config('application_name', 'a long report', true)")
      try slow.run("SELECT pg_current_xact_id()")
      try emit("waits", in: workspace)
      let backlog = try #require(try queue.eventBacklog())
      #expect(backlog.since <= .now)
      // Another test's transaction on the same server may be older.
      let named: [Int] = try queue.value(
        "SELECT array_agg(pid) FROM pg_stat_activity WHERE backend_xid IS NOT NULL")
      #expect(named.contains(pid))
      #expect(try named.contains(#require(backlog.holder?.pid)))
    }

    try queue.readEvents()
    #expect(try queue.eventBacklog() == nil)
  }

  @Test func archivingAndRestoringARunningCampaignAreEvents() throws {
    let campaign = try workspace.makeDraft("Ours")
    try workspace.run("UPDATE campaigns SET status = 'running' WHERE id = \(campaign)")

    try workspace.archive(campaign)
    try workspace.restore(campaign)

    #expect(
      try workspace.value(
        """
        SELECT array_agg(concat_ws(' ', kind, data ->> 'status', data ->> 'reason') ORDER BY id)
        FROM events WHERE campaign_id = \(campaign)
        """, as: [String].self
      ).suffix(3)
        == [
          "campaign.archived running", "campaign.restored paused", "campaign.paused archived",
        ])
  }

  @discardableResult
  private func subscribe(_ name: String, in place: TestWorkspace) throws -> Subscriber.ID {
    try place.value(
      """
      INSERT INTO subscribers (consumer, name, kinds, address)
      VALUES ('webhook', \(name), '{campaign.paused}', 'https://example.com')
      RETURNING id
      """)
  }

  private func emit(_ key: String, in place: TestWorkspace) throws {
    try place.run("SELECT fn.emit('campaign.paused', \(key), campaign => 7)")
  }
}
