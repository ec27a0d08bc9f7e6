import Postgres

/// An event as the API gives it, with its place in the order of all events.
package struct EventRecord: Sendable, Equatable, RowDecodable {
  package typealias ID = Outreach.ID<EventRecord>

  /// The transaction that wrote it, and its number: a reader continues after both.
  package let transaction: String
  package let id: ID
  /// JSON, as webhooks get it.
  package let body: String

  package init(row: Row) throws {
    transaction = try row["transaction"]
    id = try row["id"]
    body = try row["body"]
  }
}

extension Queryable {
  /// Events after a place, in the order in which subscribers read them. As for them, only those that
  /// are older than every running transaction: a later commit can hold a smaller id.
  package func eventRecords(
    after place: (transaction: String, id: EventRecord.ID)?, limit: Int
  ) throws -> [EventRecord] {
    try all(
      """
      SELECT e.txid::text AS transaction, e.id, fn.event_body(e.workspace_id, e.at, e.id) AS body
      FROM (
        SELECT workspace_id, txid, id, at FROM events
        WHERE workspace_id = rule.workspace()
          AND txid < pg_snapshot_xmin(pg_current_snapshot())
          AND (txid, id) > (\(place?.transaction ?? "0")::text::xid8, \(place?.id.rawValue ?? 0)::bigint)
        ORDER BY txid, id
        LIMIT \(limit)
      ) e
      ORDER BY e.txid, e.id
      """)
  }
}
