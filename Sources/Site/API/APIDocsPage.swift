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
    let parameters: [Field]
  }

  struct Object {
    let name: String
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
    func collect(_ object: APIObject) {
      guard !found.contains(where: { $0.name == object.name }) else { return }
      found.append(Object(name: object.name, fields: object.fields.map(Field.init)))
      object.fields.flatMap(\.type.objects).forEach(collect)
    }
    for route in routes { [route.body, route.answer].compactMap(\.self).forEach(collect) }
    collect(.problem)
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
    parameters = route.query.map(APIDocsPage.Field.init)
  }
}

extension APIDocsPage.Field {
  fileprivate init(_ field: APIField) {
    name = field.name
    type = field.type.words
    let standard = field.standard.map { " If left out: \($0.json)." } ?? ""
    meaning = (field.isRequired ? "Required. " : "") + field.meaning + standard
  }
}
