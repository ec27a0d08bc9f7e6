import Foundation
import Outreach
import Postgres
import TestKit
import Testing

/// "May this email go now" is asked three times: by the claim of a campaign, by the decision on a lead, and
/// once more before the first byte. The three give one answer, which is the expected one.
@Suite(.database) struct SendingRuleTests {
  @Test("claim, decision and transmission agree on 100,000 random leads")
  func claimDecisionAndTransmissionAgree() throws {
    let given = ProcessInfo.processInfo.environment["OVERTURE_TEST_SEED"].flatMap { Int($0) }
    let seed = given ?? Int.random(in: 0..<1_000_000)
    try queue.borrow { presence in
      try presence.holdLivenessLock(as: "one")
      defer { try? presence.run("SELECT pg_advisory_unlock_all()") }
      try owner.borrow { connection in
        try connection.script("BEGIN")
        defer { try? connection.script("ROLLBACK") }
        try RandomLeads(seed: seed).make(on: connection)
        try connection.script(Self.ask)

        let disagreements = try connection.rows(Self.disagreements)
        let counts: [Int] = try connection.rows(
          "SELECT count(*) AS leads FROM expected GROUP BY binding"
        ).map { try $0["leads"] }

        let first: String = try disagreements.first.map { try $0["words"] } ?? ""
        #expect(disagreements.isEmpty, "OVERTURE_TEST_SEED=\(seed) \(first)")
        // Each rule binds some, and the test is of as many leads as it says.
        #expect(counts.count == 11 && counts.allSatisfy { $0 > 500 }, "\(seed): \(counts)")
        #expect(counts.reduce(0, +) == RandomLeads.count)
      }
    }
  }

  /// In batches and with plans like those of the sender; one in ten with its explanation, which takes as
  /// long as the decision. All are claimed then, whatever was decided.
  private static let ask = """
    CREATE TEMPORARY TABLE decided (
      id bigint PRIMARY KEY, binding text, verdict text, is_explained boolean, failing text);
    CREATE TEMPORARY TABLE due (id bigint PRIMARY KEY);
    CREATE TEMPORARY TABLE begun (id bigint PRIMARY KEY);
    SET LOCAL enable_seqscan = off;
    SET LOCAL enable_mergejoin = off;
    SET LOCAL enable_hashjoin = off;
    SET LOCAL join_collapse_limit = 1;
    DO $$
    DECLARE
      workspaces bigint[] := array_fill(1::bigint, ARRAY[1000]);
      wanted bigint[];
    BEGIN
      FOR batch IN 0..99 LOOP
        wanted := ARRAY(SELECT generate_series(batch * 1000 + 1, batch * 1000 + 1000));
        IF batch % 10 = 0 THEN
          INSERT INTO decided
          SELECT d.delivery_id, d.binding, d.verdict, true, (
            SELECT c.value ->> 'check'
            FROM jsonb_array_elements(d.checks) WITH ORDINALITY c (value, place)
            WHERE c.value -> 'passes' <> 'true'
            ORDER BY c.place
            LIMIT 1)
          FROM fn.decide(workspaces, wanted, now()) d;
        ELSE
          INSERT INTO decided
          SELECT d.delivery_id, d.binding, d.verdict, false, NULL
          FROM fn.decide(workspaces, wanted, now()) d;
        END IF;
      END LOOP;
      INSERT INTO due SELECT unnest(d.deliveries) FROM fn.due_deliveries(1000000, now()) d;

      UPDATE deliveries d
      SET state = 'claimed', claim = d.id, claimed_by = 'one', mailbox_id = cm.mailbox_id,
        claimed_until = now() + interval '1 hour'
      FROM campaign_mailboxes cm
      WHERE (cm.workspace_id, cm.campaign_id) = (d.workspace_id, d.campaign_id);
      FOR batch IN 0..99 LOOP
        wanted := ARRAY(SELECT generate_series(batch * 1000 + 1, batch * 1000 + 1000));
        INSERT INTO begun
        SELECT fn.begin_transmission(workspaces, wanted, wanted, 'one', '{}', '{}', '{}', '{}');
      END LOOP;
    END
    $$;
    RESET enable_seqscan;
    RESET enable_mergejoin;
    RESET enable_hashjoin;
    RESET join_collapse_limit;
    ANALYZE expected, decided, due, begun;
    """

  /// What a lead's page explains is what was decided: the first check that it shows as failing binds. A
  /// rejection is shown as the approval that is missing.
  private static let disagreements: SQL = """
    SELECT format('lead %s: expected %s, decided %s (%s, shown: %s), due %s, begun %s', e.id,
      coalesce(e.binding, 'nothing'), coalesce(d.binding, 'nothing'), d.verdict,
      coalesce(d.failing, 'nothing'), due.id IS NOT NULL, begun.id IS NOT NULL) AS words
    FROM expected e
      LEFT JOIN decided d ON d.id = e.id
      LEFT JOIN due ON due.id = e.id
      LEFT JOIN begun ON begun.id = e.id
    WHERE d.binding IS DISTINCT FROM e.binding
      OR (d.verdict = 'send') IS DISTINCT FROM (e.binding IS NULL)
      OR d.is_explained AND d.failing IS DISTINCT FROM
        CASE e.binding WHEN 'rejected' THEN 'approval' ELSE e.binding END
      OR (due.id IS NOT NULL) <> e.is_due
      OR (begun.id IS NOT NULL) <> (e.binding IS NULL)
    ORDER BY e.id
    LIMIT 1
    """
}
