import Foundation
import HTTPTypes
import Outreach
import Web

/// The description of the API for OpenAPI 3.1, made from the table of its routes.
struct OpenAPI {
  let routes: [APIRoute]

  var document: JSONValue {
    [
      "openapi": "3.1.0",
      "info": [
        "title": "Overture", "version": "1",
        "description": .text(
          "Outreach campaigns: accounts, contacts, lists, campaigns and what became of them. Each "
            + "request works in one workspace: that of its token or of its session."),
      ],
      "servers": [["url": "/"]],
      "security": [["token": []], ["session": []]],
      "paths": paths,
      "components": [
        "schemas": schemas,
        "securitySchemes": [
          "token": [
            "type": "http", "scheme": "bearer",
            "description": "A token of Settings, API tokens, or of the command overture token.",
          ],
          "session": [
            "type": "apiKey", "in": "cookie", "name": .text(BrowserSession.plainName),
            "description": "The session of a person who is signed in.",
          ],
        ],
      ],
    ]
  }

  private var paths: JSONValue {
    var byPath: [(String, [APIRoute])] = []
    for route in routes {
      let path = route.openAPIPath
      if let place = byPath.firstIndex(where: { $0.0 == path }) {
        byPath[place].1.append(route)
      } else {
        byPath.append((path, [route]))
      }
    }
    return JSONValue(
      byPath.map { path, routes in
        (
          path,
          JSONValue(routes.map { ($0.method.rawValue.lowercased(), operation($0)) })
        )
      })
  }

  private func operation(_ route: APIRoute) -> JSONValue {
    var members: [(String, JSONValue)] = [
      ("operationId", .text(route.operationID)), ("summary", .text(route.summary)),
      ("description", .text("Needs the right `\(route.right.rawValue)`.")),
      ("parameters", .array(parameters(of: route))),
    ]
    if let body = route.body {
      members.append(
        (
          "requestBody",
          ["required": true, "content": ["application/json": ["schema": body.reference]]]
        ))
    }
    members.append(("responses", responses(of: route)))
    return JSONValue(members)
  }

  private func parameters(of route: APIRoute) -> [JSONValue] {
    func parameter(
      _ name: String, in place: String, _ meaning: String, _ schema: JSONValue, isRequired: Bool
    ) -> JSONValue {
      [
        "name": .text(name), "in": .text(place), "required": .bool(isRequired),
        "description": .text(meaning), "schema": schema,
      ]
    }
    var found = route.pathParameters.map { name in
      let type: APIType = name == "email" ? .text(1...254) : .id
      return parameter(name, in: "path", "The record.", type.schema, isRequired: true)
    }
    found += route.query.map {
      parameter($0.name, in: "query", $0.meaning, $0.schema, isRequired: $0.isRequired)
    }
    if route.isWrite {
      found.append(
        parameter(
          "Idempotency-Key", in: "header",
          "A name for this request. Sent again within 24 hours, it gets the same answer and nothing is "
            + "done twice.", ["type": "string", "minLength": 1, "maxLength": 255], isRequired: false
        ))
    }
    if route.method == .patch {
      found.append(
        parameter(
          "If-Match", in: "header",
          "The ETag of the record as you know it; refused with 412 if it was changed since.",
          ["type": "string"], isRequired: false))
    }
    return found
  }

  private func responses(of route: APIRoute) -> JSONValue {
    func problem(_ words: String) -> JSONValue {
      [
        "description": .text(words),
        "content": ["application/problem+json": ["schema": APIObject.problem.reference]],
      ]
    }
    var success: [(String, JSONValue)] = [("description", .text(route.success.reasonPhrase))]
    if let answer = route.answer {
      success.append(("content", ["application/json": ["schema": answer.reference]]))
    }
    if route.hasVersion {
      success.append(
        (
          "headers",
          ["ETag": ["description": "The version of the record.", "schema": ["type": "string"]]]
        ))
    }
    let code = route.answer == nil ? 204 : route.success.code
    var members = [("\(code)", JSONValue(success))]
    members.append(
      (
        "400",
        [
          "description": "The request cannot be read.",
          "content": [
            "application/problem+json": ["schema": APIObject.problem.reference],
            "text/plain": ["schema": ["type": "string"]],
          ],
        ]
      ))
    members.append(("401", problem("The request has neither a valid token nor a session.")))
    members.append(("403", problem("The token or the role does not allow this.")))
    members.append(("404", problem("The record was not found.")))
    if route.isWrite {
      members.append(("409", problem("The state of the record does not allow this.")))
      members.append(("415", problem("The body has another type than application/json.")))
    }
    if route.method == .patch {
      members.append(("412", problem("The record was changed since it was read.")))
    }
    members.append(("422", problem("Fields or parameters are wrong; errors names them.")))
    members.append(("429", problem("Too many requests in this minute.")))
    return JSONValue(members.sorted { $0.0 < $1.0 })
  }

  private var schemas: JSONValue {
    var byName: [String: APIObject] = [:]
    func collect(_ object: APIObject) {
      guard byName[object.name] == nil else { return }
      byName[object.name] = object
      object.fields.flatMap(\.type.objects).forEach(collect)
    }
    for route in routes { [route.body, route.answer].compactMap(\.self).forEach(collect) }
    collect(.problem)
    return JSONValue(byName.sorted { $0.key < $1.key }.map { ($0.key, $0.value.schema) })
  }
}

extension APIRoute {
  var pathParameters: [String] {
    pattern.split(separator: "/").filter { $0.hasPrefix(":") }.map { String($0.dropFirst()) }
  }

  /// `/v1/accounts/{account}`
  var openAPIPath: String {
    "/"
      + pattern.split(separator: "/").map { $0.hasPrefix(":") ? "{\($0.dropFirst())}" : "\($0)" }
      .joined(separator: "/")
  }

  var operationID: String {
    let words = pattern.split(separator: "/").dropFirst().map {
      $0.hasPrefix(":") ? "by_\($0.dropFirst())" : "\($0)"
    }
    return ([method.rawValue.lowercased()] + words).joined(separator: "_")
  }
}

extension APIObject {
  static let problem = APIObject(
    "Problem",
    [
      .required("type", .text(1...100), "Always about:blank: the status says what it is."),
      .required("title", .text(1...100), "The name of the status."),
      .required("status", .integer(400...599), "The HTTP status."),
      .required("detail", .text(1...20_000), "What is wrong and what to do."),
      APIField(
        "errors",
        .array(
          .object(
            APIObject(
              "FieldProblem",
              [
                .required("field", .text(0...1_000), "The field, such as steps[0].subjects."),
                .required("detail", .text(1...20_000), "What is wrong with it."),
              ])), atMost: 100_000), "The fields that are wrong."),
    ])

  var reference: JSONValue { ["$ref": .text("#/components/schemas/\(name)")] }

  var schema: JSONValue {
    [
      "type": "object", "additionalProperties": false,
      "required": .array(fields.filter(\.isRequired).map { .text($0.name) }),
      "properties": JSONValue(fields.map { ($0.name, $0.schema) }),
    ]
  }
}

extension APIField {
  var schema: JSONValue {
    var members = type.schema.members.map { ($0.name, $0.value) }
    if !meaning.isEmpty { members.append(("description", .text(meaning))) }
    if let standard { members.append(("default", standard)) }
    return JSONValue(members)
  }
}

extension APIType {
  var objects: [APIObject] {
    switch self {
    case .object(let object): [object]
    case .array(let type, _), .nullable(let type): type.objects
    case .text, .integer, .boolean, .choice, .moment, .anyObject: []
    }
  }

  var schema: JSONValue {
    switch self {
    case .text(let range):
      return [
        "type": "string", "minLength": .int(range.lowerBound), "maxLength": .int(range.upperBound),
        "pattern": "^[^\\u0000]*$",
      ]
    case .integer(let range):
      let most: [(String, JSONValue)] =
        range.upperBound == .max ? [] : [("maximum", .int(range.upperBound))]
      return JSONValue([("type", "integer"), ("minimum", .int(range.lowerBound))] + most)
    case .boolean: return ["type": "boolean"]
    case .choice(let words):
      return ["type": "string", "enum": .array(words.map { .text($0) })]
    case .moment: return ["type": "string", "format": "date-time"]
    case .array(let type, let most):
      return ["type": "array", "maxItems": .int(most), "items": type.schema]
    case .object(let object): return object.reference
    case .nullable(let type): return ["anyOf": [type.schema, ["type": "null"]]]
    case .anyObject: return ["type": "object"]
    }
  }

  /// As people read it.
  var words: String {
    switch self {
    case .text: "string"
    case .integer: "integer"
    case .boolean: "true or false"
    case .choice(let words): words.joined(separator: ", ")
    case .moment: "time, RFC 3339"
    case .array(let type, _): "array of \(type.words)"
    case .object(let object): object.name
    case .nullable(let type): "\(type.words), or null"
    case .anyObject: "object"
    }
  }
}
