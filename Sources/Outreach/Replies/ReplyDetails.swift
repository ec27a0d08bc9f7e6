import Foundation
import Postgres
import Text

/// One reply with all its details.
package struct ReplyDetails: Sendable {
  package let id: Reply.ID
  package let message: Message.ID
  package let subject: String
  package let senderName: String
  package let senderEmail: String
  /// Their own words.
  package let text: String
  package let campaign: Campaign.ID?
  package let campaignName: String
  package let account: Account.ID?
  package let accountName: String
  /// Nil: it has no account.
  package let accountStatus: AccountStatus?
  package let contact: Contact.ID?
  package let personTitle: String
  package let score: Double?
  package let matchedBy: ReplyMatch?
  package let replyClass: Reply.Class?
  package let firstClass: Reply.Class?
  package let confidence: Double?
  package let reasons: [String]
  package let correctedBy: String
  package let ownerName: String
  package let followUp: FollowUp?
  package let followUpDueAt: Date?
  package let receivedAt: Date
  package let isDone: Bool
  package let isAutomatic: Bool
  package let lastError: String
  /// The state of this lead's sequence now; nil: the lead is in none.
  package let state: Enrollment.State?
  package let exitReason: ExitReason?
  package let sequenceEndedAt: Date?
  package let heldUntil: Date?
  package let enrollment: Enrollment.ID?
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
    accountStatus = try row[optional: "account_status"]
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
    isDone = try row["is_done"]
    isAutomatic = try row["automatic"]
    lastError = try row["last_error"]
    state = try row[optional: "state"]
    exitReason = try row[optional: "exit_reason"]
    sequenceEndedAt = try row[optional: "ended_at"]
    heldUntil = try row[optional: "held_until"]
    enrollment = try row[optional: "enrollment_id"]
  }
}

extension ReplyDetails {
  /// The addresses that they name in their words, except their own: possible other contacts.
  package var namedAddresses: [String] { addresses(namedIn: text, besides: senderEmail) }
}

/// The addresses in a text except one's own, each once. At most twenty: they are suggestions of
/// other contacts.
package func addresses(namedIn text: String, besides own: String) -> [String] {
  var named: [String] = []
  let own = own.lowercased()
  for address in addresses(in: Array(text.utf8)) {
    guard EmailAddress(address) != nil, address != own, !named.contains(address) else { continue }
    named.append(address)
    if named.count == 20 { break }
  }
  return named
}

/// Texts that look like an address, in lower case. Each is searched from its `@` to both sides and
/// no further than an address can reach, so that a very long text is read once.
private func addresses(in bytes: [UInt8]) -> [String] {
  var found: [String] = []
  var free = 0
  var next = 0
  while let at = bytes[next...].firstIndex(of: UInt8(ascii: "@")) {
    next = at + 1
    var start = at
    while start > free, at - start < 64, isLocal(bytes[start - 1]) { start -= 1 }
    guard start < at, let end = hostEnd(in: bytes, from: at + 1) else { continue }
    found.append(String(decoding: bytes[start..<end], as: UTF8.self).lowercased())
    (free, next) = (end, end)
  }
  return found
}

/// The end of the last label of letters that a host can end with; nil: there is none.
private func hostEnd(in bytes: [UInt8], from start: Int) -> Int? {
  var end = start
  while end < bytes.count, end - start < 253, isHost(bytes[end]) { end += 1 }
  for dot in (start..<end).reversed() where bytes[dot] == UInt8(ascii: ".") && dot > start {
    let letters = bytes[(dot + 1)..<end].prefix(while: isLetter).count
    if letters >= 2 { return dot + 1 + letters }
  }
  return nil
}

private func isLetter(_ byte: UInt8) -> Bool { (0x61...0x7a).contains(byte | 0x20) }

private func isHost(_ byte: UInt8) -> Bool {
  isLetter(byte) || (0x30...0x39).contains(byte) || byte == UInt8(ascii: ".")
    || byte == UInt8(ascii: "-")
}

private func isLocal(_ byte: UInt8) -> Bool {
  isHost(byte) || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "%")
    || byte == UInt8(ascii: "+")
}

extension Queryable {
  package func reply(_ id: Reply.ID) throws -> ReplyDetails {
    let details: ReplyDetails? = try first(
      """
      SELECT r.id, r.message_id, x.subject, m.sender_name,
        coalesce(m.sender_email, '') AS sender_email, x.text, r.campaign_id,
        coalesce(c.name, '') AS campaign_name, r.account_id, coalesce(a.name, '') AS account_name,
        CASE WHEN fn.is_do_not_contact(a.status, a.relationship_types) THEN 'do_not_contact'
          ELSE a.status::text END AS account_status, r.contact_id, coalesce(k.title, '') AS title,
        coalesce(ca.override_score, f.score) AS score, r.matched_by, r.class, r.first_class,
        r.confidence, coalesce(r.reasons, '{}') AS reasons, coalesce(p.name, '') AS corrected_by,
        coalesce(o.name, '') AS owner_name, r.follow_up, r.follow_up_due_at, r.received_at,
        r.done_at IS NOT NULL AS is_done, r.automatic, coalesce(r.last_error, '') AS last_error,
        e.state, e.exit_reason, e.ended_at, e.held_until,
        r.enrollment_id
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
        LEFT JOIN enrollments e ON (e.workspace_id, e.id) = (r.workspace_id, r.enrollment_id)
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
