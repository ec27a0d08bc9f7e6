import Foundation
import Postgres

/// One reply with all that is known of it.
package struct ReplyDetails: Sendable {
  package let id: Reply.ID
  package let message: Int
  package let subject: String
  package let senderName: String
  package let senderEmail: String
  /// Their own words.
  package let text: String
  package let campaign: Campaign.ID?
  package let campaignName: String
  package let account: Int?
  package let accountName: String
  package let accountStatus: String
  package let contact: Int?
  package let personTitle: String
  package let score: Double?
  package let matchedBy: String?
  package let replyClass: Reply.Class?
  package let firstClass: Reply.Class?
  package let confidence: Double?
  package let reasons: [String]
  package let correctedBy: String
  package let ownerName: String
  package let followUp: FollowUp?
  package let followUpDueAt: Date?
  package let receivedAt: Date
  package let isSettled: Bool
  package let isAutomatic: Bool
  package let lastError: String
  /// What the sequence of this lead is now: `active`, `finished`, an exit reason; nil: none.
  package let sequence: String?
  package let sequenceEndedAt: Date?
  package let heldUntil: Date?
  package let enrolment: Int?
}

extension ReplyDetails: RowDecodable {
  package init(row: Row) throws {
    id = try row["id"]
    message = try row["message_id"]
    subject = try row["subject"]
    senderName = try row["sender_name"]
    senderEmail = try row["sender_email"]
    text = try row["text"]
    campaign = try row[optional: "campaign_id"]
    campaignName = try row["campaign_name"]
    account = try row[optional: "account_id"]
    accountName = try row["account_name"]
    accountStatus = try row["account_status"]
    contact = try row[optional: "contact_id"]
    personTitle = try row["title"]
    score = try row[optional: "score"]
    matchedBy = try row[optional: "matched_by"]
    replyClass = try row[optional: "class"]
    firstClass = try row[optional: "first_class"]
    confidence = try row[optional: "confidence"]
    reasons = try row["reasons"]
    correctedBy = try row["corrected_by"]
    ownerName = try row["owner_name"]
    followUp = try row[optional: "follow_up"]
    followUpDueAt = try row[optional: "follow_up_due_at"]
    receivedAt = try row["received_at"]
    isSettled = try row["is_settled"]
    isAutomatic = try row["automatic"]
    lastError = try row["last_error"]
    sequence = try row[optional: "sequence"]
    sequenceEndedAt = try row[optional: "ended_at"]
    heldUntil = try row[optional: "held_until"]
    enrolment = try row[optional: "enrolment_id"]
  }
}

extension ReplyDetails {
  /// The addresses that they name in their words, but their own: to whom to write instead.
  package var namedAddresses: [String] {
    var named: [String] = []
    for match in text.matches(of: #/[A-Za-z0-9._%+\-]+@[A-Za-z0-9.\-]+\.[A-Za-z]{2,}/#) {
      let address = String(match.0).lowercased()
      guard EmailAddress(address) != nil, address != senderEmail.lowercased(),
        !named.contains(address)
      else { continue }
      named.append(address)
    }
    return named
  }
}

extension Queryable {
  package func reply(_ id: Reply.ID) throws -> ReplyDetails {
    let details: ReplyDetails? = try first(
      """
      SELECT r.id, r.message_id, x.subject, m.sender_name,
        coalesce(m.sender_email, '') AS sender_email, x.text, r.campaign_id,
        coalesce(c.name, '') AS campaign_name, r.account_id, coalesce(a.name, '') AS account_name,
        CASE WHEN fn.is_do_not_contact(a.status, a.relationship_types) THEN 'do_not_contact'
          ELSE coalesce(a.status::text, '') END AS account_status, r.contact_id, coalesce(k.title, '') AS title,
        coalesce(ca.override_score, f.score) AS score, r.matched_by, r.class, r.first_class,
        r.confidence, coalesce(r.reasons, '{}') AS reasons, coalesce(p.name, '') AS corrected_by,
        coalesce(o.name, '') AS owner_name, r.follow_up, r.follow_up_due_at, r.received_at,
        r.settled_at IS NOT NULL AS is_settled, r.automatic, coalesce(r.last_error, '') AS last_error,
        coalesce(e.exit_reason::text, e.state::text) AS sequence, e.ended_at, e.held_until,
        r.enrolment_id
      FROM replies r
        JOIN messages m ON (m.workspace_id, m.id) = (r.workspace_id, r.message_id)
        JOIN message_texts x
          ON (x.workspace_id, x.at, x.message_id) = (m.workspace_id, m.at, m.id)
        LEFT JOIN campaigns c ON (c.workspace_id, c.id) = (r.workspace_id, r.campaign_id)
        LEFT JOIN campaign_accounts ca
          ON (ca.workspace_id, ca.campaign_id, ca.account_id)
            = (r.workspace_id, r.campaign_id, r.account_id)
        LEFT JOIN accounts a ON (a.workspace_id, a.id) = (r.workspace_id, r.account_id)
        LEFT JOIN contacts k ON (k.workspace_id, k.id) = (r.workspace_id, r.contact_id)
        LEFT JOIN fit_scores f
          ON (f.workspace_id, f.product_id, f.goal, f.account_id)
            = (r.workspace_id, c.product_id, c.goal, r.account_id)
        LEFT JOIN enrolments e ON (e.workspace_id, e.id) = (r.workspace_id, r.enrolment_id)
        LEFT JOIN people p ON p.id = r.corrected_by
        LEFT JOIN people o ON o.id = r.owner_id
      WHERE r.id = \(id)
      """)
    guard let details else { throw Refusal.notFound("no reply \(id)") }
    return details
  }

  /// The HTML part of the message of a reply; nil: it has none.
  package func html(of reply: Reply.ID) throws -> String? {
    let rows = try rows(
      """
      SELECT x.html
      FROM replies r
        JOIN messages m ON (m.workspace_id, m.id) = (r.workspace_id, r.message_id)
        JOIN message_texts x
          ON (x.workspace_id, x.at, x.message_id) = (m.workspace_id, m.at, m.id)
      WHERE r.id = \(reply)
      """)
    guard let row = rows.first else { throw Refusal.notFound("no reply \(reply)") }
    let html: String? = try row[optional: "html"]
    return html.map { withoutTokens($0) }
  }
}
