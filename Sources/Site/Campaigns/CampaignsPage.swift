import Outreach
import Postgres
import Web

/// Templates/Campaigns/campaigns.mustache
struct CampaignsPage: Page {
  static let template = "Campaigns/campaigns"

  let frame: Frame
  let mayEdit: Bool
  let maySeeCosts: Bool
  let mayEnterCosts: Bool
  let mayLaunch: Bool
  let search: String
  /// The order, kept when filtering.
  let sort: String
  /// The query of this page, to which a change here returns.
  let query: String
  let byName: SortHead
  let figureHeads: [SortHead]
  let filters: [FormField]
  let isArchived: Bool
  let current: String
  let archived: String
  let items: [CampaignItem]
  let empty: EmptyState?
  let paging: Paging
}

struct CampaignItem {
  let id: Int
  let name: String
  let goal: String
  let product: String
  let stage: String
  let status: Badge
  let launch: String
  /// The seconds until it launches; nil: it is not scheduled.
  let left: Int?
  let total: Figure
  let scored: Figure
  let approved: Figure
  let outreached: Figure
  let responded: Figure
  let rate: String
  let spend: String
  let currency: String
  let isMixed: Bool
  let mixed: String

  /// A number in a table: zero is muted.
  struct Figure {
    let figure: String
    let isZero: Bool

    init(_ number: Int) {
      figure = Words.number(number)
      isZero = number == 0
    }
  }

  init(_ line: CampaignLine, isArchived: Bool, _ words: Words) {
    id = line.id.rawValue
    name = line.name
    goal = line.goal.words
    product = line.productName
    stage = line.stage.words
    status =
      isArchived
      ? .archived : Badge.campaign(line.status, launchAt: line.launchAt, line.mails)
    left =
      !isArchived && Badge.isScheduled(line.status, line.launchAt)
      ? Words.secondsUntil(line.launchAt) : nil
    launch = line.launchAt.map(words.launch) ?? ""
    total = Figure(line.statistics.total)
    scored = Figure(line.statistics.scored)
    approved = Figure(line.statistics.approved)
    outreached = Figure(line.statistics.outreached)
    responded = Figure(line.statistics.responded)
    rate = line.statistics.responseRate.map(Words.percent) ?? ""
    let sums = line.spend.map(Money.init)
    isMixed = sums.count > 1
    mixed = sums.map(\.words).joined(separator: " and ")
    spend = isMixed ? "" : sums.first?.amount ?? ""
    currency = sums.first?.currency ?? ""
  }
}

/// "7842.50 EUR", the database's form of a sum.
struct Money {
  let amount: String
  let currency: String

  init(_ text: String) {
    let parts = text.split(separator: " ")
    currency = parts.count > 1 ? String(parts[1]) : ""
    amount = Words.amount(parts.first.map(String.init) ?? "0", currency)
  }

  var words: String { "\(amount) \(currency)" }
}

extension Site {
  func campaigns(_ request: Request) throws -> Response {
    let filter = CampaignFilter(request)
    let turn = PageTurn(request)
    let order = CampaignOrder(request)
    let key = turn.key.flatMap { key in
      key.text(0).flatMap { value in key.id(1).map { CampaignKey(value: value, id: $0) } }
    }
    let lines = try database.campaigns(
      filter, by: order, key: key, isBackwards: turn.isBackwards, limit: 51)
    let (shown, paging) = Paging.of(lines, turn, request, of: ("campaign", "campaigns")) {
      [$0.sortValue, $0.id.description]
    }
    let sort = request.query["sort"]
    func head(_ label: String, _ column: CampaignOrder.Column, _ look: String) -> SortHead {
      SortHead(
        label, column.rawValue, sort: sort, request, look: look, startsDescending: column != .name)
    }
    let currentUser = try currentUser
    return try page(
      CampaignsPage(
        frame: frame(.campaigns), mayEdit: currentUser.may(.edit),
        maySeeCosts: currentUser.may(.seeCosts),
        mayEnterCosts: currentUser.may(.enterCosts), mayLaunch: currentUser.may(.launch),
        search: filter.search, sort: sort,
        query: String(request.address([:]).dropFirst(request.path.count)),
        byName: head("Campaign", .name, ""),
        figureHeads: [
          head("Accounts", .accounts, "r hide-s"), head("Scored", .scored, "r hide-m"),
          head("Approved", .approved, "r hide-m"), head("Contacted", .outreached, "r hide-s"),
          head("Responded", .responded, "r hide-m"),
        ],
        filters: filter.fields, isArchived: filter.isArchived,
        current: request.address(["archived": "", "after": "", "before": ""]),
        archived: request.address(["archived": "1", "after": "", "before": ""]),
        items: shown.map { CampaignItem($0, isArchived: filter.isArchived, words) },
        empty: shown.isEmpty ? filter.emptyState(mayEdit: currentUser.may(.edit)) : nil,
        paging: paging))
  }
}

extension CampaignOrder {
  init(_ request: Request) {
    let sort = request.query["sort"]
    let isDescending = sort.hasPrefix("-")
    let column = Column(rawValue: isDescending ? String(sort.dropFirst()) : sort)
    self.init(column ?? .made, isDescending: column == nil || isDescending)
  }
}

extension CampaignFilter {
  init(_ request: Request) {
    self.init()
    search = request.query["q"]
    status = Status(rawValue: request.query["status"])
    goal = Goal(rawValue: request.query["goal"])
    stage = Stage(rawValue: request.query["stage"])
    isArchived = !request.query["archived"].isEmpty
  }

  fileprivate var fields: [FormField] {
    [
      FormField(
        "status", "Email status", value: status?.rawValue ?? "",
        options: [("", "Any email status")] + Status.allCases.map { ($0.rawValue, $0.words) }),
      FormField(
        "goal", "Goal", value: goal?.rawValue ?? "",
        options: [("", "Any goal")] + Goal.allCases.map { ($0.rawValue, $0.words) }),
      FormField(
        "stage", "Stage", value: stage?.rawValue ?? "",
        options: [("", "Any stage")] + Stage.allCases.map { ($0.rawValue, $0.words) }),
    ]
  }

  fileprivate func emptyState(mayEdit: Bool) -> EmptyState {
    var archive = CampaignFilter()
    archive.isArchived = true
    if self == archive {
      return EmptyState(
        "No archived campaigns", "Campaigns that you archive are kept here.",
        action: "Show all campaigns", href: "/campaigns")
    }
    if self != CampaignFilter() {
      return EmptyState(
        "No campaigns found", "No campaign matches the filters.", action: "Show all campaigns",
        href: "/campaigns")
    }
    return EmptyState(
      "No campaigns yet", "Create one from a product and a list.",
      action: mayEdit ? "New campaign" : "", href: "/campaigns/new", isPrimary: true)
  }
}
