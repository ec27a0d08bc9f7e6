import Foundation

/// A template file rendered for one lead, or its problems with their places.
package struct TemplateInspection: Encodable, Equatable, Sendable {
  package var subject: String?
  package var body: String?
  package var error: String?
  package var line: Int?
  package var column: Int?
}

/// Reads a file whose first line may be `Subject: …`, followed by an empty line; the rest is the
/// body, unchanged. `lead` is a JSON object of fields; those in its object `custom` count, too.
package func inspectTemplate(_ text: String, lead: String, seed: UInt64 = 0) -> TemplateInspection {
  guard let fields = leadFields(json: lead) else {
    return TemplateInspection(error: "The lead is no JSON object.", line: 1, column: 1)
  }
  let file = TemplateFile(text)
  do {
    let subject = try moved(to: 1, after: file.subjectColumn) { () throws(TemplateProblem) in
      try MessageTemplate(parsing: file.subject).render(fields, seed: seed, as: .subject)
    }
    let body = try moved(to: file.bodyLine, after: 0) { () throws(TemplateProblem) in
      try MessageTemplate(parsing: file.body).render(fields, seed: seed, as: .html)
    }
    return TemplateInspection(subject: subject, body: body)
  } catch {
    return TemplateInspection(error: error.message, line: error.line, column: error.column)
  }
}

private struct TemplateFile {
  var subject = ""
  var subjectColumn = 0
  let body: String
  var bodyLine = 1

  init(_ text: String) {
    let first = text.prefix { !$0.isNewline }
    guard first.lowercased().hasPrefix("subject:") else {
      body = text
      return
    }
    let words = first.dropFirst("subject:".count)
    let begun = words.drop { $0.isWhitespace }
    subject = String(begun)
    subjectColumn = first.count - begun.count
    var rest = text[first.endIndex...].dropFirst()
    bodyLine = 2
    if let next = rest.first, next.isNewline {
      rest = rest.dropFirst()
      bodyLine = 3
    }
    body = String(rest)
  }
}

/// A problem in a part of a file, located in the file.
private func moved<Value>(
  to line: Int, after column: Int, _ body: () throws(TemplateProblem) -> Value
) throws(TemplateProblem) -> Value {
  do {
    return try body()
  } catch {
    throw TemplateProblem(
      message: error.message, line: error.line + line - 1,
      column: error.line == 1 ? error.column + column : error.column)
  }
}

/// The fields of a JSON object by the names that tags know, or nil if it is not an object.
package func leadFields(json: String) -> [String: String]? {
  guard let object = try? JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any]
  else { return nil }
  var fields: [String: String] = [:]
  let custom = object["custom"] as? [String: Any] ?? [:]
  let all = custom.merging(object, uniquingKeysWith: { _, own in own })
  // In order: if one name has two spellings, the same one counts in every process.
  for (name, value) in all.sorted(by: { $0.key < $1.key }) {
    switch value {
    case let text as String: fields[fieldName(name)] = text
    case let number as NSNumber: fields[fieldName(name)] = "\(number)"
    default: break
    }
  }
  return fields
}
