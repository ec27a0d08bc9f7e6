import Postgres

/// The answer of a write that was done with an Idempotency-Key.
package struct KeptAnswer: Sendable, Equatable {
  package let status: Int
  package let headers: [String: String]
  package let answer: String

  package init(status: Int, headers: [String: String], answer: String) {
    self.status = status
    self.headers = headers
    self.answer = answer
  }
}

/// The state of an Idempotency-Key when a request arrives with it.
package enum IdempotencyStanding: Sendable, Equatable {
  /// The request is to be done.
  case reserved
  /// It was done; this was its answer.
  case answered(KeptAnswer)
  /// The key belongs to a request with other content.
  case otherRequest
}

extension Queryable {
  /// Reserves a key for this transaction. A second request with the same key waits here until the first
  /// one has committed, and then gets its answer; if that one failed, the second is done instead.
  package func reserve(
    idempotencyKey key: String, of caller: String, requestHash hash: Bytes
  ) throws -> IdempotencyStanding {
    try run("DELETE FROM idempotency_keys WHERE at < now() - interval '24 hours'")
    let reserved = try rows(
      """
      INSERT INTO idempotency_keys (caller, key, request_hash)
      VALUES (\(caller), \(key), \(hash))
      ON CONFLICT (workspace_id, caller, key) DO NOTHING
      RETURNING key
      """)
    guard reserved.isEmpty else { return .reserved }
    let kept = try rows(
      """
      SELECT request_hash = \(hash) AS is_same, status, headers, answer
      FROM idempotency_keys
      WHERE workspace_id = rule.workspace() AND caller = \(caller) AND key = \(key)
      """)
    guard let row = kept.first, let status: Int = try row[optional: "status"] else {
      throw Refusal.conflict("A request with this Idempotency-Key is being done. Send it again.")
    }
    guard try row["is_same"] else { return .otherRequest }
    return .answered(
      KeptAnswer(
        status: status, headers: try (row["headers"] as JSONText).decoded(),
        answer: try row["answer"]))
  }

  /// Keeps the answer of a write, in its transaction.
  package func keep(
    _ kept: KeptAnswer, idempotencyKey key: String, of caller: String
  ) throws {
    try run(
      """
      UPDATE idempotency_keys
      SET status = \(kept.status), headers = \(try JSONText(encoding: kept.headers)),
        answer = \(kept.answer)
      WHERE workspace_id = rule.workspace() AND caller = \(caller) AND key = \(key)
      """)
  }
}
