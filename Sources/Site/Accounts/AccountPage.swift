import Foundation
import HTTPTypes
import Outreach
import Postgres
import Web

/// Templates/Accounts/account.mustache: what to do for an account, its people and campaigns and what
/// was said; beside them its details, with the forms that change them closed.
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
  let steps: [NextStep]
  let contacts: [ContactRow]
  let contactsCount: String
  let campaigns: [CampaignRow]
  let history: AccountHistory
  let details: [Detail]
  let contact: Contacting
  let statusField: FormField
  let types: [FormField.Option]
  let changesStatus: Bool
  let statusVersion: FormVersion
  let changesAccount: Bool
  let version: FormVersion
  let errors: FormErrors?
  let fields: [FormField]
  /// Nil: no other account has its new name or domain.
  let despite: FormField?
  let addsContact: Bool
  let contactErrors: FormErrors?
  let contactFields: [FormField]

  /// Something that a member should do, or that happens by itself.
  struct NextStep {
    let glyph: String
    let tone: String
    let title: String
    let detail: String
    /// Nil: there is nothing to open.
    let link: Link?
  }

  struct Link {
    let label: String
    let href: String
  }

  struct ContactRow {
    let id: Int
    let name: String
    let title: String
    let email: Link?
    let phone: Link?
    let state: Badge
    /// Why they may not be emailed, in a sentence; empty: they may be.
    let refusal: String
    /// The campaign in whose sequence they are, with a link to why the next email waits.
    let sequence: Link?
    let next: String
  }

  struct CampaignRow {
    let href: String
    let name: String
    let status: Badge
    let review: Badge
    let outreach: Badge
    /// Empty: none of its contacts was in the sequence.
    let sent: String
    let length: String
    let progress: String
  }

  struct Detail {
    let label: String
    let value: String
    /// Empty if the value is no link.
    let href: String
  }

  /// Whether anyone at the account may be contacted.
  struct Contacting {
    let badge: Badge
    let words: String
  }
}

extension Site {
  func account(_ request: Request) throws -> Response {
    try accountPage(request.parameter("account"))
  }

  func changeAccount(_ request: Request) throws -> Response {
    let id: Account.ID = try request.parameter("account")
    try lockForm(at: request)
    let account = try database.account(id).fields
    let saved = AccountForm(account).state
    let form = AccountForm(request.form)
    let version = FormVersion(
      request.form, AccountForm(form.account).state, saved: saved, of: "This account",
      page: "/accounts/\(id)")
    var fieldErrors = form.fieldErrors(saved: account)
    let twin = try database.twin(of: form.account, besides: id, saved: account)
    let isWanted = twin.map { request.form.all("despite").contains("\($0.id)") } ?? true
    if let twin, !isWanted {
      let field = form.field(sharedWith: twin, saved: account)
      fieldErrors[field] = "\(twin.name) already has this \(field)."
    }
    guard fieldErrors.isEmpty, !version.isOvertaken else {
      return try accountPage(
        id, form: form, twin: twin.map { ($0, form.field(sharedWith: $0, saved: account)) },
        isTwinWanted: isWanted, version: version, fieldErrors)
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
    guard types.count == typed.count else {
      throw HTTPError.badRequest("Choose relationships from the list.")
    }
    var fieldErrors = FieldErrors()
    let status = fieldErrors.choice("status", request.form["status"], standard: before.status)
    let version = FormVersion(
      request.form, .status(status, types), saved: .status(before.status, before.relationshipTypes),
      of: "The status", page: "/accounts/\(id)")
    guard fieldErrors.isEmpty, !version.isOvertaken else {
      return try accountPage(
        id, status: (status, types), typedStatus: request.form["status"], version: version,
        fieldErrors)
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
    do {
      let contact = try saveContact(form, besides: nil) {
        try database.addContact(form.contact, to: id)
      }
      return try seeOther(
        "/accounts/\(id)",
        saying: .done("Contact added.", link: ("Open", "/contacts/\(contact)")))
    } catch let taken as TakenEmail {
      return try accountPage(id, contact: form, taken.fieldErrors)
    }
  }

  private func accountPage(
    _ id: Account.ID, form: AccountForm? = nil, twin: (account: Account, field: String)? = nil,
    isTwinWanted: Bool = false, contact: ContactForm? = nil,
    status: (status: AccountStatus, types: [AccountStatus])? = nil, typedStatus: String = "",
    version: FormVersion? = nil,
    _ fieldErrors: FieldErrors = FieldErrors()
  ) throws -> Response {
    let account = try database.account(id)
    let standing = status ?? (account.status, account.relationshipTypes)
    let work = try AccountWork(of: account, in: database)
    let mayEdit = try currentUser.may(.edit)
    let none = FieldErrors()
    let fields = (form ?? AccountForm(account.fields)).fields(
      form == nil ? none : fieldErrors, twin: twin)
    let contactFields = (contact ?? ContactForm(Form())).fields(
      contact == nil ? none : fieldErrors, prefix: "contact-")
    let despite = twin.map { account, _ in
      FormField(
        "despite", "Save as a duplicate account anyway", value: "\(account.id)",
        hint: "Its contacts, scores and conversations are separate from those of \(account.name).",
        isChecked: isTwinWanted)
    }
    return try page(
      AccountPage(
        frame: frame(.accounts), id: id.rawValue, name: account.name,
        status: account.shownStatus.badge.filled,
        relationships: ([account.status] + account.relationshipTypes)
          .filter { $0 != account.shownStatus }.map(\.badge.filled),
        facts: account.facts, words: account.description ?? "", mayEdit: mayEdit,
        steps: nextSteps(work, mayEdit: mayEdit), contacts: work.contacts.map { row($0, work) },
        contactsCount: work.contacts.count == 200
          ? "the first 200" : Words.number(work.contacts.count),
        campaigns: work.campaigns.map { .init($0, account: id) },
        history: AccountHistory(work, words), details: account.details(words),
        contact: .init(work),
        statusField: FormField(
          "status", "Status",
          value: fieldErrors["status"].isEmpty ? standing.status.rawValue : typedStatus,
          hint: "Do not contact applies to every campaign until you change it here.",
          error: fieldErrors["status"],
          options: AccountStatus.allCases.map { ($0.rawValue, $0.words) }),
        types: AccountStatus.allCases
          .filter { $0.isRelationship || standing.types.contains($0) }
          .map {
            .init(value: $0.rawValue, label: $0.words, isChosen: standing.types.contains($0))
          },
        changesStatus: status != nil,
        statusVersion: status.flatMap { _ in version }
          ?? FormVersion(of: .status(account.status, account.relationshipTypes)),
        changesAccount: form != nil,
        version: form.flatMap { _ in version }
          ?? FormVersion(of: AccountForm(account.fields).state),
        errors: FormErrors.of(fields), fields: fields,
        despite: despite, addsContact: contact != nil,
        contactErrors: FormErrors.of(contactFields), contactFields: contactFields),
      status: version?.isOvertaken == true
        ? .conflict : fieldErrors.isEmpty ? .ok : .unprocessableContent)
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
    return [domain, industry, people, city, country.map(countryName)].compactMap { $0 }
      .joined(separator: " · ")
  }

  /// What the line under the name does not say.
  fileprivate func details(_ words: Words) -> [AccountPage.Detail] {
    let website = website ?? ""
    let isLink = website.hasPrefix("https://") || website.hasPrefix("http://")
    let phone = phone ?? ""
    let all = [
      ("Website", website.replacing(/^https?:\/\/(?:www\.)?/, with: ""), isLink ? website : ""),
      ("Phone", phone, "tel:\(phone.filter { $0 == "+" || $0.isNumber })"),
      ("Country", country.map(countryName) ?? "", ""),
      ("Language", language.map(LanguageWords.name) ?? "", ""),
      ("Added", words.time(createdAt), ""),
    ]
    return all.filter { !$0.1.isEmpty }.map { .init(label: $0.0, value: $0.1, href: $0.2) }
  }
}

extension AccountStatus {
  /// Says what an account is beside its place in the sales process.
  fileprivate var isRelationship: Bool {
    switch self {
    case .prospect, .contacted, .responded, .qualified, .lost, .churned: false
    case .customer, .partner, .supplier, .investor, .press, .analyst, .candidate, .influencer,
      .competitor, .personalNetwork, .doNotContact:
      true
    }
  }
}
