import Foundation
import HTTPTypes
import Outreach
import Postgres
import Web

/// Templates/Accounts/account.mustache
struct AccountPage: Page {
  static let template = "Accounts/account"

  let frame: Frame
  let id: Int
  let name: String
  let status: Badge
  let relationships: [Badge]
  let facts: String
  let words: String
  let mayEdit: Bool
  let contacts: [ContactItem]
  let contactsCount: String
  let campaigns: [CampaignItem]
  let statusField: FormField
  let types: [FormField.Option]
  let statusVersion: FormVersion
  let version: FormVersion
  let errors: FormErrors?
  let fields: [FormField]
  let contactErrors: FormErrors?
  let contactFields: [FormField]

  struct CampaignItem {
    let id: Int
    let name: String
    let review: Badge
    let outreach: Badge
  }
}

extension Site {
  func account(_ request: Request) throws -> Response {
    try accountPage(request.parameter("account"))
  }

  func changeAccount(_ request: Request) throws -> Response {
    let id: Account.ID = try request.parameter("account")
    try lockForm(at: request)
    let saved = AccountForm(try database.account(id).fields).state
    let form = AccountForm(request.form)
    let version = FormVersion(
      request.form, AccountForm(form.account).state, saved: saved, of: "This account",
      page: "/accounts/\(id)")
    let fieldErrors = form.fieldErrors
    guard fieldErrors.isEmpty, !version.isOvertaken else {
      return try accountPage(id, form: form, version: version, fieldErrors)
    }
    try database.change(id, to: form.account)
    return try seeOther("/accounts/\(id)", saying: .done("\(form.account.name) saved."))
  }

  func changeAccountStatus(_ request: Request) throws -> Response {
    let id: Account.ID = try request.parameter("account")
    try lockForm(at: request)
    let before = try database.account(id)
    let typed = request.form.all("types")
    let types = typed.compactMap(AccountStatus.init(rawValue:))
    guard let status = AccountStatus(rawValue: request.form["status"]), types.count == typed.count
    else { throw HTTPError.badRequest("Choose a status from the list.") }
    let version = FormVersion(
      request.form, .status(status, types), saved: .status(before.status, before.relationshipTypes),
      of: "The status", page: "/accounts/\(id)")
    guard !version.isOvertaken else {
      return try accountPage(id, status: (status, types), version: version)
    }
    try database.setStatus(id, to: status, relationships: types)
    let fields =
      [HiddenField("status", before.status.rawValue)]
      + before.relationshipTypes.map { HiddenField("types", $0.rawValue) }
    return try seeOther(
      "/accounts/\(id)",
      saying: .done(
        "\(before.name) is now \(status.words.lowercased()).",
        undo: .init("/accounts/\(id)/status", fields)))
  }

  func addContact(_ request: Request) throws -> Response {
    let id: Account.ID = try request.parameter("account")
    _ = try database.account(id)
    let form = ContactForm(request.form)
    let fieldErrors = try form.fieldErrors(besides: nil, of: id, database)
    guard fieldErrors.isEmpty else {
      return try accountPage(id, contact: form, fieldErrors)
    }
    let contact = try database.addContact(form.contact, to: id)
    return try seeOther(
      "/accounts/\(id)",
      saying: .done("Contact added.", link: ("Open", "/contacts/\(contact)")))
  }

  private func accountPage(
    _ id: Account.ID, form: AccountForm? = nil, contact: ContactForm? = nil,
    status: (status: AccountStatus, types: [AccountStatus])? = nil, version: FormVersion? = nil,
    _ fieldErrors: FieldErrors = FieldErrors()
  ) throws -> Response {
    let account = try database.account(id)
    let standing = status ?? (account.status, account.relationshipTypes)
    let contacts = try database.contacts(of: id)
    let campaigns = try database.campaigns(of: id)
    let none = FieldErrors()
    let fields = (form ?? AccountForm(account.fields)).fields(form == nil ? none : fieldErrors)
    let contactFields = (contact ?? ContactForm(Form())).fields(
      contact == nil ? none : fieldErrors, prefix: "contact-")
    return try page(
      AccountPage(
        frame: frame(.accounts), id: id.rawValue, name: account.name,
        status: account.shownStatus.badge.filled,
        relationships: ([account.status] + account.relationshipTypes)
          .filter { $0 != account.shownStatus }.map(\.badge.filled),
        facts: account.facts, words: account.description ?? "",
        mayEdit: currentUser.may(.edit),
        contacts: contacts.map(ContactItem.init),
        contactsCount: contacts.count == 200 ? "the first 200" : "\(contacts.count)",
        campaigns: campaigns.map {
          .init(
            id: $0.id.rawValue, name: $0.name, review: $0.review.badge,
            outreach: $0.outreach.badge)
        },
        statusField: FormField(
          "status", "Status", value: standing.status.rawValue,
          hint: "Do not contact applies to every campaign until you change it here.",
          options: AccountStatus.allCases.map { ($0.rawValue, $0.words) }),
        types: AccountStatus.allCases.map {
          .init(value: $0.rawValue, label: $0.words, isChosen: standing.types.contains($0))
        },
        statusVersion: status.flatMap { _ in version }
          ?? FormVersion(of: .status(account.status, account.relationshipTypes)),
        version: form.flatMap { _ in version }
          ?? FormVersion(of: AccountForm(account.fields).state),
        errors: FormErrors.of(fields), fields: fields, contactErrors: FormErrors.of(contactFields),
        contactFields: contactFields),
      status: version?.isOvertaken == true
        ? .conflict : form == nil && contact == nil ? .ok : .unprocessableContent)
  }
}

extension FormState {
  fileprivate static func status(
    _ status: AccountStatus, _ types: [AccountStatus]
  ) -> FormState {
    FormState([
      ("Status", status.words),
      ("Relationships", types.map(\.words).sorted().joined(separator: ", ")),
    ])
  }
}

extension Account {
  var facts: String {
    let people = employees.map { Words.count($0, "employee") }
    return [domain, industry, people, city, country].compactMap { $0 }.joined(separator: " · ")
  }
}
