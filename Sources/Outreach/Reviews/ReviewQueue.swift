import Postgres

/// One account of a campaign that waits for a person's yes or no.
package struct ReviewItem: Sendable, Equatable, RowDecodable {
  package let account: Account.ID
  package let name: String
  package let industry: String
  package let employees: Int?
  package let country: String
  package let fitScore: Double?
  package let overrideScore: Double?
  package let sortScore: Double
  package let firstReason: String

  package init(row: Row) throws {
    account = try row["account_id"]
    name = try row["name"]
    industry = try row[optional: "industry"] ?? ""
    employees = try row[optional: "employees"]
    country = try row[optional: "country"] ?? ""
    fitScore = try row[optional: "fit_score"]
    overrideScore = try row[optional: "override_score"]
    sortScore = try row["sort_score"]
    firstReason = try row[optional: "first_reason"] ?? ""
  }
}

/// A person's decision about an account in a campaign.
package enum ReviewStatus: String, SQLValue, Sendable, CaseIterable {
  case approved, rejected, pending
}

/// What a decision changed: an account, and what stood there before.
package struct Decided: Sendable, Equatable, RowDecodable {
  package let account: Account.ID
  package let was: ReviewStatus
}

/// A place in the queue: below this score, and of the same score below this account.
package struct QueuePlace: Sendable, Equatable, RowDecodable {
  package let score: Double
  package let account: Account.ID

  package init(score: Double, account: Account.ID) {
    self.score = score
    self.account = account
  }

  package init(row: Row) throws {
    score = try row["sort_score"]
    account = try row["account_id"]
  }

  static let top = QueuePlace(score: 99, account: Account.ID(rawValue: .max))
}

extension ReviewItem {
  /// The best effective score first; those without a score last. Fifteen of them.
  package static func queue(
    of campaign: Campaign.ID, from place: QueuePlace? = nil, atLeast floor: Double = -1
  ) -> Question<[ReviewItem]> {
    let place = place ?? .top
    return Ask.all(
      """
      SELECT q.account_id, a.name, a.industry, a.employees, a.country, q.fit_score,
        q.override_score, q.sort_score, f.reasons -> 0 ->> 'text' AS first_reason
      FROM (
        SELECT ca.workspace_id, ca.campaign_id, ca.account_id, ca.fit_score, ca.override_score,
          ca.sort_score
        FROM campaign_accounts ca
        WHERE ca.campaign_id = \(campaign)
          AND ca.review_status = 'pending'
          AND (ca.sort_score, ca.account_id) < (\(place.score)::numeric, \(place.account)::bigint)
          AND ca.sort_score >= \(floor)::numeric
        ORDER BY ca.sort_score DESC, ca.account_id DESC
        LIMIT 15
      ) q
        JOIN campaigns c ON (c.workspace_id, c.id) = (q.workspace_id, q.campaign_id)
        JOIN accounts a ON (a.workspace_id, a.id) = (q.workspace_id, q.account_id)
        LEFT JOIN fit_scores f
          ON (f.workspace_id, f.product_id, f.goal, f.account_id)
            = (q.workspace_id, c.product_id, c.goal, q.account_id)
      ORDER BY q.sort_score DESC, q.account_id DESC
      """)
  }

  /// From where the queue is to be read so that it begins with the account before this place: nil,
  /// from the top. Without an account before it there is none to go back to.
  package static func back(
    of campaign: Campaign.ID, from place: QueuePlace, atLeast floor: Double = -1
  ) -> Question<[QueuePlace]> {
    Ask.all(
      """
      SELECT ca.sort_score, ca.account_id
      FROM campaign_accounts ca
      WHERE ca.campaign_id = \(campaign)
        AND ca.review_status = 'pending'
        AND (ca.sort_score, ca.account_id) > (\(place.score)::numeric, \(place.account)::bigint)
        AND ca.sort_score >= \(floor)::numeric
      ORDER BY ca.sort_score, ca.account_id
      LIMIT 2
      """)
  }
}

extension Queryable {
  /// Approves, rejects or takes back; says which were changed. Of one account alone it refuses when
  /// the account is not in the campaign or has been written to; of many it passes those over.
  @discardableResult
  package func decide(
    _ verdict: ReviewStatus, on accounts: [Account.ID], in campaign: Campaign.ID
  ) throws -> [Decided] {
    try refusing {
      try all(
        """
        SELECT account_id, was
        FROM fn.decide_review(\(campaign), \(accounts), \(verdict))
        """)
    }
  }
}
