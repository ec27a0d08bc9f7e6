import Outreach
import Postgres

/// An email that went out, and what its links carry.
package struct SentMail: Sendable {
  package let delivery: Delivery.ID
  package let enrollment: Enrollment.ID
  package let token: String
}

extension Queryable {
  /// A running campaign's first email to a lead, sent so many seconds ago.
  package func makeSentMail(
    to email: String = "ada@example.com", secondsAgo: Int = 3_600, links: [String] = [],
    campaign name: String = "Spring"
  ) throws -> SentMail {
    let campaign = try makeDraft(name)
    let box = try value(
      """
      INSERT INTO mailboxes (kind, email, smtp_host, smtp_port, smtp_security)
      VALUES ('practice', \("box of \(name)@tarnbrook.example"), '127.0.0.1', 2526, 'none')
      RETURNING id
      """, as: Int.self)
    let lead = try makeLead(email)
    _ = try attach(list: makeList(of: [lead]), to: campaign)
    let rows = try rows(
      """
      UPDATE deliveries d
      SET state = 'sent', mailbox_id = \(box), token = t.token,
        message_id = 's.' || t.token || '@tarnbrook.example', arm = 0, answer = '250 ok',
        sent_at = now() - make_interval(secs => \(secondsAgo)), settled_at = now()
      FROM (SELECT rule.make_token(rule.workspace()) AS token) t
      WHERE d.campaign_id = \(campaign)
      RETURNING d.id, d.enrollment_id, d.token
      """)
    let mail = SentMail(
      delivery: try rows[0]["id"], enrollment: try rows[0]["enrollment_id"],
      token: try rows[0]["token"])
    try run(
      """
      INSERT INTO delivery_links (delivery_id, number, target)
      SELECT \(mail.delivery), n, t FROM unnest(\(links)::text[]) WITH ORDINALITY l (t, n)
      """)
    return mail
  }
}
