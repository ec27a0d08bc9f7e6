import Outreach
import Web

/// Templates/Campaigns/accounts.mustache: the accounts of a campaign, fifty at a time, each with
/// cells that can be edited in its row.
struct AccountsTable {
  let campaign: Int
  let total: String
  let search: String
  let isSearching: Bool
  /// The order, kept during a search.
  let sort: String
  /// The address of this page without an edit.
  let here: String
  /// The query of this page, to which a change here returns.
  let query: String
  let mayEdit: Bool
  let mayApprove: Bool
  let empty: EmptyState?
  let byName: SortHead
  let byScore: SortHead
  let byTouch: SortHead
  let rows: [Row]
  /// "All 460 accounts", if there are more than are shown.
  let allLabel: String
  let paging: Paging

  struct Row {
    let id: Int
    let name: String
    let country: String
    let score: ScoreChip
    let scoreHref: String
    let scoreTitle: String
    let scoreForm: ScoreForm?
    let review: Badge
    let outreach: Badge
    let tagCell: AccountCell
    let noteCell: AccountCell
    let touch: String
  }

  init(
    _ accounts: [CampaignAccount], in order: AccountOrder, of overview: CampaignOverview,
    edit: AccountEdit?, _ request: Request, for currentUser: CurrentUser, _ words: Words
  ) {
    campaign = overview.campaign.id.rawValue
    let plain = request.at("/campaigns/\(campaign)/accounts", without: "edit")
    let isSearching = !order.search.isEmpty
    let (shown, paging) = Paging.of(
      accounts, order.turn, plain,
      of: isSearching ? ("account found", "accounts found") : ("account", "accounts"),
      total: isSearching ? nil : Total(overview.statistics.total), key: order.key)
    total = Words.number(overview.statistics.total)
    search = order.search
    self.isSearching = isSearching
    sort = order.sort
    here = plain.address([:])
    query = String(here.dropFirst(plain.path.count))
    let isArchived = overview.campaign.isArchived
    mayEdit = currentUser.may(.edit) && !isArchived
    mayApprove = currentUser.may(.approve) && !isArchived
    empty = shown.isEmpty ? .noAccount(in: campaign, order.search, mayEdit: mayEdit) : nil
    byName = SortHead("Account", "name", sort: order.sort, plain)
    byScore = SortHead("Score", "score", sort: order.sort, plain, startsDescending: true)
    byTouch = SortHead(
      "Last touch", "touch", sort: order.sort, plain, look: "r hide-s", startsDescending: true)
    let (mayEdit, edit) = (mayEdit, mayEdit ? edit : nil)
    rows = shown.map { account in
      Row(
        account, edit: edit?.account == account.account ? edit : nil, mayEdit: mayEdit, plain,
        words)
    }
    allLabel =
      !paging.isNeeded
      ? ""
      : isSearching
        ? "All accounts found" : "All \(Words.number(overview.statistics.total)) accounts"
    self.paging = paging
  }
}

extension AccountsTable.Row {
  init(
    _ account: CampaignAccount, edit: AccountEdit?, mayEdit: Bool, _ request: Request,
    _ words: Words
  ) {
    id = account.account.rawValue
    name = account.name
    country = countryName(account.country)
    score = ScoreChip(ai: account.fitScore, override: account.overrideScore)
    scoreHref = request.address(["edit": "score-\(account.account)"])
    scoreTitle = account.overrideReason.isEmpty ? "Set a score" : account.overrideReason
    scoreForm = edit.flatMap { $0.field == .score ? ScoreForm($0, of: account) : nil }
    review = account.review.badge
    outreach = account.outreach.badge
    tagCell = AccountCell(
      .tags, of: account, edit: edit?.field == .tags ? edit : nil, mayEdit: mayEdit, request)
    noteCell = AccountCell(
      .notes, of: account, edit: edit?.field == .notes ? edit : nil, mayEdit: mayEdit, request)
    touch = account.lastTouch.map(words.day) ?? "–"
  }
}

extension EmptyState {
  fileprivate static func noAccount(
    in campaign: Int, _ search: String, mayEdit: Bool
  ) -> EmptyState {
    search.isEmpty
      ? EmptyState(
        "No accounts yet", "Add accounts here, or attach a list under Sequence.",
        action: mayEdit ? "Add accounts" : "", href: "/campaigns/\(campaign)/add",
        isPrimary: true)
      : EmptyState(
        "No accounts found",
        "No account in this campaign has a name or domain starting with “\(search)”.",
        action: "Show all accounts", href: "/campaigns/\(campaign)/accounts")
  }
}
