import Foundation
import HTTPTypes
import Outreach
import Postgres
import Text
import Web

/// Templates/Ledger/ledger.mustache: expenses, of one campaign or of all, and the form that adds one.
struct LedgerPage: Page {
  static let template = "Ledger/ledger"

  let frame: Frame
  let head: CampaignHead?
  let isOverall: Bool
  let action: String
  let search: String
  let filters: [FormField]
  let summary: String
  let totals: [Total]
  let isMixed: Bool
  let entries: [Entry]
  let empty: EmptyState?
  let paging: Paging
  let costs: CostPanel?
  let form: ExpenseForm?

  struct Total {
    let amount: String
    let currency: String
    let isFurther: Bool
  }

  struct Entry {
    let id: Int
    let day: String
    let title: String
    let about: String
    let category: String
    let campaign: String
    let campaignHref: String
    let amount: String
    let currency: String
    let mayEnter: Bool
    let isOverall: Bool
  }
}

extension Site {
  func costs(_ request: Request) throws -> Response {
    try ledgerPage(request, of: nil, form: nil)
  }

  func campaignCosts(_ request: Request) throws -> Response {
    try ledgerPage(request, of: request.parameter("campaign"), form: nil)
  }

  func postExpense(_ request: Request) throws -> Response {
    let campaign: Campaign.ID? =
      request.parameters["campaign"] == nil ? nil : try request.parameter("campaign")
    var fieldErrors = FieldErrors()
    let typed = ExpenseForm.Typed(request.form, in: campaign)
    let expense = typed.expense(&fieldErrors, on: today)
    if let expense, let target = typed.campaign {
      do {
        let id = try database.savepoint { try database.post(expense, to: target) }
        let back = campaign.map { "/campaigns/\($0)/costs" } ?? "/costs"
        return try seeOther(back, saying: .done("Added: \(try sentence(about: id))"))
      } catch Refusal.invalid(let rule) {
        fieldErrors.name(rule)
      } catch Refusal.notFound {
        fieldErrors["campaign"] = "Choose a campaign of this workspace."
      }
    }
    return try ledgerPage(
      request, of: campaign, form: (typed, fieldErrors), status: .unprocessableContent)
  }

  private func ledgerPage(
    _ request: Request, of campaign: Campaign.ID?,
    form: (typed: ExpenseForm.Typed, fieldErrors: FieldErrors)?,
    status: HTTPResponse.Status = .ok
  ) throws -> Response {
    let currentUser = try currentUser
    let overview = try campaign.map { try database.overview(of: $0) }
    let filter = ExpenseFilter(request, campaign: campaign)
    let turn = PageTurn(request)
    let key = turn.key.flatMap { key in
      key.day(0).flatMap { day in key.id(1).map { (day: day, id: $0 as Expense.ID) } }
    }
    let found = try database.expenses(
      filter, after: turn.isBackwards ? nil : key, before: turn.isBackwards ? key : nil, limit: 51)
    let totals = try database.ledgerTotals(filter)
    let count = totals.reduce(0) { $0 + $1.entries }
    let (shown, paging) = Paging.of(
      found, turn, request, of: ("entry", "entries"), total: Total(count), words: ("Newer", "Older")
    ) { [$0.spentOn.sqlText, "\($0.id)"] }
    let choices = campaign == nil ? try database.campaignChoices() : []
    let hasCampaign = campaign != nil || !choices.isEmpty
    let mayEnter = currentUser.may(.enterCosts)
    let head = try overview.map { try campaignHead($0, on: .costs) }
    return try page(
      LedgerPage(
        frame: head.map(frame(of:)) ?? frame(.costs), head: head,
        isOverall: campaign == nil, action: campaign.map { "/campaigns/\($0)/costs" } ?? "/costs",
        search: filter.search, filters: filter.fields,
        summary: "Total of \(Words.count(count, "entry", "entries"))",
        totals: totals.enumerated().map { place, total in
          .init(
            amount: Words.amount(total.amount, total.currency), currency: total.currency,
            isFurther: place > 0)
        }, isMixed: totals.count > 1,
        entries: shown.map {
          .init(
            $0, words, mayEnter: mayEnter, isOverall: campaign == nil)
        },
        empty: shown.isEmpty
          ? .noExpense(
            filter.isFiltering ? request.address(["q": "", "category": "", "currency": ""]) : nil,
            hasCampaign: hasCampaign, mayEdit: currentUser.may(.edit), mayEnter: mayEnter) : nil,
        paging: paging, costs: try overview.map { try costPanel(of: $0) },
        form: mayEnter && hasCampaign
          ? try expenseForm(of: campaign, choices, form?.typed, form?.fieldErrors ?? FieldErrors())
          : nil),
      status: status)
  }

  private func costPanel(of overview: CampaignOverview) throws -> CostPanel {
    let (lines, calls) = try database.together(
      SpendLine.all(of: overview.campaign.id), APICostLine.all(of: overview.campaign.id))
    return CostPanel(
      CostSummary(
        lines, outreached: overview.statistics.outreached,
        responded: overview.statistics.responded),
      api: calls, of: overview.campaign.id, mayEnter: false)
  }

  /// A form with a token of its own, and the currency of the last entry.
  private func expenseForm(
    of campaign: Campaign.ID?, _ choices: [CampaignChoice], _ typed: ExpenseForm.Typed?,
    _ fieldErrors: FieldErrors
  ) throws -> ExpenseForm {
    let last = try database.lastCurrency(of: campaign)
    let fresh = ExpenseForm.Typed(
      today: words.dayText(Date()), currency: last ?? "", campaign: campaign)
    return ExpenseForm(
      typed ?? fresh, fieldErrors,
      campaigns: choices,
      hint: last.map { "\($0) as in the last entry." } ?? "Three letters, such as EUR.",
      verb: "Add expense")
  }
}

extension LedgerPage.Entry {
  init(_ expense: Expense, _ words: Words, mayEnter: Bool, isOverall: Bool) {
    id = expense.id.rawValue
    day = "\(expense.spentOn.day) \(Words.month(expense.spentOn.month)) \(expense.spentOn.year)"
    let labor = expense.hours.map { hours in
      "\(hours) h × \(Words.amount("\(expense.hourlyRate ?? 0)", expense.currency))"
    }
    title = expense.description.isEmpty ? labor ?? expense.category.words : expense.description
    about = [expense.description.isEmpty ? "" : labor ?? "", expense.vendor, expense.reference]
      .filter { !$0.isEmpty }.joined(separator: " · ")
    category = expense.category.words
    campaign = expense.campaignName
    campaignHref = "/campaigns/\(expense.campaign)/costs"
    amount = Words.amount("\(expense.amount)", expense.currency)
    currency = expense.currency
    self.mayEnter = mayEnter
    self.isOverall = isOverall
  }
}

extension EmptyState {
  /// `unfiltered` is where all entries are, if a filter hides them.
  fileprivate static func noExpense(
    _ unfiltered: String?, hasCampaign: Bool, mayEdit: Bool, mayEnter: Bool
  ) -> EmptyState {
    if let unfiltered {
      return EmptyState(
        "No expenses found", "No expense matches the search and the filters.",
        action: "Show all expenses", href: unfiltered)
    }
    return hasCampaign
      ? EmptyState(
        "No expenses yet",
        mayEnter
          ? "Add the first one: what was spent, when and on which campaign."
          : "Expenses appear here when your team adds them.",
        action: mayEnter ? "Add an expense" : "", href: "#add")
      : EmptyState(
        "No campaigns yet", "Create a campaign first: every expense belongs to one.",
        action: mayEdit ? "New campaign" : "To the campaigns",
        href: mayEdit ? "/campaigns/new" : "/campaigns", isPrimary: mayEdit)
  }
}

extension ExpenseFilter {
  init(_ request: Request, campaign: Campaign.ID?) {
    self.init()
    self.campaign = campaign
    search = request.query["q"].trimmingBlanks()
    category = ExpenseCategory(rawValue: request.query["category"])
    currency = request.query["currency"].uppercased()
  }

  fileprivate var isFiltering: Bool { !search.isEmpty || category != nil || !currency.isEmpty }

  fileprivate var fields: [FormField] {
    [
      FormField(
        "category", "Category", value: category?.rawValue ?? "", id: "filter-category",
        options: [("", "Any category")]
          + ExpenseCategory.allCases.map { ($0.rawValue, $0.words) })
    ]
  }
}
