import Foundation
import HTTPTypes
import Outreach
import Postgres
import Text
import Web

/// Templates/Lists/lists.mustache
struct ListsPage: Page {
  static let template = "Lists/lists"

  let frame: Frame
  let isArchived: Bool
  let mayEdit: Bool
  let lists: [Item]
  let empty: EmptyState?
  let paging: Paging

  struct Item {
    let id: Int
    let name: String
    let contacts: String
    let when: String
    let whenExactly: String
  }
}

/// Templates/Lists/list.mustache
struct ListPage: Page {
  static let template = "Lists/list"

  let frame: Frame
  let id: Int
  let name: String
  let facts: String
  let isArchived: Bool
  let mayEdit: Bool
  let version: FormVersion
  let errors: FormErrors?
  let rename: FormField
  let search: String
  let contacts: [ContactItem]
  let empty: EmptyState?
  let paging: Paging
}

/// A contact in a table.
struct ContactItem {
  let id: Int
  let name: String
  let title: String
  let email: String
  let account: Int
  let accountName: String
  let state: Badge

  init(_ line: ContactLine) {
    id = line.id.rawValue
    name = line.name
    title = line.title
    email = line.email ?? ""
    account = line.account.rawValue
    accountName = line.accountName
    state = line.refusal?.badge ?? Badge("Can be contacted", "g-ok", "green")
  }
}

extension Site {
  func lists(_ request: Request) throws -> Response {
    let turn = PageTurn(request)
    let isArchived = request.query["archived"] == "yes"
    let rows = try database.lists(archived: isArchived, at: turn.place())
    let (shown, paging) = Paging.of(
      rows, limit: 50, turn, request, of: ("list", "lists"),
      total: try database.totalLists(archived: isArchived)
    ) { ["\($0.id)"] }
    let mayEdit = try currentUser.may(.edit)
    return try page(
      ListsPage(
        frame: frame(.lists), isArchived: isArchived, mayEdit: mayEdit,
        lists: shown.map {
          .init(
            id: $0.id.rawValue, name: $0.name, contacts: Words.number($0.contacts),
            when: words.time($0.createdAt), whenExactly: words.exact($0.createdAt))
        },
        empty: shown.isEmpty ? (isArchived ? .noArchivedList : .noList(mayEdit: mayEdit)) : nil,
        paging: paging))
  }

  func list(_ request: Request) throws -> Response {
    try listPage(request)
  }

  func renameList(_ request: Request) throws -> Response {
    try lockForm(at: request)
    let id: LeadList.ID = try request.parameter("list")
    let list = try database.list(id)
    var fieldErrors = FieldErrors()
    let name = fieldErrors.name("name", request.form["name"], missing: "A list needs a name.")
    let version = FormVersion(
      request.form, FormState([("Name", name)]), saved: FormState([("Name", list.name)]),
      of: "The name", page: "/lists/\(id)")
    guard fieldErrors.isEmpty, !version.isOvertaken else {
      return try listPage(request, version, error: fieldErrors["name"])
    }
    try database.rename(id, to: name)
    return .seeOther("/lists/\(id)")
  }

  func archiveList(_ request: Request) throws -> Response {
    let id: LeadList.ID = try request.parameter("list")
    let isArchived = request.form["archived"] != "no"
    let list = try database.list(id)
    try database.archive(id, isArchived)
    let undo = Flash.Undo(
      "/lists/\(id)/archive", [HiddenField("archived", isArchived ? "no" : "yes")])
    return try seeOther(
      isArchived ? "/lists" : "/lists/\(id)",
      saying: .done("\(list.name) \(isArchived ? "archived" : "is back").", undo: undo))
  }

  private func listPage(
    _ request: Request, _ version: FormVersion? = nil, error: String = ""
  ) throws -> Response {
    let list = try database.list(request.parameter("list"))
    let turn = PageTurn(request)
    let search = request.query["search"].trimmingBlanks()
    let found =
      search.isEmpty
      ? ContactsFound(try database.contacts(of: list.id, at: turn.place()))
      : try database.contacts(of: list.id, holding: search, at: turn.place())
    let (shown, paging) = Paging.of(
      found.contacts, limit: 50, turn, request, of: ("contact", "contacts"),
      total: search.isEmpty ? Total(list.contacts) : nil,
      stop: found.stop.map { (["\($0.key)"], $0.looked) }
    ) { ["\($0.id)"] }
    let name = FormField(
      "name", "Name", value: version == nil ? list.name : request.form["name"], error: error,
      isRequired: true, attributes: ["maxlength": "200"])
    return try page(
      ListPage(
        frame: frame(.lists), id: list.id.rawValue, name: list.name,
        facts: "\(Words.count(list.contacts, "contact")), created \(words.time(list.createdAt))",
        isArchived: list.isArchived, mayEdit: currentUser.may(.edit),
        version: version ?? FormVersion(of: FormState([("Name", list.name)])),
        errors: FormErrors.of([name]),
        rename: name, search: search,
        contacts: shown.map(ContactItem.init),
        empty: shown.isEmpty ? paging.notYetFound ?? .noContact(search: search) : nil,
        paging: paging),
      status: version?.isOvertaken == true
        ? .conflict : error.isEmpty ? .ok : .unprocessableContent)
  }
}

extension EmptyState {
  fileprivate static let noArchivedList = EmptyState(
    "No archived list", "Archived lists appear here and can be restored.")

  fileprivate static func noList(mayEdit: Bool) -> EmptyState {
    EmptyState(
      "No lists yet", "Import a CSV file of leads to create one.",
      action: mayEdit ? "Import leads" : "", href: "/imports/new", isPrimary: mayEdit)
  }

  fileprivate static func noContact(search: String) -> EmptyState {
    search.isEmpty
      ? EmptyState(
        "No contacts on this list", "Import leads into a list with this name to add contacts.")
      : EmptyState("No contacts found", "No contact on this list matches “\(search)”.")
  }
}

extension PageTurn {
  /// For a table whose key is one number.
  func place<Record>() -> Place<ID<Record>> {
    guard let id: ID<Record> = key?.id(0) else { return .first }
    return isBackwards ? .before(id) : .after(id)
  }
}
