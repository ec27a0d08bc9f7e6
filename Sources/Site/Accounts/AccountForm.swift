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

  var state: FormState { FormState(fields(Complaints())) }

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

  var complaints: Complaints {
    var complaints = Complaints()
    if text("name").isEmpty { complaints["name"] = "An account needs a name." }
    let employees = text("employees")
    if !employees.isEmpty, Int(employees).map({ (0...Int(Int32.max)).contains($0) }) != true {
      complaints["employees"] = "“\(employees)” is no whole number."
    }
    let domain = account.domain
    if !domain.isEmpty, registrableDomain(of: domain) == nil || domain.contains("/") {
      complaints["domain"] = "“\(domain)” is no domain. Write it as in frost.example."
    }
    if ![0, 2].contains(text("language").count) {
      complaints["language"] = "A language's code has two letters, as in de."
    }
    for name in ["name", "domain", "industry", "country", "city", "phone"] {
      complaints.limit(name, text(name))
    }
    complaints.limit("website", text("website"), to: 500)
    complaints.limit("description", text("description"), to: 4_000)
    return complaints
  }

  /// `twin` is the account that a complaint about the name or the domain speaks of.
  func fields(_ complaints: Complaints, twin: Account? = nil) -> [FormField] {
    let link = twin.map { FormField.Link("Open \($0.name)", "/accounts/\($0.id)") }
    func field(_ name: String, _ label: String, hint: String = "") -> FormField {
      FormField(
        name, label, value: form[name], hint: hint, error: complaints[name],
        errorLink: ["name", "domain"].contains(name) ? link : nil,
        isOptional: name != "name", isRequired: name == "name")
    }
    return [
      field("name", "Name"), field("domain", "Domain"), field("website", "Website"),
      field("industry", "Industry"), field("employees", "Employees"),
      field("country", "Country"), field("city", "City"), field("phone", "Phone"),
      field("language", "Language", hint: "Two letters, as in de."),
      field("description", "Description"),
    ]
  }

  private func text(_ name: String) -> String { form[name].trimmingBlanks() }
}
