import Foundation
import Postgres

/// An account in a campaign, as its conversation page shows it.
package struct CampaignLead: Sendable {
  package let campaign: Campaign.ID
  package let campaignName: String
  package let account: Account.ID
  package let accountName: String
  package let accountStatus: AccountStatus
  package let industry: String
  package let country: String
  package let website: String
  package let description: String
  package let reviewStatus: ReviewStatus
  package let outreachStatus: OutreachStatus
  package let score: Double?
  package let overrideScore: Double?
  package let overrideReason: String
  package let pickedContact: Contact.ID?
  package let tags: [String]
  package let notes: String
  package let isPractice: Bool
}

extension CampaignLead: RowDecodable {
  package init(row: Row) throws {
    campaign = try row["campaign_id"]
    campaignName = try row["campaign_name"]
    account = try row["account_id"]
    accountName = try row["account_name"]
    accountStatus = try row["account_status"]
    industry = try row["industry"]
    country = try row["country"]
    website = try row["website"]
    description = try row["description"]
    reviewStatus = try row["review_status"]
    outreachStatus = try row["outreach_status"]
    score = try row[optional: "score"]
    overrideScore = try row[optional: "override_score"]
    overrideReason = try row["override_reason"]
    pickedContact = try row[optional: "contact_id"]
    tags = try row["tags"]
    notes = try row["notes"]
    isPractice = try row["is_practice"]
  }
}

/// A person at an account, and whether they may be contacted.
package struct LeadContact: Sendable {
  package let id: Contact.ID
  package let name: String
  package let title: String
  package let email: String
  package let phone: String
  package let linkedin: String
  /// Why they may not be emailed; nil: they may be.
  package let refusal: ContactRefusal?
  /// Their enrollment in this campaign's sequence; nil: none.
  package let enrollment: Enrollment.ID?
  package let state: Enrollment.State?
  package let exitReason: ExitReason?
}

extension LeadContact: RowDecodable {}

extension Queryable {
  package func lead(_ account: Account.ID, in campaign: Campaign.ID) throws -> CampaignLead {
    let lead: CampaignLead? = try first(
      """
      SELECT ca.campaign_id, c.name AS campaign_name, ca.account_id, a.name AS account_name,
        CASE WHEN fn.is_do_not_contact(a.status, a.relationship_types) THEN 'do_not_contact'
          ELSE a.status::text END AS account_status,
        coalesce(a.industry, '') AS industry,
        coalesce(a.country, '') AS country, coalesce(a.website, '') AS website,
        coalesce(a.description, '') AS description, ca.review_status::text, ca.outreach_status::text,
        f.score, ca.override_score, ca.override_reason, ca.contact_id, ca.tags, ca.notes,
        EXISTS (
          SELECT FROM campaign_mailboxes cm
            JOIN mailboxes b ON (b.workspace_id, b.id) = (cm.workspace_id, cm.mailbox_id)
          WHERE (cm.workspace_id, cm.campaign_id) = (c.workspace_id, c.id) AND b.kind = 'practice')
          AS is_practice
      FROM campaign_accounts ca
        JOIN campaigns c ON (c.workspace_id, c.id) = (ca.workspace_id, ca.campaign_id)
        JOIN accounts a ON (a.workspace_id, a.id) = (ca.workspace_id, ca.account_id)
        LEFT JOIN fit_scores f
          ON (f.workspace_id, f.product_id, f.goal, f.account_id)
            = (ca.workspace_id, c.product_id, c.goal, ca.account_id)
      WHERE ca.campaign_id = \(campaign) AND ca.account_id = \(account)
      """)
    guard let lead else { throw Refusal.notFound("account \(account) is not in this campaign") }
    return lead
  }

  /// All contacts of an account, at most 50.
  package func contacts(
    of account: Account.ID, in campaign: Campaign.ID
  ) throws -> [LeadContact] {
    try all(
      """
      SELECT k.id, fn.contact_name(k.first_name, k.last_name, k.email, k.phone) AS name,
        k.title, coalesce(k.email, '') AS email, coalesce(k.phone, '') AS phone,
        coalesce(k.linkedin, '') AS linkedin,
        fn.contact_refusal(k.workspace_id, k.id, 'email') AS refusal, e.id AS enrollment_id,
        e.state, e.exit_reason
      FROM contacts k
        LEFT JOIN enrollments e
          ON (e.workspace_id, e.campaign_id, e.contact_id)
            = (k.workspace_id, \(campaign)::bigint, k.id)
      WHERE k.account_id = \(account)
      ORDER BY k.id
      LIMIT 50
      """)
  }

  /// Chooses the contact of the account for this campaign.
  package func pickContact(
    _ contact: Contact.ID, of account: Account.ID, in campaign: Campaign.ID
  ) throws {
    let changed = try refusing {
      try rows(
        """
        UPDATE campaign_accounts ca
        SET contact_id = k.id
        FROM contacts k
        WHERE ca.campaign_id = \(campaign) AND ca.account_id = \(account)
          AND (k.workspace_id, k.account_id) = (ca.workspace_id, ca.account_id)
          AND k.id = \(contact)
        RETURNING ca.account_id
        """)
    }
    if changed.isEmpty { throw Refusal.notFound("no such contact of this account") }
  }
}
