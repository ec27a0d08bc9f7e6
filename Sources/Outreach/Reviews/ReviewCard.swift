import Foundation
import Postgres

/// All that a person wants to know of one account before deciding.
package struct ReviewCard: Sendable, RowDecodable {
  package let account: Account.ID
  package let name: String
  package let domain: String
  package let status: AccountStatus
  package let industry: String
  package let employees: Int?
  package let country: String
  package let city: String
  package let language: String
  package let about: String
  package let review: ReviewStatus
  package let fitScore: Double?
  package let overrideScore: Double?
  package let overrideReason: String
  package let sortScore: Double
  package let model: String
  package let scoredAt: Date?
  package let reasons: [Reason]
  package let contacts: Int
  package let lastTouch: Date?
  package let notes: String
  package let tags: [String]

  package struct Reason: Sendable, Equatable, Decodable {
    package let sign: String
    package let weight: Double?
    package let text: String
  }

  package init(row: Row) throws {
    account = try row["account_id"]
    name = try row["name"]
    domain = try row[optional: "domain"] ?? ""
    status = try row["status"]
    industry = try row[optional: "industry"] ?? ""
    employees = try row[optional: "employees"]
    country = try row[optional: "country"] ?? ""
    city = try row[optional: "city"] ?? ""
    language = try row[optional: "language"] ?? ""
    about = try row[optional: "description"] ?? ""
    review = try row["review_status"]
    fitScore = try row[optional: "fit_score"]
    overrideScore = try row[optional: "override_score"]
    overrideReason = try row["override_reason"]
    sortScore = try row["sort_score"]
    model = try row[optional: "model"] ?? ""
    scoredAt = try row[optional: "scored_at"]
    let json: JSONText? = try row[optional: "reasons"]
    reasons = try json?.decoded() ?? []
    contacts = try row["contacts"]
    lastTouch = try row[optional: "last_touch_at"]
    notes = try row["notes"]
    tags = try row["tags"]
  }
}

extension Queryable {
  package func reviewCard(
    of account: Account.ID, in campaign: Campaign.ID
  ) throws -> ReviewCard {
    guard
      let card: ReviewCard = try first(
        """
        SELECT ca.account_id, a.name, a.domain,
          CASE WHEN fn.is_do_not_contact(a.status, a.relationship_types) THEN 'do_not_contact'
            ELSE a.status::text END AS status,
          a.industry, a.employees, a.country,
          a.city, a.language, a.description, ca.review_status, ca.fit_score, ca.override_score,
          ca.override_reason, ca.sort_score, f.model, f.scored_at, f.reasons, ca.last_touch_at, ca.notes, ca.tags,
          (SELECT count(*) FROM contacts k
            WHERE (k.workspace_id, k.account_id) = (ca.workspace_id, ca.account_id)) AS contacts
        FROM campaign_accounts ca
          JOIN campaigns c ON (c.workspace_id, c.id) = (ca.workspace_id, ca.campaign_id)
          JOIN accounts a ON (a.workspace_id, a.id) = (ca.workspace_id, ca.account_id)
          LEFT JOIN fit_scores f
            ON (f.workspace_id, f.product_id, f.goal, f.account_id)
              = (ca.workspace_id, c.product_id, c.goal, ca.account_id)
        WHERE ca.campaign_id = \(campaign) AND ca.account_id = \(account)
        """)
    else { throw Refusal.notFound("account") }
    return card
  }

  /// The labels and the note of one account in one campaign.
  package func describe(
    _ account: Account.ID, in campaign: Campaign.ID, tags: [String]? = nil, notes: String? = nil
  ) throws {
    let changed = try rows(
      """
      UPDATE campaign_accounts
      SET tags = coalesce(\(tags)::text[], tags), notes = coalesce(\(notes)::text, notes)
      WHERE campaign_id = \(campaign) AND account_id = \(account)
      RETURNING account_id
      """)
    guard changed.count == 1 else { throw Refusal.notFound("account") }
  }
}
