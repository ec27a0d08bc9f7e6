import Foundation
import Outreach
import Postgres
import Synchronization
import TestKit
import Testing

@Suite(.database) struct EventQueueTests {
  @Test("S1-057 eight writers with random delays: each event is delivered once, in order per key")
  func noEventIsMissedAndNoneComesTwice() throws {
    let subscriber = try subscribe(to: [.campaignPaused])
    let writers = 8
    let each = 30
    let ended = Mutex(0)

    // Ninth and tenth: two dispatchers that read while the others write.
    try atOnce(writers + 2) { number in
      if number < writers {
        defer { ended.withLock { $0 += 1 } }
        var random = SystemRandomNumberGenerator()
        for event in 0..<each {
          try database.inWorkspace(workspace.id) { connection in
            try connection.run("SELECT pg_sleep(\(Double.random(in: 0...0.01, using: &random)))")
            try connection.run(
              """
              SELECT fn.emit('campaign.paused', \("writer:\(number)"), jsonb_build_object('n', \(event)::int))
              """)
            // Commits in another order than the ids were given in.
            try connection.run("SELECT pg_sleep(\(Double.random(in: 0...0.03, using: &random)))")
          }
        }
      } else {
        while ended.withLock({ $0 }) < writers {
          _ = try queue.dispatchEvents(to: subscriber, atMost: 7)
        }
      }
    }

    try queue.readEvents()
    #expect(try deliveries() == writers * each)
    #expect(
      try workspace.value("SELECT count(DISTINCT event_id) FROM event_deliveries")
        == writers * each)
    // In the order of the deliveries, the numbers of each writer only grow.
    #expect(
      try workspace.value(
        """
        SELECT count(*) FROM (
          SELECT (e.data ->> 'n')::int AS n,
            lag((e.data ->> 'n')::int) OVER (PARTITION BY e.key ORDER BY d.id) AS before
          FROM event_deliveries d
            JOIN events e ON (e.workspace_id, e.id) = (d.workspace_id, d.event_id)
        ) o WHERE o.n < o.before
        """) == 0)
    #expect(try queue.waitingSubscribers().isEmpty)
  }

  @Test func aCursorDoesNotPassAnEventThatCommitsLater() throws {
    let subscriber = try subscribe(to: [.campaignPaused])

    try database.inWorkspace(workspace.id) { slow in
      try slow.run("SELECT fn.emit('campaign.paused', 'slow')")
      try emit(.campaignPaused, key: "fast")
      // The fast one is committed; the slow one has the smaller id, and holds both back.
      #expect(try queue.dispatchEvents(to: subscriber) == 0)
    }

    #expect(try queue.readEvents() == 2)
    #expect(
      try workspace.value(
        "SELECT array_agg(key ORDER BY id) FROM event_deliveries", as: [String].self)
        == ["slow", "fast"])
  }

  /// The first began earlier and wrote later, after it had seen what the second one committed.
  @Test func eventsOfOneKeyAreInTheOrderOfTheirChangesAcrossBatches() throws {
    _ = try subscribe(to: [.campaignPaused, .campaignResumed])

    try database.inWorkspace(workspace.id) { first in
      try first.run("SELECT pg_current_xact_id()")
      try emit(.campaignPaused, key: "campaign:7")
      try first.run("SELECT fn.emit('campaign.resumed', 'campaign:7')")
    }
    #expect(try queue.readEvents(atMost: 1) == 2)

    #expect(
      try workspace.value(
        """
        SELECT array_agg(e.kind::text ORDER BY d.id)
        FROM event_deliveries d JOIN events e ON (e.workspace_id, e.id) = (d.workspace_id, d.event_id)
        """, as: [String].self) == ["campaign.paused", "campaign.resumed"])
  }

  @Test func readersAreWokenFourTimesASecondAtMostAndOnlyWhereThereAreSome() throws {
    let listener = Listener(queue.settings, channels: ["overture_events"])
    // It listens from the first call on.
    #expect(listener.wait(atMost: .milliseconds(1)).isEmpty)
    try emit(.campaignPaused, key: "without a subscriber")
    #expect(listener.wait(atMost: .milliseconds(1)).isEmpty)

    _ = try subscribe(to: [.campaignPaused])
    try emit(.campaignPaused, key: "first")
    #expect(listener.wait(atMost: .seconds(10)).count == 1)
    // As if the quarter of a second had just begun.
    try queue.run("UPDATE event_wakeups SET woken_at = clock_timestamp() + interval '1 hour'")
    try emit(.campaignPaused, key: "soon afterwards")
    try queue.run("UPDATE event_wakeups SET woken_at = clock_timestamp() - interval '250 ms'")
    try emit(.campaignPaused, key: "later")

    #expect(listener.wait(atMost: .seconds(10)).count == 1)
    #expect(listener.wait(atMost: .milliseconds(1)).isEmpty)
  }

  @Test func aWriterDoesNotWaitForOneThatIsAboutToWakeTheReaders() throws {
    _ = try subscribe(to: [.campaignPaused])

    try database.inWorkspace(workspace.id) { slow in
      try slow.run("SELECT fn.emit('campaign.paused', 'slow')")
      try database.inWorkspace(workspace.id) { quick in
        try quick.run("SET LOCAL lock_timeout = '5 s'")
        try quick.run("SELECT fn.emit('campaign.paused', 'quick')")
      }
    }

    #expect(try workspace.value("SELECT count(*) FROM events") == 2)
  }

  @Test func whatTheSettingsDoNotKeepIsDeleted() throws {
    _ = try subscribe(to: EventKind.allCases)
    let kinds: [EventKind] = [.campaignPaused, .campaignResumed, .accountStatusChanged]
    for kind in kinds {
      for key in ["old", "logged long ago", "new"] { try emit(kind, key: key) }
    }
    try queue.readEvents()
    try queue.run("UPDATE event_deliveries SET state = 'done', answered_at = now()")
    try queue.run(
      """
      UPDATE event_deliveries SET answered_at = now() - interval '31 days' WHERE key = 'logged long ago'
      """)
    try queue.run(
      "UPDATE event_deliveries SET event_at = now() - interval '401 days' WHERE key = 'old'")
    try owner.run("UPDATE events SET at = now() - interval '401 days' WHERE key = 'old'")

    #expect(try queue.pruneEvents(atMost: 2) > 0)
    while try queue.pruneEvents(atMost: 2) > 0 {}

    // The history of an account's status stays, without its entry in the log.
    #expect(
      try workspace.value(
        "SELECT array_agg(kind || ' ' || key ORDER BY id) FROM events", as: [String].self)
        == [
          "campaign.paused logged long ago", "campaign.paused new",
          "campaign.resumed logged long ago", "campaign.resumed new", "account.status_changed old",
          "account.status_changed logged long ago", "account.status_changed new",
        ])
    #expect(
      try workspace.value(
        "SELECT array_agg(key ORDER BY id) FROM event_deliveries", as: [String].self)
        == ["new", "new", "old", "new"])
    try workspace.set("events.log_days", to: "365")
    try queue.run("UPDATE event_deliveries SET answered_at = now() - interval '31 days'")
    #expect(try queue.pruneEvents(atMost: 2) == 0)
  }

  @Test func aSubscriberGetsWhatItWantsFromItsWorkspaceAndFromNowOn() throws {
    try emit(.campaignPaused, key: "before")
    _ = try subscribe(to: [.campaignPaused])
    try emit(.campaignPaused, key: "wanted")
    try emit(.campaignResumed, key: "of another kind")
    try otherWorkspace.run("SELECT fn.emit('campaign.paused', 'of another workspace')")

    #expect(try queue.readEvents() == 2)

    #expect(try queue.waitingSubscribers().isEmpty)
    #expect(
      try workspace.value("SELECT array_agg(key) FROM event_deliveries", as: [String].self)
        == ["wanted"])
  }

  @Test func aRolledBackChangeHasNoEvent() throws {
    struct Stopped: Error {}
    #expect(throws: Stopped.self) {
      try database.inWorkspace(workspace.id) { connection in
        try connection.run("SELECT fn.emit('campaign.paused', 'x')")
        throw Stopped()
      }
    }

    #expect(try workspace.value("SELECT count(*) FROM events") == 0)
  }

  @Test func aDeliveryIsRetriedLaterEachTimeAndThenDead() throws {
    try makeDelivery()
    let waits = [10, 60, 300, 1_800, 7_200, 21_600, 43_200]

    for wait in waits {
      try settle(.failed, status: 500)
      #expect(try state() == "pending")
      let seconds: Int = try workspace.value(
        "SELECT round(extract(epoch FROM next_at - answered_at))::int FROM event_deliveries")
      #expect(seconds == wait)
      try queue.run("UPDATE event_deliveries SET next_at = now()")
    }
    try settle(.failed, status: 500)

    #expect(try state() == "dead")
    #expect(try workspace.value("SELECT attempts FROM event_deliveries") == waits.count + 1)
    #expect(try claim().isEmpty)
  }

  @Test func aDeadDeliveryIsSentAgainOnRequest() throws {
    let subscriber = try makeDelivery()
    try workspace.run("UPDATE event_deliveries SET state = 'dead', attempts = 8")
    #expect(try claim().isEmpty)

    #expect(try workspace.redeliver(nil, of: subscriber.id) == 1)
    try settle(.done, status: 200)

    #expect(try state() == "done")
    #expect(try workspace.value("SELECT attempts FROM event_deliveries") == 1)
  }

  @Test func theAnswerOfALostClaimChangesNothing() throws {
    try makeDelivery()
    let first = try #require(try claim().first)
    try queue.run("UPDATE event_deliveries SET next_at = now() - interval '1 second'")
    let second = try #require(try claim().first)

    #expect(try !queue.settle(first, answer(.failed, 500)))
    #expect(try state() == "leased")
    #expect(try queue.settle(second, answer(.done, 200)))
    #expect(try state() == "done")
  }

  @Test func whereOrderIsAskedForADeliveryWaitsForTheEarlierOnesOfItsKey() throws {
    let subscriber = try subscribe(to: [.campaignPaused])
    try workspace.run("UPDATE subscribers SET is_ordered = true")
    for key in ["a", "b", "a"] { try emit(.campaignPaused, key: key) }
    try queue.readEvents()

    let first = try claim()
    #expect(try keys(of: first) == ["a", "b"])
    #expect(try claim().isEmpty)
    try queue.settle(first[1], answer(.done, 200))
    try queue.settle(first[0], EventAnswer(.failed, status: 500, text: "", milliseconds: 1))
    #expect(try claim().isEmpty)

    // A dead one holds its key, until it is resent.
    try workspace.run(
      "UPDATE event_deliveries SET state = 'dead' WHERE state = 'pending' AND attempts > 0")
    #expect(try claim().isEmpty)
    _ = try workspace.redeliver(nil, of: subscriber.id)
    let again = try claim()
    #expect(again.map(\.delivery) == [first[0].delivery])
    try queue.settle(again[0], answer(.done, 200))
    #expect(try keys(of: claim()) == ["a"])
  }

  @Test func aFailingReceiverGetsOneDeliveryAtATime() throws {
    _ = try subscribe(to: [.campaignPaused])
    for key in 0..<5 { try emit(.campaignPaused, key: "\(key)") }
    try queue.readEvents()

    let all = try claim()
    #expect(all.count == 3)
    for delivery in all { try queue.settle(delivery, answer(.failed, 503)) }
    try queue.run("UPDATE event_deliveries SET next_at = now()")
    let one = try claim()
    #expect(one.count == 1)
    #expect(try claim().isEmpty)
    try queue.settle(one[0], answer(.done, 200))
    #expect(try claim().count == 3)
    #expect(try deliveries() == 5)
  }

  @Test func threeDaysOfFailuresDisableAWebhookWithAnEvent() throws {
    let subscriber = try makeDelivery()
    try settle(.failed, status: 500)
    #expect(try workspace.webhook(subscriber.id).state == .active)
    try queue.run("UPDATE subscribers SET failing_since = now() - interval '73 hours'")
    try queue.run("UPDATE event_deliveries SET next_at = now()")

    try settle(.failed, status: 500)

    #expect(try workspace.webhook(subscriber.id).state == .disabled)
    #expect(
      try workspace.value(
        "SELECT data ->> 'reason' FROM events WHERE kind = 'webhook.disabled'") == "failing")
    #expect(
      try workspace.value(
        "SELECT after ->> 'state' FROM audit_entries WHERE subject_kind = 'webhook'") == "disabled")
    #expect(try claim().isEmpty)
  }

  @Test func theAnswerGoneDisablesAWebhookImmediately() throws {
    let subscriber = try makeDelivery()

    try settle(.gone, status: 410)

    #expect(try workspace.webhook(subscriber.id).state == .disabled)
    #expect(try state() == "dead")
    #expect(
      try workspace.value("SELECT data ->> 'reason' FROM events WHERE kind = 'webhook.disabled'")
        == "gone")
  }

  @Test func whatHappensDuringAPauseIsSentAfterIt() throws {
    let subscriber = try subscribe(to: [.campaignPaused])
    try workspace.pause(webhook: subscriber.id)
    try emit(.campaignPaused, key: "during the pause")
    #expect(try queue.waitingSubscribers().isEmpty)
    #expect(try queue.dispatchEvents(to: subscriber) == 0)

    try workspace.resume(webhook: subscriber.id)

    #expect(try queue.readEvents() == 1)
    #expect(try claim().count == 1)
  }

  @Test(
    "after a restore into a server with smaller transaction numbers nothing is missed or repeated")
  func aRestoreLosesNoEvent() throws {
    let subscriber = try subscribe(to: [.campaignPaused])
    try emit(.campaignPaused, key: "read")
    try queue.readEvents()
    try emit(.campaignPaused, key: "unread")
    // As a dump from a server brings them that had come much further.
    try owner.run("UPDATE events SET txid = (txid::text::bigint + 1000000000000)::text::xid8")
    try owner.run(
      "UPDATE subscribers SET cursor_txid = (cursor_txid::text::bigint + 1000000000000)::text::xid8"
    )
    try emit(.campaignPaused, key: "new")
    #expect(try queue.dispatchEvents(to: subscriber) == 0)

    #expect(try queue.rebaseEvents() == 3)
    try queue.readEvents()

    #expect(
      try workspace.value(
        "SELECT array_agg(key ORDER BY id) FROM event_deliveries", as: [String].self)
        == ["read", "unread", "new"])
    #expect(try queue.rebaseEvents() == 0)
  }

  @Test func theBodyHoldsTypeTimeAndData() throws {
    try makeDelivery()
    let body = try #require(try claim().first?.body)
    let read = try JSONDecoder().decode(Body.self, from: Data(body.utf8))

    #expect(read.type == "campaign.paused")
    #expect(read.timestamp.wholeMatch(of: #/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z/#) != nil)
    #expect(read.data["workspace_id"] == 1)
    #expect(read.data["campaign_id"] == 7)
    #expect(read.data.keys.contains("account_id") == false)
  }

  private struct Body: Decodable {
    let type: String
    let timestamp: String
    let data: [String: Int]
  }

  private func deliveries() throws -> Int {
    try workspace.value("SELECT count(*) FROM event_deliveries")
  }

  private func subscribe(to kinds: [EventKind]) throws -> Subscriber {
    let id: Subscriber.ID = try workspace.value(
      """
      INSERT INTO subscribers (consumer, name, kinds, address)
      VALUES ('webhook', 'Ours', \(kinds.map(\.rawValue))::text[]::event_kind[], 'https://example.com')
      RETURNING id
      """)
    return Subscriber(workspace: workspace.id, id: id)
  }

  private func emit(_ kind: EventKind, key: String) throws {
    try workspace.run("SELECT fn.emit(\(kind), \(key), campaign => 7)")
  }

  @discardableResult
  private func makeDelivery() throws -> Subscriber {
    let subscriber = try subscribe(to: [.campaignPaused])
    try emit(.campaignPaused, key: "campaign:7")
    try queue.readEvents()
    return subscriber
  }

  private func claim() throws -> [ClaimedEventDelivery] {
    try claimAll()
  }

  private func settle(_ outcome: EventAnswer.Outcome, status: Int?) throws {
    let claimed = try #require(try claim().first)
    #expect(try queue.settle(claimed, answer(outcome, status)))
  }

  private func answer(_ outcome: EventAnswer.Outcome, _ status: Int?) -> EventAnswer {
    EventAnswer(outcome, status: status, text: "said", milliseconds: 3)
  }

  private func state() throws -> String {
    try workspace.value("SELECT state::text FROM event_deliveries")
  }

  private func keys(of claimed: [ClaimedEventDelivery]) throws -> [String] {
    try claimed.map { delivery in
      try workspace.value("SELECT key FROM event_deliveries WHERE id = \(delivery.delivery)")
    }
  }
}
