import Postgres

/// A contact's run through a campaign's sequence: a row of `enrolments`.
package enum Enrolment {
  package typealias ID = Outreach.ID<Enrolment>

  package enum State: String, SQLValue, Sendable, CaseIterable {
    case active, finished, exited
  }
}
