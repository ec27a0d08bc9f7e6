import Postgres

/// The outcome of a delivery.
package struct Settlement: Sendable {
  package enum Outcome: String, SQLValue, Sendable, CaseIterable {
    /// Not a byte of the message left, for a reason that is not its own: it waits again.
    case planned
    /// A temporary refusal: it is retried later.
    case deferred
    case sent, failed
    case unconfirmed = "unconfirmed"
  }

  /// The meaning of an answer, or of its absence, for the address and the mailbox: the classes that
  /// `fn.settle_deliveries` and `fn.judge_mailboxes` know.
  package enum Meaning: String, SQLValue, Sendable, CaseIterable {
    // The server answered: see `AnswerClass`.
    case sent
    case hardRecipient = "hard_recipient"
    case softRecipient = "soft_recipient"
    case `defer`
    case rateLimited = "rate_limited"
    case policySender = "policy_sender"
    case content
    case senderConfig = "sender_config"
    case unknownPermanent = "unknown_permanent"
    // There was no answer.
    case unreachable
    case hungUp = "hung_up"
    /// The server did not answer a message that it had received.
    case unanswered
    /// The sender had to end before the answer came: that says nothing about the server.
    case unconfirmed = "unconfirmed"
    // The message did not leave, and no server is to blame.
    case crowded, returned, withdrawn
    /// The text could not be written.
    case text
  }

  package let workspace: Workspace.ID
  package let delivery: Delivery.ID
  /// The claim that it settles: a later claim of the same delivery is not affected.
  package let claim: Int
  /// The worker's name under which it was claimed.
  package let worker: String
  package let outcome: Outcome
  package let meaning: Meaning
  package let answer: String
  package let subject: String
  package let text: String

  package init(
    of delivery: ClaimedDelivery, by worker: String, _ outcome: Outcome, meaning: Meaning,
    answer: String, subject: String = "", text: String = ""
  ) {
    workspace = delivery.workspace
    self.delivery = delivery.id
    claim = delivery.claim
    self.worker = worker
    self.outcome = outcome
    self.meaning = meaning
    self.answer = answer
    self.subject = subject
    self.text = text
  }
}
