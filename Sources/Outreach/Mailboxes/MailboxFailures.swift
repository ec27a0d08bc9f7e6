import Postgres

extension Database {
  /// Announces that mailboxes which failed can send again; returns how many. Works on every workspace, as
  /// `overture_worker`.
  @discardableResult
  package func endMailboxFailures() throws -> Int {
    try value("SELECT fn.end_mailbox_failures()")
  }
}
