import Foundation
import HTTPTypes
import Outreach
import Postgres
import Web

/// Templates/Ledger/expense.mustache: one line of the ledger, to be changed.
struct ExpensePage: Page {
  static let template = "Ledger/expense"

  let frame: Frame
  let id: Int
  let campaign: String
  let back: String
  let form: ExpenseForm
}

extension Site {
  func expense(_ request: Request) throws -> Response {
    let expense = try database.expense(request.parameter("expense"))
    let typed = ExpenseForm.Typed(expense)
    return try expensePage(expense, typed, FieldErrors(), FormVersion(of: typed.state))
  }

  func changeExpense(_ request: Request) throws -> Response {
    try lockForm(at: request)
    let expense = try database.expense(request.parameter("expense"))
    let typed = ExpenseForm.Typed(request.form, in: expense.campaign)
    var fieldErrors = FieldErrors()
    let new = typed.expense(&fieldErrors, on: today)
    let version = FormVersion(
      request.form, typed.state, saved: ExpenseForm.Typed(expense).state, of: "This expense",
      page: "/expenses/\(expense.id)")
    if let new, !version.isOvertaken {
      do {
        try database.savepoint { try database.change(expense.id, to: new) }
        return try seeOther(
          "/campaigns/\(expense.campaign)/costs",
          saying: .done("Changed: \(try sentence(about: expense.id))"))
      } catch Refusal.invalid(let rule) {
        fieldErrors.name(rule)
      }
    }
    return try expensePage(
      expense, typed, fieldErrors, version,
      status: version.isOvertaken ? .conflict : .unprocessableContent)
  }

  /// It is deleted, and can be restored: the flash holds the line as a form.
  func removeExpense(_ request: Request) throws -> Response {
    let expense = try database.expense(request.parameter("expense"))
    try database.remove(expense.id)
    let typed = ExpenseForm.Typed(expense)
    let fields = [
      ("category", typed.category), ("amount", typed.amount), ("currency", typed.currency),
      ("hours", typed.hours), ("rate", typed.rate), ("date", typed.date),
      ("reference", typed.reference), ("vendor", typed.vendor), ("description", typed.description),
      ("token", typed.token.uuidString),
    ]
    let path = "/campaigns/\(expense.campaign)/costs"
    return try seeOther(
      request.form["back"] == "costs" ? "/costs" : path,
      saying: .done(
        "Deleted: \(Words.amount("\(expense.amount)", expense.currency)) \(expense.currency).",
        undo: .init(path, fields.map { HiddenField($0.0, $0.1) })))
  }

  /// The amount, and its purpose: "640.00 EUR, Week 42."
  func sentence(about id: Expense.ID) throws -> String {
    let expense = try database.expense(id)
    let what = expense.description.isEmpty ? expense.category.words : expense.description
    let words = what.count > 80 ? "\(what.prefix(80)) …" : "\(what)."
    return "\(Words.amount("\(expense.amount)", expense.currency)) \(expense.currency), \(words)"
  }

  /// The current day in the current user's zone.
  var today: Day? { Day(sqlText: words.dayText(Date())) }

  private func expensePage(
    _ expense: Expense, _ typed: ExpenseForm.Typed, _ fieldErrors: FieldErrors,
    _ version: FormVersion, status: HTTPResponse.Status = .ok
  ) throws -> Response {
    try page(
      ExpensePage(
        frame: frame(.costs), id: expense.id.rawValue, campaign: expense.campaignName,
        back: "/campaigns/\(expense.campaign)/costs",
        form: ExpenseForm(
          typed, fieldErrors, campaigns: [], hint: "Three letters, such as EUR.",
          verb: "Save expense", version: version)), status: status)
  }
}
