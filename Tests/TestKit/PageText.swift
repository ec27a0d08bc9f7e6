/// What a page says, without its markup: tests that read it hold when its looks change.
package func words(in html: some StringProtocol) -> String {
  var text = ""
  var isTag = false
  for character in html {
    switch character {
    case "<": isTag = true
    case ">" where isTag:
      isTag = false
      text += " "
    default: if !isTag { text.append(character) }
    }
  }
  for (entity, character) in [
    ("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&amp;", "&"),
  ] {
    text = text.replacing(entity, with: character)
  }
  return text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
}

/// The part of a page that stands under the heading with this id: up to the end of its section.
package func section(_ heading: String, of html: String) -> Substring {
  guard let start = html.firstRange(of: "id=\"\(heading)\"")?.lowerBound else { return "" }
  let rest = html[start...]
  return rest[..<(rest.firstRange(of: "</section>")?.lowerBound ?? rest.endIndex)]
}

/// The cells of a table's rows, without the row of its heads.
package func rows(of html: some StringProtocol) -> [[String]] {
  String(html).matches(of: /<tr[^>]*>(?s:(.*?))<\/tr>/).map { row in
    row.1.matches(of: /<td[^>]*>(?s:(.*?))<\/td>/).map { words(in: $0.1) }
  }.filter { !$0.isEmpty }
}
