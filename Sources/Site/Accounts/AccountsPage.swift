import Foundation
import HTTPTypes
import Outreach
import Postgres
import Text
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
  let empty: EmptyState?
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
  let errors: FormErrors?
  let fields: [FormField]
  /// The field that allows a second account with the same domain or name.
  let despite: FormField?
}

extension Site {
  func accounts(_ request: Request) throws -> Response {
    let turn = PageTurn(request)
    let search = request.query["search"].trimmingBlanks()
    let status = AccountStatus(rawValue: request.query["status"])
    let place = turn.alphabetPlace
    let found =
      search.isEmpty
      ? AccountsFound(try database.accounts(status: status, at: place))
      : try database.accounts(holding: search, status: status, at: place)
    let (shown, paging) = Paging.of(
      found.accounts, limit: 50, turn, request, of: ("account", "accounts"),
      total: search.isEmpty ? try database.totalAccounts(status: status) : nil,
      stop: found.stop.map { (PageTurn.key(of: $0.key), $0.looked) }
    ) { PageTurn.key(of: $0.key) }
    let mayEdit = try currentUser.may(.edit)
    let isFiltered = !search.isEmpty || status != nil
    return try page(
      AccountsPage(
        frame: frame(.accounts), mayEdit: mayEdit, search: search,
        statuses: [FormField.Option(value: "", label: "Any status", isChosen: status == nil)]
          + AccountStatus.allCases.map {
            .init(value: $0.rawValue, label: $0.words, isChosen: $0 == status)
          },
        isFiltered: isFiltered, accounts: shown.map { .init($0.account) },
        empty: shown.isEmpty
          ? paging.notYetFound ?? .noAccount(isFiltered: isFiltered, mayEdit: mayEdit) : nil,
        paging: paging))
  }

  func newAccount(_ request: Request) throws -> Response {
    try page(
      NewAccountPage(
        frame: frame(.accounts), errors: nil, fields: AccountForm(Form()).fields(FieldErrors()),
        despite: nil))
  }

  func makeAccount(_ request: Request) throws -> Response {
    let form = AccountForm(request.form)
    let account = form.account
    var fieldErrors = form.fieldErrors()
    let twin = try database.twin(of: account)
    var twinField = "name"
    var mayBeSecond = true
    let isWanted = twin.map { request.form.all("despite").contains("\($0.id)") } ?? true
    if let twin, !isWanted {
      twinField = form.field(sharedWith: twin)
      fieldErrors[twinField] = "\(twin.name) already has this \(twinField)."
    }
    if fieldErrors.isEmpty {
      do {
        let id = try database.makeAccount(account)
        return try seeOther("/accounts/\(id)", saying: .done("\(account.name) was added."))
      } catch Refusal.conflict(let why) {
        fieldErrors["name"] = why
        mayBeSecond = false
      }
    }
    let fields = form.fields(fieldErrors, twin: twin.map { ($0, twinField) })
    return try page(
      NewAccountPage(
        frame: frame(.accounts), errors: FormErrors.of(fields), fields: fields,
        despite: !mayBeSecond
          ? nil
          : twin.map {
            FormField(
              "despite", "Add a duplicate account anyway", value: "\($0.id)",
              hint: "Its contacts, scores and conversations are separate from those of \($0.name).",
              isChecked: isWanted)
          }), status: .unprocessableContent)
  }
}

extension AccountsPage.Item {
  init(_ account: Account) {
    id = account.id.rawValue
    name = account.name
    domain = account.domain ?? ""
    industry = account.industry ?? ""
    place = [account.city, account.country.map(countryName)].compactMap { $0 }.joined(
      separator: ", ")
    status = account.shownStatus.badge
  }
}

extension EmptyState {
  fileprivate static func noAccount(isFiltered: Bool, mayEdit: Bool) -> EmptyState {
    isFiltered
      ? EmptyState(
        "No accounts found",
        "No account matches these words and this status. Search by words in the name or the start of the domain.",
        action: "Show all accounts", href: "/accounts")
      : EmptyState(
        "No accounts yet", "Import leads to create accounts with their contacts.",
        action: mayEdit ? "Import leads" : "", href: "/imports/new", isPrimary: mayEdit)
  }
}
