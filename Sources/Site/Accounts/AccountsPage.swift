import Foundation
import HTTPTypes
import Outreach
import Postgres
import Web

/// Templates/Accounts/accounts.mustache
struct AccountsPage: Page {
  static let template = "Accounts/accounts"

  let frame: Frame
  let mayEdit: Bool
  let search: String
  let statuses: [FormField.Option]
  let isFiltered: Bool
  let accounts: [Item]
  let empty: [EmptyState]
  let paging: Paging

  struct Item {
    let id: Int
    let name: String
    let domain: String
    let industry: String
    let place: String
    let status: Badge
  }
}

/// Templates/Accounts/new.mustache
struct NewAccountPage: Page {
  static let template = "Accounts/new"

  let frame: Frame
  let errors: [FormErrors]
  let fields: [FormField]
}

extension Site {
  func accounts(_ request: Request) throws -> Response {
    let turn = PageTurn(request)
    let search = request.query["search"].trimmingBlanks()
    let status = request.query["status"]
    let place = turn.alphabetPlace
    let found =
      search.isEmpty
      ? AccountsFound(try database.accounts(status: status, at: place))
      : try database.accounts(holding: search, status: status, at: place)
    let (shown, paging) = Paging.of(
      found.accounts, limit: 50, turn, request, of: ("account", "accounts"),
      stop: found.stop.map { (PageTurn.key(of: $0.key), $0.looked) }
    ) { PageTurn.key(of: $0.key) }
    let mayEdit = try viewer.may(.edit)
    let isFiltered = !search.isEmpty || !status.isEmpty
    return try page(
      AccountsPage(
        frame: frame(.accounts), mayEdit: mayEdit, search: search,
        statuses: [FormField.Option(value: "", label: "Any status", isChosen: status.isEmpty)]
          + database.accountStatuses().map {
            .init(value: $0, label: Words.sentence($0), isChosen: $0 == status)
          },
        isFiltered: isFiltered, accounts: shown.map { .init($0.account) },
        empty: shown.isEmpty
          ? paging.notYetFound ?? [.noAccount(isFiltered: isFiltered, mayEdit: mayEdit)] : [],
        paging: paging))
  }

  func newAccount(_ request: Request) throws -> Response {
    try page(
      NewAccountPage(
        frame: frame(.accounts), errors: [], fields: AccountForm(Form()).fields(Complaints())))
  }

  func makeAccount(_ request: Request) throws -> Response {
    let form = AccountForm(request.form)
    var complaints = form.complaints
    if complaints.isEmpty {
      do {
        let id = try database.makeAccount(form.account)
        return .seeOther("/accounts/\(id)")
      } catch Refusal.conflict(let why) {
        complaints["name"] = why
      }
    }
    let fields = form.fields(complaints)
    return try page(
      NewAccountPage(frame: frame(.accounts), errors: FormErrors.of(fields), fields: fields),
      status: .unprocessableContent)
  }
}

extension AccountsPage.Item {
  init(_ account: Account) {
    id = account.id.rawValue
    name = account.name
    domain = account.domain ?? ""
    industry = account.industry ?? ""
    place = [account.city, account.country].compactMap { $0 }.joined(separator: ", ")
    status = Badge.account(account.status)
  }
}

extension EmptyState {
  fileprivate static func noAccount(isFiltered: Bool, mayEdit: Bool) -> EmptyState {
    isFiltered
      ? EmptyState(
        "No account found",
        "No name holds these words and no domain begins so, or none of these has this status.",
        action: "Show all accounts", href: "/accounts")
      : EmptyState(
        "No account yet", "An import of leads brings them, each with its people.",
        action: mayEdit ? "Import leads" : "", href: "/imports/new", isPrimary: mayEdit)
  }
}
