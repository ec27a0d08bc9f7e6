import Foundation
import Outreach
import Postgres
import Text
import Web

/// Templates/Ledger/form.mustache: one expense, to be added or changed.
struct ExpenseForm {
  let token: String
  let verb: String
  /// Nil for a new one.
  let version: FormVersion?
  let errors: FormErrors?
  let campaign: FormField?
  let category: FormField
  let amount: FormField
  let currency: FormField
  let hours: FormField
  let rate: FormField
  let date: FormField
  let reference: FormField
  let vendor: FormField
  let description: FormField

  /// The form as it was typed.
  struct Typed {
    var campaign: Campaign.ID?
    var category = ExpenseCategory.other.rawValue
    var amount = ""
    var currency = ""
    var hours = ""
    var rate = ""
    var date = ""
    var reference = ""
    var vendor = ""
    var description = ""
    var token = UUID()
  }

  init(
    _ typed: Typed, _ fieldErrors: FieldErrors, campaigns: [CampaignChoice], hint: String,
    verb: String,
    version: FormVersion? = nil
  ) {
    self.version = version
    token = typed.token.uuidString
    self.verb = verb
    campaign =
      campaigns.isEmpty
      ? nil
      : FormField(
        "campaign", "Campaign", value: typed.campaign?.description ?? "",
        error: fieldErrors["campaign"],
        options: campaigns.map { (value: "\($0.id)", label: $0.name) })
    category = FormField(
      "category", "Category", value: typed.category, error: fieldErrors["category"],
      options: ExpenseCategory.allCases.map { ($0.rawValue, $0.words) })
    amount = FormField(
      "amount", "Amount", value: typed.amount, error: fieldErrors["amount"], isRight: true,
      attributes: ["inputmode": "decimal", "autocomplete": "off"])
    currency = FormField(
      "currency", "Currency", value: typed.currency, hint: hint, error: fieldErrors["currency"],
      attributes: ["maxlength": "3", "autocomplete": "off"])
    hours = FormField(
      "hours", "Hours", value: typed.hours, error: fieldErrors["hours"], isOptional: true,
      isRight: true, attributes: ["inputmode": "decimal", "autocomplete": "off"])
    rate = FormField(
      "rate", "Hourly rate", value: typed.rate, error: fieldErrors["rate"], isOptional: true,
      isRight: true, attributes: ["inputmode": "decimal", "autocomplete": "off"])
    date = FormField("date", "Date", value: typed.date, type: "date", error: fieldErrors["date"])
    reference = FormField(
      "reference", "Reference", value: typed.reference, error: fieldErrors["reference"],
      isOptional: true)
    vendor = FormField(
      "vendor", "Vendor", value: typed.vendor, error: fieldErrors["vendor"], isOptional: true)
    description = FormField(
      "description", "Description", value: typed.description, error: fieldErrors["description"],
      isOptional: true)
    errors = FormErrors.of(
      [campaign, category, amount, currency, hours, rate, date, reference, vendor, description]
        .compactMap { $0 })
  }
}

extension ExpenseForm {
  /// Its content, without the campaign.
  var state: FormState {
    FormState([category, amount, currency, hours, rate, date, reference, vendor, description])
  }
}

extension ExpenseForm.Typed {
  init(today: String, currency: String, campaign: Campaign.ID?) {
    self.init()
    date = today
    self.currency = currency
    self.campaign = campaign
  }

  init(_ form: Form, in campaign: Campaign.ID?) {
    self.init()
    self.campaign = campaign ?? Int(form["campaign"]).map(Campaign.ID.init(rawValue:))
    category = form["category"]
    amount = form["amount"].trimmingBlanks()
    currency = form["currency"].trimmingBlanks().uppercased()
    hours = form["hours"].trimmingBlanks()
    rate = form["rate"].trimmingBlanks()
    date = form["date"].trimmingBlanks()
    reference = form["reference"].trimmingBlanks()
    vendor = form["vendor"].trimmingBlanks()
    description = form["description"].trimmingBlanks()
    token = UUID(uuidString: form["token"]) ?? UUID()
  }

  init(_ expense: Expense) {
    self.init()
    campaign = expense.campaign
    category = expense.category.rawValue
    amount = expense.hours == nil ? "\(expense.amount)" : ""
    currency = expense.currency
    hours = expense.hours.map { "\($0)" } ?? ""
    rate = expense.hourlyRate.map { "\($0)" } ?? ""
    date = expense.spentOn.sqlText
    reference = expense.reference
    vendor = expense.vendor
    description = expense.description
  }

  /// As it would be saved: one amount may be written in several ways.
  var state: FormState {
    var kept = self
    if !(hours.isEmpty || rate.isEmpty) { kept.amount = "" }
    for number in [\Self.amount, \.hours, \.rate] {
      if case .exact(let amount) = Amount(kept[keyPath: number]) {
        kept[keyPath: number] = "\(amount)"
      }
    }
    return ExpenseForm(kept, FieldErrors(), campaigns: [], hint: "", verb: "").state
  }

  /// The expense, or nil and the errors by field.
  func expense(_ fieldErrors: inout FieldErrors, on today: Day?) -> NewExpense? {
    let kind = fieldErrors.choice("category", category, standard: ExpenseCategory.other)
    let hasHours = !(hours.isEmpty && rate.isEmpty)
    let isByTheHour = kind == .labour && hasHours
    let sum =
      isByTheHour && amount.isEmpty ? nil : money(amount, "amount", Self.mostAmount, &fieldErrors)
    let time = isByTheHour ? money(hours, "hours", Self.mostHours, &fieldErrors) : nil
    let price = isByTheHour ? money(rate, "rate", Self.mostRate, &fieldErrors) : nil
    if let time, let price, rounded(time * price) > Self.mostAmount {
      fieldErrors["hours"] =
        "Hours and rate come to more than \(Words.amount("\(Self.mostAmount)")), the most that one "
        + "entry may have."
    }
    if let sum, let time, let price, sum != rounded(time * price) {
      fieldErrors["amount"] =
        "\(time) h × \(price) is \(Words.amount("\(rounded(time * price))")), not \(amount). "
        + "Leave it empty, or change the hours or the rate."
    }
    if hasHours, !isByTheHour {
      fieldErrors[hours.isEmpty ? "rate" : "hours"] =
        "Hours and an hourly rate apply to labor only. Choose Labor, or leave them empty."
    }
    if campaign == nil { fieldErrors["campaign"] = "Choose a campaign." }
    if !Currencies.all.contains(currency) {
      fieldErrors["currency"] =
        currency.isEmpty
        ? "Which currency? Three letters, such as EUR."
        : "“\(currency)” is not an ISO 4217 currency. Enter three letters, such as EUR."
    }
    if let sum, Currencies.decimals(of: currency) == 0, sum != rounded(sum, to: 0) {
      fieldErrors["amount"] = "An amount in \(currency) has no decimals. Write a whole one."
    }
    let day = Day(sqlText: date).flatMap { $0.isReal ? $0 : nil }
    fieldErrors["date"] = complaint(about: day, today)
    fieldErrors.limit("reference", reference)
    fieldErrors.limit("vendor", vendor)
    fieldErrors.limit("description", description, to: 1_000)
    guard fieldErrors.isEmpty, let day else { return nil }
    return NewExpense(
      spentOn: day, category: kind, amount: sum, currency: currency, hours: time,
      hourlyRate: price, vendor: vendor, description: description, reference: reference,
      token: token)
  }

  private func complaint(about day: Day?, _ today: Day?) -> String {
    guard let day else { return "“\(date)” is not a date. Enter it like 2026-03-31." }
    if day.year < 2000 { return "“\(date)” is before the year 2000." }
    if let today, day > today.aYearLater { return "“\(date)” is more than a year ahead." }
    return ""
  }

  /// The limits of the ledger's columns; ten years have 87,660 hours.
  private static let mostAmount = Decimal(99_999_999_999_999) / 100
  private static let mostHours = Decimal(100_000)
  private static let mostRate = Decimal(999_999_999_999) / 100

  /// As the database rounds it.
  private func rounded(_ amount: Decimal, to decimals: Int = 2) -> Decimal {
    var (exact, rounded) = (amount, Decimal())
    NSDecimalRound(&rounded, &exact, decimals, .plain)
    return rounded
  }

  private func money(
    _ text: String, _ field: String, _ most: Decimal, _ fieldErrors: inout FieldErrors
  ) -> Decimal? {
    switch Amount(text) {
    case .exact(let amount) where amount > most:
      fieldErrors[field] = "At most \(Words.amount("\(most)"))."
      return nil
    case .exact(let amount): return amount
    case .wrong(let why):
      fieldErrors[field] = why
      return nil
    }
  }
}

extension FieldErrors {
  /// A refusal of the database, at the field that it is about.
  mutating func name(_ rule: String) {
    switch rule {
    case "expense_is_positive": self["amount"] = "Enter an amount above 0."
    case "expense_currency_is_iso": self["currency"] = "Three letters, such as EUR."
    default: self["amount"] = "The ledger does not take this: \(rule)."
    }
  }
}
