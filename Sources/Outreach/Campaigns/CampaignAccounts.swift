import Foundation
import Postgres

/// An account in a campaign: a row of its accounts panel.
package struct CampaignAccount: Sendable, RowDecodable {
  package let account: Account.ID
  package let name: String
  /// As the key of paging by name.
  package let nameKey: String
  package let domain: String
  package let country: String
  package let fitScore: Double?
  package let overrideScore: Double?
  package let overrideReason: String
  package let sortScore: Double
  package let review: ReviewStatus
  package let outreach: OutreachStatus
  package let lastTouch: Date?
  /// As the key of paging by last touch.
  package let touchKey: String
  package let tags: [String]
  package let notes: String

  package init(row: Row) throws {
    account = try row["account_id"]
    name = try row["name"]
    nameKey = try row["name_key"]
    domain = try row[optional: "domain"] ?? ""
    country = try row[optional: "country"] ?? ""
    fitScore = try row[optional: "fit_score"]
    overrideScore = try row[optional: "override_score"]
    overrideReason = try row["override_reason"]
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
  package let account: Account.ID
  package let name: String
  package let nameKey: String
  package let domain: String
  package let country: String
  package let status: AccountStatus
  package let relationships: [AccountStatus]

  package init(row: Row) throws {
    account = try row["id"]
    name = try row["name"]
    nameKey = try row["name_key"]
    domain = try row[optional: "domain"] ?? ""
    country = try row[optional: "country"] ?? ""
    status = try row["status"]
    relationships = try row["relationship_types"]
  }
}
