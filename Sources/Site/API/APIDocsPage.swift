import HTTPTypes
import Outreach
import Web

/// Templates/API/docs.mustache: the API in words, from the table of its routes.
struct APIDocsPage: Page {
  static let template = "API/docs"

  let frame: Gate
  let routes: [Item]
  let objects: [Object]

  struct Item {
    let id: String
    let method: String
    let path: String
    let summary: String
    let right: String
    /// The names of the objects that it takes and answers; empty: none.
    let body: String
    let answer: String
    let hasFields: Bool
    /// The parameters behind the question mark.
    let fields: [Field]
  }

  struct Object {
    let name: String
    let hasFields: Bool
    let fields: [Field]
  }

  struct Field {
    let name: String
    let type: String
    let meaning: String
  }
}

extension Site {
  func apiDocs(_ request: Request) throws -> Response {
    try page(
      APIDocsPage(
        frame: gate, routes: Self.apiRoutes.map(APIDocsPage.Item.init),
        objects: APIDocsPage.objects(of: Self.apiRoutes)))
  }

  func openAPI(_ request: Request) throws -> Response {
    .json(Self.apiDocument)
  }

  private static let apiDocument = OpenAPI(routes: apiRoutes).document.json
}

extension APIDocsPage {
  /// Each object once, after the one that mentions it first.
  fileprivate static func objects(of routes: [APIRoute]) -> [Object] {
    var found: [Object] = []
    func collect(_ object: APIObject, isSent: Bool) {
      guard !found.contains(where: { $0.name == object.name }) else { return }
      let fields = object.fields.map { Field($0, isSent: isSent) }
      found.append(Object(name: object.name, hasFields: !fields.isEmpty, fields: fields))
      for part in object.fields.flatMap(\.type.objects) { collect(part, isSent: isSent) }
    }
    for route in routes {
      if let body = route.body { collect(body, isSent: true) }
      if let answer = route.answer { collect(answer, isSent: false) }
    }
    collect(.problem, isSent: false)
    return found
  }
}

extension APIDocsPage.Item {
  fileprivate init(_ route: APIRoute) {
    id = route.operationID
    method = route.method.rawValue
    path = route.openAPIPath
    summary = route.summary
    right = route.right.rawValue
    body = route.body?.name ?? ""
    answer = route.answer?.name ?? ""
    fields = route.query.map { APIDocsPage.Field($0, isSent: true) }
    hasFields = !fields.isEmpty
  }
}

extension APIDocsPage.Field {
  /// Whether a field must be there is said of what programs send: answers have all of theirs.
  fileprivate init(_ field: APIField, isSent: Bool) {
    name = field.name
    type = field.type.words
    let standard = field.standard.map { " Default: \($0.json)." } ?? ""
    meaning = (isSent && field.isRequired ? "Required. " : "") + field.meaning + standard
  }
}
