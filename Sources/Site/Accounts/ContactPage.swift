import Foundation
import HTTPTypes
import Outreach
import Postgres
import Text
import Web

/// Templates/Accounts/contact.mustache
struct ContactPage: Page {
  static let template = "Accounts/contact"

  let frame: Frame
  let id: Int
  let name: String
  let account: Int
  let accountName: String
  let state: Badge
  let mayEdit: Bool
  let facts: [Fact]
  let version: FormVersion
  let errors: FormErrors?
  let fields: [FormField]

  struct Fact {
    let label: String
    let value: String
  }
}

/// The form of a contact's fields, as typed.
struct ContactForm {
  private let form: Form

  init(_ form: Form) {
    self.form = form
  }

  init(_ fields: ContactFields) {
    var form = Form()
    form["email"] = fields.email
    form["first_name"] = fields.firstName
    form["last_name"] = fields.lastName
    form["title"] = fields.title
    form["phone"] = fields.phone
    form["linkedin"] = fields.linkedin
    form["language"] = fields.language
    self.form = form
  }

  var contact: ContactFields {
    var fields = ContactFields()
    fields.email = EmailAddress(text("email"))?.text ?? text("email")
    fields.firstName = text("first_name")
    fields.lastName = text("last_name")
    fields.title = text("title")
    let phone = readPhone(text("phone"), region: "")
    fields.phone = phone.valid ? phone.e164 : ""
    fields.linkedin = text("linkedin")
    fields.language = text("language").lowercased()
    return fields
  }

  var state: FormState { FormState(fields(FieldErrors())) }

  /// `account` is the contact's account.
  func fieldErrors(
    besides id: Contact.ID?, of account: Account.ID, _ database: some Queryable
  ) throws -> FieldErrors {
    var fieldErrors = FieldErrors()
    // What the contact has from a file stays as it is.
    let saved = try id.map { try database.contactFields($0) } ?? ContactFields()
    let email = text("email")
    if email.isEmpty, text("phone").isEmpty {
      fieldErrors["email"] = "Enter an email address or a phone number."
    } else if !email.isEmpty, let flaw = EmailFlaw(in: email) {
      fieldErrors["email"] = flaw.rawValue
    } else if !email.isEmpty, let other = try database.owner(of: contact.email, besides: id) {
      fieldErrors["email"] = Self.taken(by: other)
    } else if !email.isEmpty,
      try id.map({ try database.contact($0).emailKey != contact.email.lowercased() }) ?? true,
      let marked = try database.accountNotToContact(at: email), marked.id != account
    {
      fieldErrors["email"] =
        "\(marked.name) has this domain, and must not be contacted. Add the contact there."
    }
    let phone = text("phone")
    if !phone.isEmpty, let flaw = readPhone(phone, region: "").flaw(of: phone, region: "") {
      fieldErrors["phone"] = "“\(phone)” is \(flaw). Enter it like +49 30 901820."
    }
    fieldErrors["language"] = LanguageWords.complaint(
      about: contact.language, saved: saved.language)
    if text("linkedin") != saved.linkedin {
      fieldErrors["linkedin"] = complaint(aboutWebAddress: text("linkedin"))
    }
    for name in ["first_name", "last_name", "title"] { fieldErrors.limit(name, text(name)) }
    fieldErrors.limit("linkedin", text("linkedin"), to: 500)
    return fieldErrors
  }

  /// What is said of an address that another contact has.
  static func taken(by other: ContactLine) -> String {
    "\(other.name) at \(other.accountName) already has this email address."
  }

  /// `prefix` distinguishes the ids from those of another form on the page.
  func fields(_ fieldErrors: FieldErrors, prefix: String = "") -> [FormField] {
    let labels = [
      ("email", "Email"), ("first_name", "First name"), ("last_name", "Last name"),
      ("title", "Job title"), ("phone", "Phone"), ("linkedin", "LinkedIn"),
      ("language", "Language"),
    ]
    return labels.map { name, label in
      let isLanguage = name == "language"
      let value = isLanguage ? form[name].lowercased() : form[name]
      return FormField(
        name, label, value: value, id: prefix + name, error: fieldErrors[name],
        isOptional: name != "email",
        options: isLanguage
          ? LanguageWords.options(saved: value, none: "The account’s language") : [])
    }
  }

  private func text(_ name: String) -> String { form[name].trimmingBlanks() }
}

/// Another contact got the email address after it was checked.
struct TakenEmail: Error {
  let fieldErrors: FieldErrors
}

extension Site {
  /// Saves a contact whose fields are right; throws `TakenEmail`.
  func saveContact<Saved>(
    _ form: ContactForm, besides id: Contact.ID?, _ save: () throws -> Saved
  ) throws -> Saved {
    do {
      return try database.savepoint(save)
    } catch Refusal.invalid(let rule) where rule == "one_contact_per_email" {
      var fieldErrors = FieldErrors()
      let other = try database.owner(of: form.contact.email, besides: id)
      fieldErrors["email"] =
        other.map { ContactForm.taken(by: $0) } ?? "Another contact already has this email address."
      throw TakenEmail(fieldErrors: fieldErrors)
    }
  }

  func contact(_ request: Request) throws -> Response {
    let id: Contact.ID = try request.parameter("contact")
    let form = ContactForm(try database.contactFields(id))
    return try contactPage(id, form, FormVersion(of: form.state), FieldErrors())
  }

  func changeContact(_ request: Request) throws -> Response {
    let id: Contact.ID = try request.parameter("contact")
    try lockForm(at: request)
    let line = try database.contact(id)
    let form = ContactForm(request.form)
    let version = FormVersion(
      request.form, ContactForm(form.contact).state,
      saved: ContactForm(try database.contactFields(id)).state, of: "This contact",
      page: "/contacts/\(id)")
    let fieldErrors = try form.fieldErrors(besides: id, of: line.account, database)
    guard fieldErrors.isEmpty, !version.isOvertaken else {
      return try contactPage(id, form, version, fieldErrors)
    }
    do {
      try saveContact(form, besides: id) { try database.change(id, to: form.contact) }
    } catch let taken as TakenEmail {
      return try contactPage(id, form, version, taken.fieldErrors)
    }
    return try seeOther("/accounts/\(line.account)", saying: .done("\(line.name) saved."))
  }

  private func contactPage(
    _ id: Contact.ID, _ form: ContactForm, _ version: FormVersion, _ fieldErrors: FieldErrors
  ) throws -> Response {
    let line = try database.contact(id)
    let fields = form.fields(fieldErrors)
    let known = try database.contactFields(id)
    let facts = [
      ("Email", known.email), ("Job title", known.title), ("Phone", known.phone),
      ("LinkedIn", known.linkedin), ("Language", known.language),
    ]
    return try page(
      ContactPage(
        frame: frame(.accounts), id: id.rawValue, name: line.name, account: line.account.rawValue,
        accountName: line.accountName, state: ContactItem(line).state.filled,
        mayEdit: currentUser.may(.edit),
        facts: facts.filter { !$0.1.isEmpty }.map { .init(label: $0.0, value: $0.1) },
        version: version, errors: FormErrors.of(fields), fields: fields),
      status: version.isOvertaken
        ? .conflict : fieldErrors.isEmpty ? .ok : .unprocessableContent)
  }
}
