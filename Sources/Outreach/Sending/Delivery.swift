import Postgres

/// One step for one enrollment: the durable record of one email, whatever becomes of it.
package enum Delivery {
  package typealias ID = Outreach.ID<Delivery>

  package enum State: String, SQLValue, Sendable, CaseIterable {
    case planned, claimed, transmitting, sent, deferred, failed, skipped, canceled
    case unconfirmed = "unconfirmed"
  }
}

/// Whether an address takes no email at all, or took one not.
package enum BounceSeverity: String, SQLValue, Sendable, CaseIterable {
  case hard, soft
}

/// A delivery that is this worker's to send, with all that its mail is made of.
package struct ClaimedDelivery: Sendable {
  package let workspace: Workspace.ID
  package let id: Delivery.ID
  /// The number of this claim: of two copies of a delivery only that of the latest claim counts.
  package let claim: Int
  package let campaign: Campaign.ID
  package let enrollment: Enrollment.ID
  package let position: Int
  package let mailbox: Mailbox.ID
  /// The mailbox's server: host and port.
  package let server: String
  /// Not before so long after the claim: a place in the rate of the recipient's domain.
  package let wait: Duration
  package let email: String
  package let firstName: String
  package let lastName: String
  package let company: String
  /// A JSON object of the account's and the contact's own fields.
  package let custom: String?
  package let subject: String
  package let body: String
  /// Of the first email of the thread, as its author wrote it; nil: this is the first.
  package let firstSubject: String?
  /// The same as it was sent; nil where nobody knows, because a person said that it had arrived.
  package let sentSubject: String?
  /// Message-IDs of what was sent before, the oldest first.
  package let thread: [String]
  package let messageID: String
  /// Whose rate it counts for: the family of the recipient's domain, or the domain.
  package let domain: String
  /// How long after another of that domain it may leave.
  package let spacing: Duration
  package let token: String
  package let tracksOpens: Bool
  package let tracksClicks: Bool
  package let footer: String
  /// In which the lead is written to: the account's own, the campaign's or the product's.
  package let language: String
}

extension ClaimedDelivery: RowDecodable {
  package init(row: Row) throws {
    workspace = try row["workspace_id"]
    id = try row["delivery_id"]
    claim = try row["claim"]
    campaign = try row["campaign_id"]
    enrollment = try row["enrollment_id"]
    position = try row["position"]
    mailbox = try row["mailbox_id"]
    server = try row["server"]
    wait = .milliseconds(try row["wait_ms"] as Int)
    email = try row["email"]
    firstName = try row["first_name"]
    lastName = try row["last_name"]
    company = try row["company"]
    custom = try row[optional: "custom"]
    subject = try row["subject"]
    body = try row["body"]
    firstSubject = try row[optional: "first_subject"]
    sentSubject = try row[optional: "sent_subject"]
    thread = try row[optional: "thread"] ?? []
    messageID = try row["message_id"]
    domain = try row["domain"]
    spacing = .microseconds(try row["spacing_us"] as Int)
    token = try row["token"]
    tracksOpens = try row["track_opens"]
    tracksClicks = try row["track_clicks"]
    footer = try row["footer"]
    language = try row["language"]
  }
}

extension ClaimedDelivery {
  /// What the tags of its step stand for. Their own fields cost time to read, and most texts name none.
  package func lead(withCustom: Bool) -> [String: String] {
    leadFields(
      first: firstName, last: lastName, company: company, email: email,
      custom: withCustom ? custom : nil)
  }
}
