import Foundation
import Outreach
import Postgres
import Text
import Web

/// The order, filter and page of a campaign's accounts: `?sort=` and a column, with a minus in
/// front if descending, and `?q=`.
struct AccountOrder {
  let column: AccountColumn
  let isDescending: Bool
  let search: String
  let turn: PageTurn

  init(_ request: Request) {
    let sort = request.query["sort"]
    let named = AccountColumn(rawValue: sort.hasPrefix("-") ? String(sort.dropFirst()) : sort)
    column = named ?? .touch
    isDescending = named == nil || sort.hasPrefix("-")
    search = request.query["q"].trimmingBlanks()
    turn = PageTurn(request)
  }

  /// The value of `?sort=`.
  var sort: String { (isDescending ? "-" : "") + column.rawValue }

  func question(of campaign: Campaign.ID) -> Question<[CampaignAccount]> {
    CampaignAccount.page(
      AccountPageRange(
        by: column, isDescending: isDescending != turn.isBackwards, from: place, search: search),
      of: campaign)
  }

  func key(of account: CampaignAccount) -> [String] {
    switch column {
    case .score: [Words.tenths(account.sortScore), "\(account.account)"]
    case .touch: [account.touchKey, "\(account.account)"]
    case .name: [account.nameKey, "\(account.account)"]
    }
  }

  /// An invalid key of this order gives the first page.
  private var place: (key: String, account: Account.ID)? {
    guard let key = turn.key, let account: Account.ID = key.id(1) else { return nil }
    let place: String? =
      switch column {
      case .score: key.score(0)
      case .touch: key.text(0) == "-infinity" ? "-infinity" : key.moment(0)?.sqlText
      case .name: key.text(0)
      }
    return place.map { ($0, account) }
  }
}

/// Templates/Campaigns/accounts_panel.mustache: the first accounts of a campaign in an order; all of
/// them have a page of their own.
struct AccountsPanel {
  let campaign: Int
  let total: String
  let mayEdit: Bool
  let isEmpty: Bool
  let byScore: SortHead
  let byTouch: SortHead
  let rows: [AccountRow]
  /// The address of the page of all, in the same order.
  let all: String

  /// The rows that are shown.
  private static let shown = 10

  init(
    _ accounts: [CampaignAccount], in order: AccountOrder, of overview: CampaignOverview,
    _ request: Request, for currentUser: CurrentUser, _ words: Words
  ) {
    let shown = accounts.prefix(Self.shown)
    campaign = overview.campaign.id.rawValue
    total = Words.number(overview.statistics.total)
    mayEdit = currentUser.may(.edit) && !overview.campaign.isArchived
    isEmpty = shown.isEmpty
    byScore = SortHead("Score", "score", sort: order.sort, request, startsDescending: true)
    byTouch = SortHead(
      "Last touch", "touch", sort: order.sort, request, look: "r hide-s", startsDescending: true)
    rows = shown.map { AccountRow($0, words) }
    all =
      "/campaigns/\(campaign)/accounts"
      + (request.query["sort"].isEmpty ? "" : "?sort=\(order.sort)")
  }
}

struct AccountRow {
  let id: Int
  let name: String
  let country: String
  let tags: [String]
  let notes: String
  let tagText: String
  let score: ScoreChip
  let review: Badge
  let outreach: Badge
  let touch: String

  init(_ account: CampaignAccount, _ words: Words) {
    id = account.account.rawValue
    name = account.name
    country = countryName(account.country)
    tags = account.tags
    notes = account.notes
    tagText = account.tags.joined(separator: ", ")
    score = ScoreChip(ai: account.fitScore, override: account.overrideScore)
    review = account.review.badge
    outreach = account.outreach.badge
    touch = account.lastTouch.map(words.day) ?? "–"
  }
}
