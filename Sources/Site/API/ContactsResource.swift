import HTTPTypes
import Outreach
import Web

/// Contacts of the API.
enum ContactsResource {
  private static let fields: [APIField] = [
    APIField("email", .nullable(.text(1...254)), "Their email address."),
    APIField("first_name", .text(0...200), "Their first name."),
    APIField("last_name", .text(0...200), "Their last name."),
    APIField("title", .text(0...200), "Their job title."),
    APIField("phone", .nullable(.text(1...50)), "Their phone number, such as +49 30 901820."),
    APIField("linkedin", .nullable(.text(1...500)), "The address of their LinkedIn page."),
    APIField("language", .nullable(.text(2...2)), "ISO 639-1 code."),
  ]

  static let contact = APIObject(
    "Contact",
    [
      .required("id", .id, "The contact's id."),
      .required("account_id", .id, "The account that they are at."),
      .required("account_name", .text(0...100_000), "Its name."),
      .required("may_be_emailed", .boolean, "Whether emails may be sent to them."),
    ]
      + fields.map { (field: APIField) in
        APIField.required(field.name, .nullable(.text(0...100_000)), field.meaning)
      })

  static let routes: [APIRoute] = [
    .get(
      "/v1/contacts", .see, "List contacts, the oldest first",
      query: APIField.paging + [
        APIField("account", .id, "Only at this account."),
        APIField("email", .text(1...254), "Only with this email address."),
      ], answer: contact.page(named: "ContactPage")
    ) { site, call in try site.listContacts(call) },
    .post(
      "/v1/contacts", .edit, "Create a contact at an account",
      body: APIObject(
        "NewContact", [APIField.required("account_id", .id, "The account.")] + fields),
      answer: contact, hasVersion: true
    ) { site, call in try site.postContact(call) },
    .get("/v1/contacts/:contact", .see, "Read a contact", answer: contact, hasVersion: true) {
      site, call in try site.readContact(call.id("contact"))
    },
    .patch(
      "/v1/contacts/:contact", .edit, "Change a contact",
      body: APIObject("ContactChanges", fields), answer: contact
    ) { site, call in try site.patchContact(call) },
  ]

  static func json(_ contact: ContactRecord) -> JSONValue {
    let body: JSONValue = [
      "id": .int(contact.id.rawValue), "account_id": .int(contact.accountId.rawValue),
      "account_name": .text(contact.accountName), "may_be_emailed": .bool(contact.refusal == nil),
      "email": .filled(contact.email), "first_name": .text(contact.firstName),
      "last_name": .text(contact.lastName), "title": .text(contact.title),
      "phone": .filled(contact.phone), "linkedin": .filled(contact.linkedin),
      "language": .filled(contact.language),
    ]
    return body
  }
}

extension Site {
  fileprivate func listContacts(_ call: APICall) throws -> APIAnswer {
    let key = try call.number(after: "contacts")
    let found = try database.contactRecords(
      after: key.map(Contact.ID.init(rawValue:)),
      account: call.query("account").flatMap { Account.ID($0) }, email: call.query("email"),
      limit: call.limit + 1)
    return call.page(found, "contacts", key: { ["\($0.id)"] }, ContactsResource.json)
  }

  fileprivate func readContact(_ id: Contact.ID, location: String? = nil) throws -> APIAnswer {
    APIAnswer(
      ContactsResource.json(try database.contactRecord(id)), location: location,
      versionWithout: ["account_name", "may_be_emailed"])
  }

  fileprivate func postContact(_ call: APICall) throws -> APIAnswer {
    let account = Account.ID(rawValue: call.body["account_id"]?.int ?? 0)
    do {
      _ = try database.account(account)
    } catch Refusal.notFound {
      throw APIProblem.invalid("account_id", "No account has this id.")
    }
    let form = ContactForm(Form(call.body))
    let fieldErrors = try form.fieldErrors(besides: nil, of: account, database)
    guard fieldErrors.isEmpty else { throw APIProblem.invalid(fieldErrors.problems()) }
    let id = try saveContact(form, besides: nil) {
      try database.addContact(form.contact, to: account)
    }
    return try readContact(id, location: "/v1/contacts/\(id)")
  }

  fileprivate func patchContact(_ call: APICall) throws -> APIAnswer {
    let id: Contact.ID = try call.id("contact")
    // The pages' form waits in the same place.
    try database.lockForm(at: "/contacts/\(id)")
    let before = try readContact(id)
    try call.expect(before.headers[.eTag] ?? "")
    let form = ContactForm(Form((before.body ?? .null).changed(by: call.body)))
    let account = try database.contactRecord(id).accountId
    let saved = try database.contactFields(id)
    let contact = form.contact.keeping(saved, besides: call.body)
    // What is not sent stays as it is, whatever the rules are by now.
    let problems = try form.fieldErrors(besides: id, of: account, database).problems().filter {
      let isUnreachable = $0.field == "email" && contact.email.isEmpty
      return call.body[$0.field] != nil || isUnreachable && call.body["phone"] != nil
    }
    guard problems.isEmpty else { throw APIProblem.invalid(problems) }
    try saveContact(form, besides: id) { try database.change(id, to: contact) }
    return try readContact(id)
  }
}

extension ContactFields {
  /// With everything that a request does not name as it was.
  fileprivate func keeping(_ saved: ContactFields, besides sent: JSONValue) -> ContactFields {
    let fields: [(String, WritableKeyPath<ContactFields, String>)] = [
      ("email", \.email), ("first_name", \.firstName), ("last_name", \.lastName),
      ("title", \.title), ("phone", \.phone), ("linkedin", \.linkedin), ("language", \.language),
    ]
    var kept = self
    for (name, field) in fields where sent[name] == nil {
      kept[keyPath: field] = saved[keyPath: field]
    }
    return kept
  }
}
