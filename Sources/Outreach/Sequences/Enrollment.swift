import Postgres

/// A contact's place in a campaign's sequence: a row of `enrollments`.
package enum Enrollment {
  package typealias ID = Outreach.ID<Enrollment>

  package enum State: String, SQLValue, Sendable, CaseIterable {
    case active, finished, exited
  }
}
