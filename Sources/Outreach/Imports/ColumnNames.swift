import Foundation

extension ImportMapping {
  /// Guesses by the names in the header, as people and other programs write them in many languages:
  /// of several columns that may be one field, the one whose name matches best, and of two equal
  /// ones the first.
  package init(guessing header: [String]) {
    let names = header.map { ColumnName($0) }
    var best: [ImportField: (column: Int, strength: Int)] = [:]
    for (column, name) in names.enumerated() {
      guard let (field, strength) = name.field, strength > best[field]?.strength ?? 0 else {
        continue
      }
      best[field] = (column, strength)
    }
    var columns = best.mapValues(\.column)
    // LinkedIn calls the profile address URL, and no other program says when a contact was
    // connected.
    if columns[.linkedin] == nil, let page = names.firstIndex(where: { $0.key == "url" }),
      names.contains(where: { $0.key == "connectedon" })
    {
      columns[.linkedin] = page
      if columns[.website] == page { columns[.website] = nil }
    }
    // Beside a given name, a plain "name" is the family name ("Prénom, Nom"); beside a family name,
    // it is the given name ("Nombre, Apellidos").
    if let name = columns[.name], names[name].isPlainName {
      if columns[.firstName] != nil, columns[.lastName] == nil {
        columns[.lastName] = name
      } else if columns[.lastName] != nil, columns[.firstName] == nil {
        columns[.firstName] = name
      }
    }
    if columns[.firstName] != nil || columns[.lastName] != nil { columns[.name] = nil }
    self.init(columns)
  }
}

/// The name of a column, folded: without case, accents and signs.
private struct ColumnName {
  let key: String
  private let words: [String]

  init(_ name: String) {
    words = foldedWords(of: name)
    key = words.joined()
  }

  /// The field that it may hold, and how well the name matches it.
  var field: (ImportField, strength: Int)? {
    if let found = fieldsByName[key] { return found }
    // "Email 1 - Value", "Person - Email - Work", "Company / Account".
    let telling = words.filter { !fillers.contains($0) }
    guard !telling.isEmpty else { return nil }
    if let (field, strength) = fieldsByName[telling.joined()] { return (field, strength - 1) }
    let fields = Set(telling.map { fieldsByName[$0]?.0 })
    if fields.count == 1, let field = fields.first ?? nil { return (field, 1) }
    return nil
  }

  /// "Name", "Nom": it may be the full name, or one part of it.
  var isPlainName: Bool { plainNames.contains(words.filter { !fillers.contains($0) }.joined()) }
}

/// Small letters without their accents, as words.
private func foldedWords(of name: String) -> [String] {
  var words: [String] = []
  var word = ""
  for scalar in name.decomposedStringWithCompatibilityMapping.lowercased().unicodeScalars {
    if isAccent(scalar) { continue }
    if scalar.properties.isAlphabetic || scalar.properties.numericType != nil || isMark(scalar) {
      word += unaccented[scalar] ?? String(scalar)
    } else if !word.isEmpty {
      words.append(word)
      word = ""
    }
  }
  if !word.isEmpty { words.append(word) }
  return words
}

private func isAccent(_ scalar: Unicode.Scalar) -> Bool { (0x300...0x36F).contains(scalar.value) }

/// The voicing marks of kana belong to their letters.
private func isMark(_ scalar: Unicode.Scalar) -> Bool { (0x3099...0x309A).contains(scalar.value) }

private let unaccented: [Unicode.Scalar: String] = [
  "ł": "l", "ø": "o", "đ": "d", "ß": "ss", "æ": "ae", "œ": "oe", "ı": "i", "ð": "d", "þ": "th",
]

/// Words beside the name of a field that do not change its meaning.
private let fillers: Set<String> = [
  "1", "de", "del", "della", "der", "des", "di", "do", "du", "d", "el", "het", "l", "la", "le",
  "les", "van",
  "value", "work", "business", "primary", "main", "person", "persons", "people", "contact",
  "contacts",
  "lead", "leads", "prospect", "your", "of", "the", "s", "office", "default", "professionnel",
  "professionnelle", "geschaftlich", "beruflich", "dienstlich", "trabajo", "lavoro", "zakelijk",
  "werk",
]

private let plainNames: Set<String> = [
  "name", "nom", "nombre", "nome", "naam", "namn", "navn", "nimi", "nume", "nazwa", "ad", "jmeno",
  "meno",
  "ime", "nev",
]

/// How well a name matches a field: 4 and more means that field and nothing else; 2 may mean
/// another, if a better column is beside it.
private let fieldsByName: [String: (ImportField, Int)] = {
  var table: [String: (ImportField, Int)] = [:]
  for (field, strength, names) in columnNames {
    for name in names.split(whereSeparator: { $0 == "," || $0.isNewline }) {
      let key = foldedWords(of: String(name)).joined()
      if !key.isEmpty, table[key] == nil { table[key] = (field, strength) }
    }
  }
  return table
}()
