import Foundation
import Outreach
import Text
import Web

/// The form of an account's fields, as typed.
struct AccountForm {
  private let form: Form

  init(_ form: Form) {
    self.form = form
  }

  init(_ account: AccountFields) {
    var form = Form()
    form["name"] = account.name
    form["domain"] = account.domain
    form["website"] = account.website
    form["industry"] = account.industry
    form["employees"] = account.employees.map(String.init) ?? ""
    form["country"] = account.country
    form["city"] = account.city
    form["phone"] = account.phone
    form["language"] = account.language
    form["description"] = account.description
    self.form = form
  }

  var state: FormState { FormState(fields(FieldErrors())) }

  var account: AccountFields {
    var fields = AccountFields(name: text("name"))
    fields.domain = asciiHost(text("domain")) ?? text("domain").lowercased()
    fields.website = text("website")
    fields.industry = text("industry")
    fields.employees = typedEmployees(text("employees"))
    fields.country = countryCode(text("country")) ?? text("country")
    fields.city = text("city")
    let phone = readPhone(text("phone"), region: fields.country)
    fields.phone = phone.valid ? phone.e164 : text("phone")
    fields.language = text("language").lowercased()
    fields.description = text("description")
    return fields
  }

  /// `saved` are the account's own fields: what it has from a file stays as it is.
  func fieldErrors(saved: AccountFields = AccountFields(name: "")) -> FieldErrors {
    var fieldErrors = FieldErrors()
    if text("name").isEmpty { fieldErrors["name"] = "An account needs a name." }
    let employees = text("employees")
    if !employees.isEmpty, typedEmployees(employees) == nil {
      fieldErrors["employees"] = "“\(employees.prefix(40))” is not a whole number."
    }
    let account = account
    let domain = account.domain
    if !domain.isEmpty, registrableDomain(of: domain) == nil || domain.contains("/") {
      fieldErrors["domain"] = "“\(domain.prefix(80))” is not a domain. Enter it like frost.example."
    }
    fieldErrors["language"] = LanguageWords.complaint(
      about: account.language, saved: saved.language)
    if account.country != saved.country {
      _ = fieldErrors.choice("country", account.country, of: countriesByName.lazy.map(\.code))
    }
    if account.website != saved.website {
      fieldErrors["website"] = complaint(aboutWebAddress: account.website)
    }
    let phone = account.phone
    if !phone.isEmpty, phone != saved.phone,
      let flaw = readPhone(phone, region: account.country).flaw(of: phone, region: account.country)
    {
      fieldErrors["phone"] = "“\(phone.prefix(40))” is \(flaw). Enter it like +49 30 901820."
    }
    for name in ["name", "domain", "industry", "country", "city", "phone"] {
      fieldErrors.limit(name, text(name))
    }
    fieldErrors.limit("website", text("website"), to: 500)
    fieldErrors.limit("description", text("description"), to: 4_000)
    return fieldErrors
  }

  /// `twin` is the account that already has what this field says: its name or its domain.
  func fields(
    _ fieldErrors: FieldErrors, twin: (account: Account, field: String)? = nil
  ) -> [FormField] {
    let link = twin.map { FormField.Link("Open \($0.account.name)", "/accounts/\($0.account.id)") }
    func field(_ name: String, _ label: String, hint: String = "") -> FormField {
      FormField(
        name, label, value: form[name], hint: hint, error: fieldErrors[name],
        errorLink: name == twin?.field ? link : nil,
        isOptional: name != "name", isRequired: name == "name")
    }
    let (country, language) = (account.country, account.language)
    return [
      field("name", "Name"), field("domain", "Domain"), field("website", "Website"),
      field("industry", "Industry"), field("employees", "Employees"),
      FormField(
        "country", "Country", value: country, error: fieldErrors["country"], isOptional: true,
        options: countryOptions(saved: country)),
      field("city", "City"), field("phone", "Phone"),
      FormField(
        "language", "Language", value: language, error: fieldErrors["language"], isOptional: true,
        options: LanguageWords.options(saved: language, none: "Not set")),
      field("description", "Description"),
    ]
  }

  /// The field in which another account has the same: its domain or its name. `saved` are the
  /// account's own fields.
  func field(sharedWith twin: Account, saved: AccountFields? = nil) -> String {
    let domain = account.domain
    let isOfDomain =
      !domain.isEmpty && domain != saved?.domain && twin.domain?.isEmpty == false
      && [domain, registrableDomain(of: domain)].contains(twin.domain)
    return isOfDomain ? "domain" : "name"
  }

  private func text(_ name: String) -> String { form[name].trimmingBlanks() }
}

/// How many work somewhere, as typed; nil for what is no such number.
func typedEmployees(_ text: String) -> Int? {
  typedWholeNumber(text).flatMap { $0 <= Int(Int32.max) ? $0 : nil }
}

/// What is wrong with the address of a page; empty: nothing, and there may be none.
func complaint(aboutWebAddress text: String) -> String {
  let rest = text.firstMatch(of: /^https?:\/\/([^\/?#\s]+)/.ignoresCase())
  if text.isEmpty || (rest != nil && !text.contains(where: \.isWhitespace)) { return "" }
  return "“\(text.prefix(80))” is not the address of a page. Enter one that starts with https://."
}

/// Countries by name, including the saved one, whatever it is.
private func countryOptions(saved: String) -> [(value: String, label: String)] {
  let known = countriesByName.map { (value: $0.code, label: $0.name) }
  let isKnown = saved.isEmpty || known.contains { $0.value == saved }
  return [("", "Not set")] + (isKnown ? [] : [(saved, saved)]) + known
}
