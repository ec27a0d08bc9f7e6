import Foundation
import Outreach
import Postgres

/// A lead that was written to, and the email that it got.
package struct WrittenTo: Sendable {
  package let account: Account.ID
  package let contact: Contact.ID
  package let enrollment: Enrollment.ID
  package let delivery: Delivery.ID
  package let messageID: String
  package let email: String
}

extension Queryable {
  package func makeMailbox(_ email: String = "ines@tarnbrook.example") throws -> Mailbox.ID {
    try value(
      """
      INSERT INTO mailboxes (kind, email, smtp_host, smtp_port, smtp_security)
      VALUES ('practice', \(email), '127.0.0.1', 2526, 'none')
      RETURNING id
      """)
  }

  /// An account with a contact in the campaign, to whom the first step was sent an hour ago.
  package func makeWrittenTo(
    _ name: String, in campaign: Campaign.ID, from mailbox: Mailbox.ID, state: String = "sent",
    steps: Int = 2
  ) throws -> WrittenTo {
    let slug = name.lowercased().replacing(" ", with: "-")
    let email = "person@\(slug).example"
    let token = UUID().uuidString.replacing("-", with: "").lowercased()
    try run(
      """
      INSERT INTO steps (campaign_id, position, subjects, body, wait_days)
      SELECT \(campaign), n, ARRAY['Hello'], '<p>Hello</p>', n FROM generate_series(0, \(steps - 1)) n
      ON CONFLICT DO NOTHING
      """)
    let account: Account.ID = try value(
      """
      INSERT INTO accounts (name, match_key, domain, status)
      VALUES (\(name), \("n:" + name.lowercased()), \(slug + ".example"), 'contacted')
      RETURNING id
      """)
    let contact: Contact.ID = try value(
      """
      INSERT INTO contacts (account_id, email, first_name, last_name)
      VALUES (\(account), \(email), 'Petra', \(name))
      RETURNING id
      """)
    try run(
      """
      INSERT INTO campaign_accounts (
        campaign_id, account_id, contact_id, outreach_status, first_outreached_at)
      VALUES (\(campaign), \(account), \(contact), 'sent', now() - interval '1 hour')
      """)
    let enrollment: Enrollment.ID = try value(
      """
      INSERT INTO enrollments (campaign_id, account_id, contact_id, mailbox_id)
      VALUES (\(campaign), \(account), \(contact), \(mailbox))
      RETURNING id
      """)
    let messageID = "s.\(token)@tarnbrook.example"
    let delivery: Delivery.ID = try value(
      """
      INSERT INTO deliveries (
        campaign_id, enrollment_id, position, state, due_at, mailbox_id, message_id, token,
        transmitting_at, sent_at, settled_at, answer)
      VALUES (
        \(campaign), \(enrollment), 0, \(state)::delivery_state, now(), \(mailbox), \(messageID),
        \(token), now() - interval '1 hour',
        CASE WHEN \(state) = 'sent' THEN now() - interval '1 hour' END, now(), 'as it was')
      RETURNING id
      """)
    try run(
      """
      INSERT INTO deliveries (campaign_id, enrollment_id, position, due_at)
      SELECT \(campaign), \(enrollment), 1, now() + interval '1 day' WHERE \(steps) > 1
      """)
    return WrittenTo(
      account: account, contact: contact, enrollment: enrollment, delivery: delivery,
      messageID: messageID, email: email)
  }

  /// A reply by that lead, taken in and not yet read.
  package func makeReply(
    _ text: String, from lead: WrittenTo, mailbox: Mailbox.ID, key: String = UUID().uuidString,
    html: String? = nil
  ) throws -> Reply.ID {
    let reception = try receive(
      InboundMessage(
        kind: .reply, messageID: "\(key)@theirs.example", references: [lead.messageID], tokens: [],
        senderEmail: lead.email, senderName: "Petra", subject: "Re: Hello", text: text, html: html),
      mailbox: mailbox, sourceKey: key)
    guard let reply = reception.reply else { throw Refusal.notFound("no reply was made") }
    return reply
  }
}
