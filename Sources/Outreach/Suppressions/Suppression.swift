import Foundation
import Postgres

package enum SuppressionReason: String, SQLValue, Sendable, CaseIterable {
  case unsubscribed
  case complained
  case hardBounced = "hard_bounced"
  case askedInWords = "asked_in_words"
  case byHand = "by_hand"
}

/// An address that the workspace never emails.
package struct Suppression: Sendable, Equatable {
  package let email: String
  package let reason: SuppressionReason
  package let note: String
  package let at: Date
  /// The member who added it; nil: it was not a member of the workspace.
  package let person: String?
  /// The campaign whose email led to it.
  package let campaign: String?
  /// The reply that asked for it; nil: none did, or it is gone.
  package let reply: Reply.ID?
}

extension Suppression: RowDecodable {}

extension Queryable {
  /// Suppressed addresses in their own order, those that begin with `search`. `after` and `before`
  /// are the addresses from which to continue.
  package func suppressions(
    beginning search: String = "", after: String? = nil, before: String? = nil, limit: Int
  ) throws -> [Suppression] {
    let start = search.lowercased()
    let isBackwards = before != nil
    let columns: SQL = "workspace_id, email, reason, note, at, person_id, delivery_id"
    return try all(
      """
      SELECT s.email, s.reason, s.note, s.at, p.name AS person, c.name AS campaign,
        r.id AS reply
      FROM (
        (SELECT \(columns) FROM suppressions s
        WHERE NOT \(isBackwards) AND s.email >= \(start) AND s.email > coalesce(\(after), '')
          AND starts_with(s.email, \(start))
        ORDER BY s.email LIMIT \(limit))
        UNION ALL
        (SELECT \(columns) FROM suppressions s
        WHERE \(isBackwards) AND s.email >= \(start) AND s.email < coalesce(\(before), '')
          AND starts_with(s.email, \(start))
        ORDER BY s.email DESC LIMIT \(limit))
      ) s
        LEFT JOIN people p ON p.id = s.person_id
        LEFT JOIN deliveries d ON (d.workspace_id, d.id) = (s.workspace_id, s.delivery_id)
        LEFT JOIN campaigns c ON (c.workspace_id, c.id) = (d.workspace_id, d.campaign_id)
        -- As fn.act_on_reply notes it.
        LEFT JOIN replies r ON r.workspace_id = s.workspace_id AND s.reason = 'asked_in_words'
          AND r.id = substring(s.note FROM '^reply ([0-9]{1,18})$')::bigint
      ORDER BY CASE WHEN \(isBackwards) THEN s.email END DESC, s.email
      """)
  }

  /// Ends every sequence that the address is in. False: it was already suppressed.
  package func suppress(
    _ email: String, because reason: SuppressionReason, note: String = ""
  ) throws -> Bool {
    try refusing {
      try value("SELECT fn.suppress_address(\(email), \(reason), NULL, \(note))")
    }
  }

  package func isSuppressed(_ email: String) throws -> Bool {
    try value(
      "SELECT EXISTS (SELECT FROM suppressions WHERE email = \(email.lowercased()))")
  }

  /// The address may be contacted again. Sequences that ended stay ended.
  package func unsuppress(_ email: String) throws {
    let gone = try rows(
      "DELETE FROM suppressions WHERE email = \(email.lowercased()) RETURNING email")
    if gone.isEmpty { throw Refusal.notFound("suppression") }
  }
}
