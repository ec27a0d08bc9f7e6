import Postgres

/// What the accounts of a campaign can be ordered by.
package enum AccountColumn: String, Sendable {
  case score, touch, name
}

/// A stretch of a campaign's accounts.
package struct AccountStretch: Sendable {
  package let column: AccountColumn
  /// The direction in which it is read: against the page's order when one pages back.
  package let isDescending: Bool
  /// The row after which it begins.
  package let from: (key: String, account: Int)?
  /// The beginning of a name or of a domain.
  package let search: String

  package init(
    by column: AccountColumn, isDescending: Bool, from: (key: String, account: Int)? = nil,
    search: String = ""
  ) {
    self.column = column
    self.isDescending = isDescending
    self.from = from
    self.search = search.lowercased()
  }

  fileprivate var key: String {
    if let from { return from.key }
    return switch column {
    case .score: isDescending ? "99" : "-99"
    case .touch: isDescending ? "infinity" : "-infinity"
    case .name: isDescending ? "\u{10FFFF}" : ""
    }
  }

  fileprivate var account: Int { from?.account ?? (isDescending ? Int.max : 0) }
}

extension CampaignAccount {
  /// Each order is an index read from a key on, in either direction; by name, it is the index of the
  /// accounts, or the campaign's rows sorted, whichever is shorter. The unscored are below all scores.
  /// Fifty, and one that tells whether there are more.
  package static func stretch(
    _ stretch: AccountStretch, of campaign: Campaign.ID
  ) -> Question<[CampaignAccount]> {
    Ask.all(
      stretch.search.isEmpty ? all(stretch, of: campaign) : found(stretch, of: campaign))
  }

  /// The server plans a statement anew each time where it hopes to gain by knowing the parameters.
  /// By name it does: how large the campaign is decides the index. Else that takes longer than to run
  /// it, so 51 stands in the text, and what a campaign's page begins with has a text of its own.
  private static func all(_ stretch: AccountStretch, of campaign: Campaign.ID) -> SQL {
    let (key, account) = (stretch.key, stretch.account)
    return switch (stretch.column, stretch.isDescending) {
    case (.score, true):
      """
      SELECT * FROM fn.campaign_account_lines
      WHERE campaign_id = \(campaign)
        AND (sort_score, account_id) < (\(key)::numeric, \(account)::bigint)
      ORDER BY sort_score DESC, account_id DESC
      LIMIT 51
      """
    case (.score, false):
      """
      SELECT * FROM fn.campaign_account_lines
      WHERE campaign_id = \(campaign)
        AND (sort_score, account_id) > (\(key)::numeric, \(account)::bigint)
      ORDER BY sort_score, account_id
      LIMIT 51
      """
    case (.touch, true) where stretch.from == nil:
      """
      SELECT * FROM fn.campaign_account_lines
      WHERE campaign_id = \(campaign)
      ORDER BY touch_key DESC, account_id DESC
      LIMIT 51
      """
    case (.touch, true):
      """
      SELECT * FROM fn.campaign_account_lines
      WHERE campaign_id = \(campaign)
        AND (touch_key, account_id) < (\(key)::timestamptz, \(account)::bigint)
      ORDER BY touch_key DESC, account_id DESC
      LIMIT 51
      """
    case (.touch, false):
      """
      SELECT * FROM fn.campaign_account_lines
      WHERE campaign_id = \(campaign)
        AND (touch_key, account_id) > (\(key)::timestamptz, \(account)::bigint)
      ORDER BY touch_key, account_id
      LIMIT 51
      """
    case (.name, true):
      """
      SELECT * FROM fn.campaign_account_lines
      WHERE campaign_id = \(campaign)
        AND (name_key, account_id) < (\(key), \(account)::bigint)
      ORDER BY name_key DESC, account_id DESC
      LIMIT \(length)
      """
    case (.name, false):
      """
      SELECT * FROM fn.campaign_account_lines
      WHERE campaign_id = \(campaign)
        AND (name_key, account_id) > (\(key), \(account)::bigint)
      ORDER BY name_key, account_id
      LIMIT \(length)
      """
    }
  }

  /// Apart from the others, so that the planner knows of those that nothing is left out.
  private static func found(_ stretch: AccountStretch, of campaign: Campaign.ID) -> SQL {
    let (key, account) = (stretch.key, stretch.account)
    let (low, high) = (stretch.search, stretch.search + "\u{10FFFF}")
    return switch (stretch.column, stretch.isDescending) {
    case (.score, true):
      """
      SELECT * FROM fn.campaign_account_lines
      WHERE campaign_id = \(campaign)
        AND (name_key >= \(low) AND name_key < \(high)
          OR domain >= \(low) AND domain < \(high))
        AND (sort_score, account_id) < (\(key)::numeric, \(account)::bigint)
      ORDER BY sort_score DESC, account_id DESC
      LIMIT \(length)
      """
    case (.score, false):
      """
      SELECT * FROM fn.campaign_account_lines
      WHERE campaign_id = \(campaign)
        AND (name_key >= \(low) AND name_key < \(high)
          OR domain >= \(low) AND domain < \(high))
        AND (sort_score, account_id) > (\(key)::numeric, \(account)::bigint)
      ORDER BY sort_score, account_id
      LIMIT \(length)
      """
    case (.touch, true):
      """
      SELECT * FROM fn.campaign_account_lines
      WHERE campaign_id = \(campaign)
        AND (name_key >= \(low) AND name_key < \(high)
          OR domain >= \(low) AND domain < \(high))
        AND (touch_key, account_id) < (\(key)::timestamptz, \(account)::bigint)
      ORDER BY touch_key DESC, account_id DESC
      LIMIT \(length)
      """
    case (.touch, false):
      """
      SELECT * FROM fn.campaign_account_lines
      WHERE campaign_id = \(campaign)
        AND (name_key >= \(low) AND name_key < \(high)
          OR domain >= \(low) AND domain < \(high))
        AND (touch_key, account_id) > (\(key)::timestamptz, \(account)::bigint)
      ORDER BY touch_key, account_id
      LIMIT \(length)
      """
    case (.name, true):
      """
      SELECT * FROM fn.campaign_account_lines
      WHERE campaign_id = \(campaign)
        AND (name_key >= \(low) AND name_key < \(high)
          OR domain >= \(low) AND domain < \(high))
        AND (name_key, account_id) < (\(key), \(account)::bigint)
      ORDER BY name_key DESC, account_id DESC
      LIMIT \(length)
      """
    case (.name, false):
      """
      SELECT * FROM fn.campaign_account_lines
      WHERE campaign_id = \(campaign)
        AND (name_key >= \(low) AND name_key < \(high)
          OR domain >= \(low) AND domain < \(high))
        AND (name_key, account_id) > (\(key), \(account)::bigint)
      ORDER BY name_key, account_id
      LIMIT \(length)
      """
    }
  }
}

private let length = 51
