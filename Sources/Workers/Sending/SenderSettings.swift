import Foundation
import Outreach

/// The limits of a sender, and the addresses and secrets that it needs to compose emails.
package struct SenderSettings: Sendable {
  /// Connections to mail servers, each with a thread of its own, for one workspace or one server;
  /// and of them for one mailbox. A third more, and at least four, is kept for other workspaces and
  /// servers: see `ClaimedQueue`.
  package var connections = 24
  package var connectionsPerMailbox = 4
  var reserve: Int { max(4, connections / 3) }
  /// A connection is closed after this many messages, or this long.
  package var messagesPerConnection = 100
  package var connectionAge: Duration = .seconds(300)
  /// Deliveries in one claim, at most.
  package var batch = 500
  /// The lease of a claim, three minutes at most, because otherwise the daily limits of mailboxes
  /// would be counted too short. And how long after it a claim of a living sender is planned again.
  package var lease: Duration = .seconds(120)
  package var lapse: Duration = .seconds(60)
  /// How long mail servers may still answer when the sender has to end. It ends within 5 s more.
  package var endPatience: Duration = .seconds(15)
  /// How long to wait for more emails for one commit before the first byte, or one request of slots.
  /// A connection waits for it, so on fast cores a longer time costs emails a second.
  package var gathering: Duration = .milliseconds(3)
  /// How long to wait for more settlements for one commit. A connection waits for it only when its
  /// next email is ready, and larger commits cost PostgreSQL less for each email.
  package var gatheringSettlements: Duration = .milliseconds(8)
  /// How long if the first one already has its slot: others that got slots with it come within that
  /// time, and the slot must not be missed.
  package var gatheringWithSlots: Duration = .milliseconds(2)
  /// How long to rest when nothing is due.
  package var pause: Duration = .seconds(5)
  /// The base address of the links in the emails.
  package var publicURL = "http://127.0.0.1:8080"
  /// Also connects to mail servers in private networks, not only on the open internet.
  package var allowsPrivateServers = false
  /// Where this host remembers the state of the database, outside of it.
  package var memory: URL?
  /// Opens a mailbox's secret.
  package var open: @Sendable ([UInt8], Secrets.Place) throws -> String

  package init(open: @escaping @Sendable ([UInt8], Secrets.Place) throws -> String) {
    self.open = open
  }
}
