import Foundation

/// How long what may take while a program ends. A program is gone 30 s after SIGTERM or SIGINT, whatever
/// a mail server, a browser or the database does, and what waits for another waits longer than that:
///
/// | Seconds | What is over then |
/// |---|---|
/// | 15 | the sender's talk with mail servers |
/// | 19 | pages and uploads |
/// | 20 | the sender's last words to the database (5 s more, see `Sender.end`) |
/// | 21 | every program: threads that are still at work are left |
/// | 22 | `overture up`'s programs: one that is still there is killed |
/// | 24 | the private PostgreSQL's own end: its checkpoint is cut short, and made up for at the next start |
/// | 29 | its processes: after 5 s it kills those that do not end |
enum EndTimes {
  static let mailServers = Duration.seconds(15)
  static let pages = Duration.seconds(19)
  static let program = Duration.seconds(21)
  static let programs = Duration.seconds(22)
  static let privateCluster = Duration.seconds(24)
}
