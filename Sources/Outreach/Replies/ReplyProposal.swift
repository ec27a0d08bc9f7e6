import Postgres

/// A lead that a reply without one may belong to.
package struct ReplyProposal: Sendable {
  package let contact: Contact.ID
  package let name: String
  package let accountName: String
  package let campaign: Campaign.ID
  package let campaignName: String
}

extension ReplyProposal: RowDecodable {}

extension Queryable {
  /// Leads with this address, else at its domain: those written to last come first.
  package func proposals(for email: String) throws -> [ReplyProposal] {
    let domain = email.split(separator: "@").last.map(String.init) ?? ""
    return try all(
      """
      SELECT k.id AS contact_id,
        fn.contact_name(k.first_name, k.last_name, k.email, k.phone) AS name,
        a.name AS account_name, c.id AS campaign_id, c.name AS campaign_name
      FROM accounts a
        JOIN contacts k ON (k.workspace_id, k.account_id) = (a.workspace_id, a.id)
        JOIN campaign_accounts ca ON (ca.workspace_id, ca.account_id) = (a.workspace_id, a.id)
        JOIN campaigns c ON (c.workspace_id, c.id) = (ca.workspace_id, ca.campaign_id)
      WHERE a.domain = \(domain.lowercased()) AND c.archived_at IS NULL
        AND ca.first_outreached_at IS NOT NULL
      ORDER BY lower(k.email) = \(email.lowercased()) DESC, ca.last_touch_at DESC NULLS LAST, k.id
      LIMIT 5
      """)
  }

  /// Leads whose name, company or address holds these letters, for a reply whose address says nothing.
  package func leads(like text: String) throws -> [ReplyProposal] {
    try all(
      """
      SELECT k.id AS contact_id,
        fn.contact_name(k.first_name, k.last_name, k.email, k.phone) AS name,
        a.name AS account_name, c.id AS campaign_id, c.name AS campaign_name
      FROM contacts k
        JOIN accounts a ON (a.workspace_id, a.id) = (k.workspace_id, k.account_id)
        JOIN campaign_accounts ca ON (ca.workspace_id, ca.account_id) = (a.workspace_id, a.id)
        JOIN campaigns c ON (c.workspace_id, c.id) = (ca.workspace_id, ca.campaign_id)
      WHERE lower(k.email) = lower(\(text)) OR lower(a.name) = lower(\(text))
      ORDER BY ca.last_touch_at DESC NULLS LAST, k.id
      LIMIT 5
      """)
  }
}
