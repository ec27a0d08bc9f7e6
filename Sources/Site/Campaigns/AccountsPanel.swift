import Foundation
import Outreach
import Postgres
import Web

/// In which order the accounts of a campaign stand, and from where on: `?sort=-touch` or `-score`.
struct AccountOrder {
  let isByScore: Bool
  let turn: PageTurn

  init(_ request: Request) {
    isByScore = request.query["sort"] == "-score"
    turn = PageTurn(request)
  }

  func question(of campaign: Campaign.ID, limit: Int) -> Question<[CampaignAccount]> {
    let key = turn.key ?? []
    let account = key.count == 2 ? Int(key[1]) : nil
    if isByScore {
      let place = account.flatMap { account in Double(key[0]).map { (score: $0, account: account) }
      }
      return CampaignAccount.byScore(
        of: campaign, after: turn.isBackwards ? nil : place,
        before: turn.isBackwards ? place : nil, limit: limit)
    }
    let place = account.flatMap { account in
      Self.isTouch(key[0]) ? (touch: key[0], account: account) : nil
    }
    return CampaignAccount.byTouch(
      of: campaign, after: turn.isBackwards ? nil : place, before: turn.isBackwards ? place : nil,
      limit: limit)
  }

  func key(of account: CampaignAccount) -> [String] {
    [isByScore ? Words.tenths(account.sortScore) : account.touchKey, "\(account.account)"]
  }

  private static func isTouch(_ text: String) -> Bool {
    text == "-infinity" || Date(sqlText: text) != nil
  }
}

/// Templates/Campaigns/accounts_panel.mustache: the accounts in a campaign, fifty at a time.
struct AccountsPanel {
  let campaign: Int
  let csrf: String
  let total: String
  let mayEdit: Bool
  let isEmpty: Bool
  let byScore: SortHead
  let byTouch: SortHead
  let rows: [AccountRow]
  let paging: Paging

  init(
    _ accounts: [CampaignAccount], in order: AccountOrder, of overview: CampaignOverview,
    _ request: Request, for viewer: Viewer, _ words: Words
  ) {
    let (shown, paging) = Paging.of(
      accounts, order.turn, request, of: "accounts", total: overview.statistics.total,
      key: order.key)
    let sort = order.isByScore ? "-score" : "-touch"
    campaign = overview.campaign.id.rawValue
    csrf = viewer.csrfToken
    total = Words.number(overview.statistics.total)
    mayEdit = viewer.may(.edit)
    isEmpty = shown.isEmpty
    byScore = SortHead("Score", "score", sort: sort, request, startsDescending: true)
    byTouch = SortHead(
      "Last touch", "touch", sort: sort, request, isRight: true, startsDescending: true)
    rows = shown.map { AccountRow($0, words) }
    self.paging = paging
  }
}

struct AccountRow {
  let id: Int
  let name: String
  let country: String
  let tags: [String]
  let hasNotes: Bool
  let notes: String
  let tagText: String
  let score: ScoreChip
  let review: Badge
  let outreach: Badge
  let touch: String

  init(_ account: CampaignAccount, _ words: Words) {
    id = account.account
    name = account.name
    country = account.country
    tags = account.tags
    notes = account.notes
    hasNotes = !account.notes.isEmpty
    tagText = account.tags.joined(separator: ", ")
    score = ScoreChip(ai: account.fitScore, override: account.overrideScore)
    review = Badge.review(account.review)
    outreach = Badge.outreach(account.outreach)
    touch = account.lastTouch.map(words.day) ?? "–"
  }
}
