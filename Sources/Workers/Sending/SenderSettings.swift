import Foundation
import Outreach

/// What a sender may do at once, and what it needs to write mails.
package struct SenderSettings: Sendable {
  /// Connections to mail servers, each with a thread of its own, for one workspace or one server; and of them
  /// for one mailbox. A third more is kept for other workspaces and servers: see `ClaimedQueue`.
  package var connections = 24
  package var connectionsPerMailbox = 4
  var reserve: Int { max(1, connections / 3) }
  /// A connection is given up after so many messages, or so long.
  package var messagesPerConnection = 100
  package var connectionAge: Duration = .seconds(300)
  /// Deliveries in one claim, at most.
  package var batch = 500
  /// How long a claim is ours, three minutes at most: or the day's limits of mailboxes would count too
  /// short. And how long after that a claim of a living sender is planned again.
  package var lease: Duration = .seconds(120)
  package var lapse: Duration = .seconds(60)
  /// How long mail servers may go on answering when the sender has to end. It ends within 5 s more.
  package var endPatience: Duration = .seconds(15)
  /// How long to look for more that can go in one commit, or get their slots in one question. Larger
  /// commits cost PostgreSQL less for each email: a sixth less than with 3 ms, with 64 connections.
  package var gathering: Duration = .milliseconds(8)
  /// How long where the first has its slot already: those that got theirs with it come within that time,
  /// and the slot must not be missed.
  package var gatheringWithSlots: Duration = .milliseconds(2)
  /// How long to rest when nothing is due.
  package var pause: Duration = .seconds(5)
  /// Where the links in the mails lead.
  package var publicURL = "http://127.0.0.1:8080"
  /// Mail servers in private networks are connected to, not only those of the open internet.
  package var allowsPrivateServers = false
  /// Where this host keeps what it remembers of the database, outside of it.
  package var memory: URL?
  /// Opens a mailbox's secret.
  package var open: @Sendable ([UInt8], Secrets.Place) throws -> String

  package init(open: @escaping @Sendable ([UInt8], Secrets.Place) throws -> String) {
    self.open = open
  }
}
