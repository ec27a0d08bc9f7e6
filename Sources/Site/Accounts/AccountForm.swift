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
    fields.employees = Int(text("employees"))
    fields.country = countryCode(text("country")) ?? text("country")
    fields.city = text("city")
    fields.phone = text("phone")
    fields.language = text("language").lowercased()
    fields.description = text("description")
    return fields
  }

  var fieldErrors: FieldErrors {
    var fieldErrors = FieldErrors()
    if text("name").isEmpty { fieldErrors["name"] = "An account needs a name." }
    let employees = text("employees")
    if !employees.isEmpty, Int(employees).map({ (0...Int(Int32.max)).contains($0) }) != true {
      fieldErrors["employees"] = "“\(employees)” is not a whole number."
    }
    let domain = account.domain
    if !domain.isEmpty, registrableDomain(of: domain) == nil || domain.contains("/") {
      fieldErrors["domain"] = "“\(domain)” is not a domain. Enter it like frost.example."
    }
    if ![0, 2].contains(text("language").count) {
      fieldErrors["language"] = "Choose a language from the list."
    }
    for name in ["name", "domain", "industry", "country", "city", "phone"] {
      fieldErrors.limit(name, text(name))
    }
    fieldErrors.limit("website", text("website"), to: 500)
    fieldErrors.limit("description", text("description"), to: 4_000)
    return fieldErrors
  }

  /// `twin` is the account that already has the name or the domain that a complaint is about.
  func fields(_ fieldErrors: FieldErrors, twin: Account? = nil) -> [FormField] {
    let link = twin.map { FormField.Link("Open \($0.name)", "/accounts/\($0.id)") }
    func field(_ name: String, _ label: String, hint: String = "") -> FormField {
      FormField(
        name, label, value: form[name], hint: hint, error: fieldErrors[name],
        errorLink: ["name", "domain"].contains(name) ? link : nil,
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

  private func text(_ name: String) -> String { form[name].trimmingBlanks() }
}

/// Countries by name, including the saved one, whatever it is.
private func countryOptions(saved: String) -> [(value: String, label: String)] {
  let known = countriesByName.map { (value: $0.code, label: $0.name) }
  let isKnown = saved.isEmpty || known.contains { $0.value == saved }
  return [("", "Not set")] + (isKnown ? [] : [(saved, saved)]) + known
}
