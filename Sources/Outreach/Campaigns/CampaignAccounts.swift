import Foundation
import Postgres

/// An account in a campaign: a row of its accounts panel.
package struct CampaignAccount: Sendable, RowDecodable {
  package let account: Int
  package let name: String
  package let domain: String
  package let country: String
  package let fitScore: Double?
  package let overrideScore: Double?
  package let sortScore: Double
  package let review: String
  package let outreach: String
  package let lastTouch: Date?
  /// As the key of paging by last touch.
  package let touchKey: String
  package let tags: [String]
  package let notes: String

  package init(row: Row) throws {
    account = try row["account_id"]
    name = try row["name"]
    domain = try row[optional: "domain"] ?? ""
    country = try row[optional: "country"] ?? ""
    fitScore = try row[optional: "fit_score"]
    overrideScore = try row[optional: "override_score"]
    sortScore = try row["sort_score"]
    review = try row["review_status"]
    outreach = try row["outreach_status"]
    lastTouch = try row[optional: "last_touch_at"]
    touchKey = try row["touch_key"]
    tags = try row["tags"]
    notes = try row["notes"]
  }
}

/// An account that is not in the campaign.
package struct CandidateAccount: Sendable, RowDecodable {
  package let account: Int
  package let name: String
  package let domain: String
  package let country: String
  package let status: String
  package let relationships: [String]

  package init(row: Row) throws {
    account = try row["id"]
    name = try row["name"]
    domain = try row[optional: "domain"] ?? ""
    country = try row[optional: "country"] ?? ""
    status = try row["status"]
    relationships = try row["relationship_types"]
  }
}

extension CampaignAccount {
  /// The last touched first; from below a key on, or upwards from above it, nearest first.
  package static func byTouch(
    of campaign: Campaign.ID, after: (touch: String, account: Int)? = nil,
    before: (touch: String, account: Int)? = nil, limit: Int
  ) -> Question<[CampaignAccount]> {
    if let before {
      return Ask.all(
        """
        SELECT ca.account_id, a.name, a.domain, a.country, ca.fit_score, ca.override_score,
          ca.sort_score, ca.review_status, ca.outreach_status, ca.last_touch_at,
          coalesce(ca.last_touch_at, '-infinity') AS touch_key, ca.tags, ca.notes
        FROM campaign_accounts ca
          JOIN accounts a ON (a.workspace_id, a.id) = (ca.workspace_id, ca.account_id)
        WHERE ca.campaign_id = \(campaign)
          AND (coalesce(ca.last_touch_at, '-infinity'), ca.account_id)
            > (\(before.touch)::timestamptz, \(before.account)::bigint)
        ORDER BY coalesce(ca.last_touch_at, '-infinity'), ca.account_id
        LIMIT \(limit)
        """)
    }
    return Ask.all(
      """
      SELECT ca.account_id, a.name, a.domain, a.country, ca.fit_score, ca.override_score,
        ca.sort_score, ca.review_status, ca.outreach_status, ca.last_touch_at,
        coalesce(ca.last_touch_at, '-infinity') AS touch_key, ca.tags, ca.notes
      FROM campaign_accounts ca
        JOIN accounts a ON (a.workspace_id, a.id) = (ca.workspace_id, ca.account_id)
      WHERE ca.campaign_id = \(campaign)
        AND (coalesce(ca.last_touch_at, '-infinity'), ca.account_id)
          < (\(after?.touch ?? "infinity")::timestamptz, \(after?.account ?? Int.max)::bigint)
      ORDER BY coalesce(ca.last_touch_at, '-infinity') DESC, ca.account_id DESC
      LIMIT \(limit)
      """)
  }

  /// The best effective score first, the unscored last.
  package static func byScore(
    of campaign: Campaign.ID, after: (score: Double, account: Int)? = nil,
    before: (score: Double, account: Int)? = nil, limit: Int
  ) -> Question<[CampaignAccount]> {
    if let before {
      return Ask.all(
        """
        SELECT ca.account_id, a.name, a.domain, a.country, ca.fit_score, ca.override_score,
          ca.sort_score, ca.review_status, ca.outreach_status, ca.last_touch_at,
          coalesce(ca.last_touch_at, '-infinity') AS touch_key, ca.tags, ca.notes
        FROM campaign_accounts ca
          JOIN accounts a ON (a.workspace_id, a.id) = (ca.workspace_id, ca.account_id)
        WHERE ca.campaign_id = \(campaign)
          AND (ca.sort_score, ca.account_id) > (\(before.score)::numeric, \(before.account)::bigint)
        ORDER BY ca.sort_score, ca.account_id
        LIMIT \(limit)
        """)
    }
    return Ask.all(
      """
      SELECT ca.account_id, a.name, a.domain, a.country, ca.fit_score, ca.override_score,
        ca.sort_score, ca.review_status, ca.outreach_status, ca.last_touch_at,
        coalesce(ca.last_touch_at, '-infinity') AS touch_key, ca.tags, ca.notes
      FROM campaign_accounts ca
        JOIN accounts a ON (a.workspace_id, a.id) = (ca.workspace_id, ca.account_id)
      WHERE ca.campaign_id = \(campaign)
        AND (ca.sort_score, ca.account_id)
          < (\(after?.score ?? 99)::numeric, \(after?.account ?? Int.max)::bigint)
      ORDER BY ca.sort_score DESC, ca.account_id DESC
      LIMIT \(limit)
      """)
  }
}
