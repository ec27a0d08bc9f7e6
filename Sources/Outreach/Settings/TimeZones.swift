import Foundation
import Postgres

/// Whether this is how the IANA names a zone, Area/City or UTC, and this machine knows it. `IST` and
/// `GMT+3` are no names: each is read in two ways.
package func isZoneName(_ name: String) -> Bool {
  (name == "UTC" || name.contains("/")) && TimeZone(identifier: name) != nil
}

extension Queryable {
  /// Whether both this machine, which writes times, and the database, which reckons with them, know it.
  package func isTimeZone(_ name: String) throws -> Bool {
    guard isZoneName(name) else { return false }
    return try value("SELECT fn.is_time_zone(\(name))")
  }
}
