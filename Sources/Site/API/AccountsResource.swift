import HTTPTypes
import Outreach
import Web

/// Accounts of the API.
enum AccountsResource {
  private static let fields: [APIField] = [
    APIField("name", .text(1...200), "Its name."),
    APIField("domain", .nullable(.text(1...200)), "Its domain, such as frost.example."),
    APIField("website", .nullable(.text(1...500)), "The address of its website."),
    APIField("industry", .nullable(.text(1...200)), "Its industry."),
    APIField(
      "employees", .nullable(.integer(0...Int(Int32.max))), "How many people work there."),
    APIField("country", .nullable(.text(2...2)), "ISO 3166 code."),
    APIField("city", .nullable(.text(1...200)), "Its city."),
    APIField("phone", .nullable(.text(1...200)), "Its phone number."),
    APIField("language", .nullable(.text(2...2)), "ISO 639-1 code."),
    APIField("description", .nullable(.text(1...4_000)), "What it does."),
  ]

  private static let statuses = AccountStatus.allCases.map(\.rawValue)

  private static let account = APIObject(
    "Account",
    [
      .required("id", .id, "The account's id."),
      .required("name", .text(0...100_000), "Its name."),
      .required("status", .choice(statuses), "What it is to the workspace."),
      .required(
        "relationship_types", .array(.choice(statuses), atMost: 100), "What else it is."),
      .required("created_at", .moment, "When it was added."),
    ]
      + fields.dropFirst().map { (field: APIField) in
        // What came from a file may be longer than what forms take.
        let type: APIType =
          field.name == "employees" ? field.type : .nullable(.text(0...100_000))
        return APIField.required(field.name, type, field.meaning)
      })

  private static let new = APIObject(
    "NewAccount",
    [APIField.required("name", .text(1...200), "Its name.")] + Array(fields.dropFirst()))

  static let routes: [APIRoute] = [
    .get(
      "/v1/accounts", .see, "List accounts by name",
      query: APIField.paging + [
        APIField("status", .choice(statuses), "Only records with this status.")
      ], answer: account.page(named: "AccountPage")
    ) { site, call in try site.listAccounts(call) },
    .post("/v1/accounts", .edit, "Create an account", body: new, answer: account, hasVersion: true)
    { site, call in try site.postAccount(call) },
    .get("/v1/accounts/:account", .see, "Read an account", answer: account, hasVersion: true) {
      site, call in try site.readAccount(call.id("account"))
    },
    .patch(
      "/v1/accounts/:account", .edit, "Change an account",
      body: APIObject("AccountChanges", fields), answer: account
    ) { site, call in try site.patchAccount(call) },
  ]

  fileprivate static func json(_ account: Account) -> JSONValue {
    let types: [JSONValue] = account.relationshipTypes.map { .text($0.rawValue) }
    let employees: JSONValue = account.employees.map { .int($0) } ?? .null
    let body: JSONValue = [
      "id": .int(account.id.rawValue), "name": .text(account.name),
      "status": .text(account.status.rawValue), "relationship_types": .array(types),
      "created_at": .moment(account.createdAt), "domain": .filled(account.domain),
      "website": .filled(account.website), "industry": .filled(account.industry),
      "employees": employees, "country": .filled(account.country), "city": .filled(account.city),
      "phone": .filled(account.phone), "language": .filled(account.language),
      "description": .filled(account.description),
    ]
    return body
  }
}

extension Site {
  fileprivate func listAccounts(_ call: APICall) throws -> APIAnswer {
    let status = call.query("status").flatMap(AccountStatus.init(rawValue:))
    var place = Place<AlphabetKey>.first
    if let key = try call.after("accounts", parts: 2) {
      guard let id = Account.ID(key[1]) else {
        throw APIProblem.invalid("after", "This is not the `next` of a page of this list.")
      }
      place = .after(AlphabetKey(name: key[0], id: id))
    }
    let found = try database.accounts(status: status, at: place, limit: call.limit + 1)
    return call.page(found, "accounts", key: { [$0.nameKey, "\($0.id)"] }, AccountsResource.json)
  }

  fileprivate func readAccount(_ id: Account.ID, location: String? = nil) throws -> APIAnswer {
    APIAnswer(
      AccountsResource.json(try database.account(id)), location: location, versionWithout: [])
  }

  fileprivate func postAccount(_ call: APICall) throws -> APIAnswer {
    let form = AccountForm(Form(call.body))
    let fieldErrors = form.fieldErrors()
    guard fieldErrors.isEmpty else { throw APIProblem.invalid(fieldErrors.problems()) }
    if let twin = try database.twin(of: form.account) { throw conflict(with: twin) }
    let id = try database.makeAccount(form.account)
    return try readAccount(id, location: "/v1/accounts/\(id)")
  }

  fileprivate func patchAccount(_ call: APICall) throws -> APIAnswer {
    let id: Account.ID = try call.id("account")
    // The pages' form waits in the same place.
    try database.lockForm(at: "/accounts/\(id)")
    let before = try readAccount(id)
    try call.expect(before.headers[.eTag] ?? "")
    let saved = try database.account(id).fields
    let form = AccountForm(Form((before.body ?? .null).changed(by: call.body)))
    // What is not sent stays as it is, whatever the rules are by now.
    let problems = form.fieldErrors(saved: saved).problems().filter { call.body[$0.field] != nil }
    guard problems.isEmpty else { throw APIProblem.invalid(problems) }
    let fields = form.account.keeping(saved, besides: call.body)
    if let twin = try database.twin(of: fields, besides: id, saved: saved) {
      throw conflict(with: twin)
    }
    try database.change(id, to: fields)
    return try readAccount(id)
  }

  private func conflict(with twin: Account) -> APIProblem {
    APIProblem(
      .conflict, "\(twin.name) already has this name or domain. It is account \(twin.id).")
  }
}

extension AccountFields {
  /// With everything that a request does not name as it was.
  fileprivate func keeping(_ saved: AccountFields, besides sent: JSONValue) -> AccountFields {
    let fields: [(String, WritableKeyPath<AccountFields, String>)] = [
      ("name", \.name), ("domain", \.domain), ("website", \.website), ("industry", \.industry),
      ("country", \.country), ("city", \.city), ("phone", \.phone), ("language", \.language),
      ("description", \.description),
    ]
    var kept = self
    for (name, field) in fields where sent[name] == nil {
      kept[keyPath: field] = saved[keyPath: field]
    }
    if sent["employees"] == nil { kept.employees = saved.employees }
    return kept
  }
}
