import HTTPTypes
import Outreach
import Web

/// Lists of contacts, products, mailboxes, suppressed addresses and events of the API.
enum ListsResource {
  private static let list = APIObject(
    "List",
    [
      .required("id", .id, "The list's id."), .required("name", .text(0...100_000), "Its name."),
      .required("contacts", .count, "How many contacts it has."),
      .required("created_at", .moment, "When it was created."),
      .required("is_archived", .boolean, "Whether it is archived."),
    ])

  private static let product = APIObject(
    "Product",
    [
      .required("id", .id, "The product's id."), .required("name", .text(0...100_000), "Its name."),
      .required("description", .text(0...100_000), "What it is."),
      .required("website", .nullable(.text(0...100_000)), "The address of its website."),
      .required("language", .text(0...10), "ISO 639-1 code."),
      .required("is_archived", .boolean, "Whether it is archived."),
    ])

  private static let mailbox = APIObject(
    "Mailbox",
    [
      .required("id", .id, "The mailbox's id, which `senders` of a campaign names."),
      .required("email", .text(0...1_000), "Its address."),
      .required("name", .text(0...100_000), "The name that recipients see."),
      .required(
        "kind", .choice(MailboxKind.allCases.map(\.rawValue)),
        "Whether it is the practice mailbox."),
      .required(
        "state", .choice(MailboxState.allCases.map(\.rawValue)), "Whether it sends, or why not."),
    ])

  private static let suppression = APIObject(
    "Suppression",
    [
      .required("email", .text(0...1_000), "The address that is never emailed."),
      .required(
        "reason", .choice(SuppressionReason.allCases.map(\.rawValue)), "Why it is suppressed."),
      .required("note", .text(0...100_000), "A note about it."),
      .required("at", .moment, "Since when."),
    ])

  private static let newSuppression = APIObject(
    "NewSuppression",
    [
      .required("email", .text(1...254), "The address that is never to be emailed."),
      APIField("note", .text(0...1_000), "A note about it."),
    ])

  private static let event = APIObject(
    "Event",
    [
      .required("type", .choice(EventKind.allCases.map(\.rawValue)), "What happened."),
      .required("timestamp", .moment, "When it happened."),
      .required(
        "data", .anyObject, "The records that it concerns and what changed: docs/events.md."),
    ])

  static let routes: [APIRoute] = [
    .get(
      "/v1/events", .see, "List events in their order", query: APIField.paging,
      answer: APIObject(
        "EventPage",
        [
          .required("data", .array(.object(event), atMost: 200), "The events."),
          .required(
            "next", .nullable(.text(1...2_000)),
            "Where later events follow, also from the last page; null only while there are none."),
        ])
    ) { site, call in try site.listEvents(call) },
    .get(
      "/v1/lists", .see, "List the lists of contacts, the newest first", query: APIField.paging,
      answer: list.page(named: "ListPage")
    ) { site, call in try site.listLists(call) },
    .get("/v1/lists/:list", .see, "Read a list", answer: list) { site, call in
      APIAnswer(json(try site.database.list(call.id("list"))))
    },
    .get(
      "/v1/lists/:list/contacts", .see, "List the contacts of a list", query: APIField.paging,
      answer: ContactsResource.contact.page(named: "ContactPage")
    ) { site, call in try site.listContactsOfList(call) },
    .get(
      "/v1/products", .see, "List the products by name",
      answer: APIObject(
        "Products",
        [.required("data", .array(.object(product), atMost: 500), "The products.")])
    ) { site, _ in
      APIAnswer(["data": .array(try site.database.products().map(json))])
    },
    .get("/v1/products/:product", .see, "Read a product", answer: product) { site, call in
      APIAnswer(json(try site.database.product(call.id("product"))))
    },
    .get(
      "/v1/mailboxes", .see, "List the mailboxes",
      answer: APIObject(
        "MailboxList",
        [.required("data", .array(.object(mailbox), atMost: 100_000), "The mailboxes.")])
    ) { site, _ in
      APIAnswer(["data": .array(try site.database.mailboxes().map(json))])
    },
    .get(
      "/v1/suppressions", .see, "List the suppressed addresses", query: APIField.paging,
      answer: suppression.page(named: "SuppressionPage")
    ) { site, call in try site.listSuppressions(call) },
    .post(
      "/v1/suppressions", .edit, "Suppress an address", body: newSuppression, answer: suppression
    ) { site, call in try site.postSuppression(call) },
  ]

  fileprivate static func json(_ list: LeadList) -> JSONValue {
    [
      "id": .int(list.id.rawValue), "name": .text(list.name), "contacts": .int(list.contacts),
      "created_at": .moment(list.createdAt), "is_archived": .bool(list.isArchived),
    ]
  }

  fileprivate static func json(_ product: Product) -> JSONValue {
    [
      "id": .int(product.id.rawValue), "name": .text(product.name),
      "description": .text(product.description), "website": .filled(product.website),
      "language": .text(product.language), "is_archived": .bool(product.isArchived),
    ]
  }

  fileprivate static func json(_ mailbox: Mailbox) -> JSONValue {
    [
      "id": .int(mailbox.id.rawValue), "email": .text(mailbox.email),
      "name": .text(mailbox.displayName), "kind": .text(mailbox.kind.rawValue),
      "state": .text(mailbox.state.rawValue),
    ]
  }

  fileprivate static func json(_ suppression: Suppression) -> JSONValue {
    [
      "email": .text(suppression.email), "reason": .text(suppression.reason.rawValue),
      "note": .text(suppression.note), "at": .moment(suppression.at),
    ]
  }
}

extension Site {
  fileprivate func listEvents(_ call: APICall) throws -> APIAnswer {
    var place: (transaction: String, id: EventRecord.ID)?
    if let key = try call.after("events", parts: 2) {
      guard UInt64(key[0]) != nil, let id = EventRecord.ID(key[1]) else {
        throw APIProblem.invalid("after", "This is not the `next` of a page of this list.")
      }
      place = (key[0], id)
    }
    let found = try database.eventRecords(after: place, limit: call.limit)
    // A reader that has all events asks again from the same place.
    let next =
      found.last.map { APICursor.text("events", [$0.transaction, "\($0.id)"]) }
      ?? call.query("after")
    return APIAnswer([
      "data": .array(found.map { .raw($0.body) }), "next": .optional(next),
    ])
  }

  fileprivate func listLists(_ call: APICall) throws -> APIAnswer {
    let key = try call.number(after: "lists")
    let found = try database.lists(
      at: key.map { .after(LeadList.ID(rawValue: $0)) } ?? .first, limit: call.limit + 1)
    return call.page(found, "lists", key: { ["\($0.id)"] }, ListsResource.json)
  }

  fileprivate func listContactsOfList(_ call: APICall) throws -> APIAnswer {
    let list = try database.list(call.id("list"))
    let key = try call.number(after: "list contacts")
    let found = try database.contactRecords(
      onList: list.id, after: key.map(Contact.ID.init(rawValue:)), limit: call.limit + 1)
    return call.page(found, "list contacts", key: { ["\($0.id)"] }, ContactsResource.json)
  }

  fileprivate func listSuppressions(_ call: APICall) throws -> APIAnswer {
    let key = try call.after("suppressions")
    let found = try database.suppressions(after: key?[0], limit: call.limit + 1)
    return call.page(found, "suppressions", key: { [$0.email] }, ListsResource.json)
  }

  /// An address that is suppressed already stays as it is.
  fileprivate func postSuppression(_ call: APICall) throws -> APIAnswer {
    let typed = call.body["email"]?.text ?? ""
    guard let email = addressToSuppress(typed) else {
      throw APIProblem.invalid("email", "“\(typed.prefix(254))” is not an email address.")
    }
    _ = try database.suppress(email, because: .byHand, note: call.body["note"]?.text ?? "")
    guard let kept = try database.suppressions(beginning: email, limit: 1).first else {
      throw Refusal.notFound("suppression")
    }
    return APIAnswer(ListsResource.json(kept))
  }
}
