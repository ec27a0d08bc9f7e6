import Foundation
import Postgres

/// The cost of a campaign's calls to one model or service: US dollars, counted by the program
/// itself and never part of a ratio.
package struct APICostLine: Sendable, Equatable, RowDecodable {
  package let provider: String
  package let model: String
  package let usd: Decimal
  package let calls: Int

  /// The most expensive first.
  package static func all(of campaign: Campaign.ID) -> Question<[APICostLine]> {
    Ask.all(
      """
      SELECT provider, model, usd, calls
      FROM fn.api_cost_statistics
      WHERE campaign_id = \(campaign)
      ORDER BY usd DESC, provider, model
      """)
  }
}
