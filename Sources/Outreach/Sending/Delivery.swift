import Postgres

/// One step for one enrollment: the durable record of one email, whatever its outcome.
package enum Delivery {
  package typealias ID = Outreach.ID<Delivery>

  package enum State: String, SQLValue, Sendable, CaseIterable {
    case planned, claimed, transmitting, sent, deferred, failed, skipped, canceled
    case unconfirmed = "unconfirmed"
  }
}

/// Whether an address accepts no email at all, or did not accept one.
package enum BounceSeverity: String, SQLValue, Sendable, CaseIterable {
  case hard, soft
}

/// A delivery that this worker is to send, with everything that its email is made of.
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
  /// The earliest time after the claim: a place in the rate of the recipient's domain.
  package let wait: Duration
  package let email: String
  package let firstName: String
  package let lastName: String
  package let company: String
  /// A JSON object of the account's and the contact's own fields.
  package let custom: String?
  package let subject: String
  package let body: String
  /// The subject of the thread's first email, as its author wrote it; nil: this is the first.
  package let firstSubject: String?
  /// The same as it was sent; nil if that is unknown, because a person said that it had arrived.
  package let sentSubject: String?
  /// Message-IDs of the emails sent before, the oldest first.
  package let thread: [String]
  package let messageID: String
  /// The rate that it counts toward: the family of the recipient's domain, or the domain.
  package let domain: String
  /// How long after another email to that domain it may leave.
  package let spacing: Duration
  package let token: String
  package let tracksOpens: Bool
  package let tracksClicks: Bool
  package let footer: String
  /// The lead's language: the account's own, the campaign's or the product's.
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
  /// The values of the tags of its step. Custom fields take time to read, and most texts use none.
  package func lead(withCustom: Bool) -> [String: String] {
    leadFields(
      first: firstName, last: lastName, company: company, email: email,
      custom: withCustom ? custom : nil)
  }
}
