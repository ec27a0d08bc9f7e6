import Foundation
import Postgres

/// How many emails a second the domains of one family get.
package struct DomainRate: Sendable, Equatable {
  package let family: String
  package let explanation: String
  package let standard: Decimal
  /// The workspace's own rate, if it differs.
  package let own: Decimal?

  package var inForce: Decimal { own ?? standard }
}

extension DomainRate: RowDecodable {}

extension Queryable {
  /// The rate of every family in this workspace; last that of all other domains.
  package func domainRates() throws -> [DomainRate] {
    try all(
      """
      SELECT f.family, f.explanation, f.per_second AS standard, r.per_second AS own
      FROM domain_families f
        LEFT JOIN domain_rates r ON r.family = f.family
      ORDER BY f.family = 'other', f.explanation
      """)
  }

  /// Sets a rate of the workspace's own, from the next claim on; nil: the standard rate.
  package func setRate(of family: String, to perSecond: Decimal?) throws {
    if let perSecond {
      try run(
        """
        INSERT INTO domain_rates AS r (family, per_second) VALUES (\(family), \(perSecond))
        ON CONFLICT (workspace_id, family) DO UPDATE SET per_second = excluded.per_second
        WHERE r.per_second <> excluded.per_second
        """)
    } else {
      try run("DELETE FROM domain_rates WHERE family = \(family)")
    }
    // Those that queue for the former rate come to their places at it.
    try run("UPDATE domain_uses SET queued_until = '-infinity' WHERE queued_until > now()")
    try run("UPDATE deliveries SET look_at = NULL WHERE stage = 'waiting' AND look_at > now()")
  }
}
