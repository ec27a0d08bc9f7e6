import Text

/// Tags as other programs write them. Sent unchanged, every lead would read them, so they are
/// refused, with a hint at the right tag.
enum TemplateDialect {
  /// The problem here, if it is a tag of another program.
  static func problem(in text: [Character], at index: Int) -> String? {
    switch text[index] {
    case "*" where next(text, index) == "|": return tag(text, index, "*|", "|*") { _ in true }
    case "%" where next(text, index) == "%": return tag(text, index, "%%", "%%", isField)
    case "%": return tag(text, index, "%", "%", isField)
    case "[" where next(text, index) == "[": return tag(text, index, "[[", "]]") { _ in true }
    // "[Company Name]" is a placeholder; "[company]" may be a word.
    case "[": return tag(text, index, "[", "]") { isField($0) && $0 != $0.lowercased() }
    case "«": return tag(text, index, "«", "»", isField)
    case "<" where next(text, index) == "<": return tag(text, index, "<<", ">>") { _ in true }
    case "<" where next(text, index) == "%":
      return "<% … %> is of another template language. Tags stand in two braces: {{FIRST_NAME}}."
    case "{" where next(text, index) == "%":
      return "{% … %} is of another template language: there are no conditions and loops here. "
        + "Tags stand in two braces: {{FIRST_NAME | \"there\"}}."
    default: return nil
    }
  }

  static let filter =
    "Filters are of another template language. What stands in for a missing value stands in quotes: "
    + "{{FIRST_NAME | \"there\"}}."

  /// `default: "there"`, `default("there")`, `capitalize`, and more of them after bars.
  static func isFilter(_ words: ArraySlice<Character>) -> Bool {
    let text = words.drop { $0.isWhitespace }
    let word = String(text.prefix { $0.isLetter || $0.isNumber || $0 == "_" })
    guard !word.isEmpty else { return false }
    let rest = text.dropFirst(word.count).drop { $0.isWhitespace }
    switch rest.first {
    case nil, "|": return filters.contains(word.lowercased())
    case ":", "(", "=": return filters.contains(word.lowercased()) || holdsQuote(rest.dropFirst())
    case "\"", "'": return filters.contains(word.lowercased())
    default: return false
    }
  }

  /// Why `{FIRST_NAME}` is not a choice; `isAlone`: it is its only option.
  static func problem(ofOption option: String, isAlone: Bool) -> String? {
    // Salesforce and Microsoft's programs: {!Contact.FirstName}.
    let word = String(option.trimmingBlanks().drop { "!$=#@".contains($0) })
    guard isField(word) else { return nil }
    let isName = word != word.lowercased() || word.contains("_")
    guard isAlone || (isName && !word.contains(" ") && isTagName(word)) else { return nil }
    return "A tag has two braces: write {{\(fieldOf(word))}} for {\(option.prefix(40))}."
  }

  private static func isTagName(_ word: String) -> Bool {
    word.contains("_")
      || (word.count > 2 && word == word.uppercased() && knownFields.contains(word))
      || aliases[fieldName(word).replacing("_", with: "")] != nil
        && word.dropFirst().contains(where: \.isUppercase) && word != word.uppercased()
  }

  /// The hint, if a name of at most 60 characters is between these. It begins with a letter, so
  /// `%20` is not one.
  private static func tag(
    _ text: [Character], _ start: Int, _ opening: String, _ closing: String,
    _ isMeant: (String) -> Bool
  ) -> String? {
    let end = Array(closing)
    let first = start + opening.count
    var index = first
    while index < text.count, index - first <= 60, text[index] != end[0] {
      let character = text[index]
      guard character.isLetter || character.isNumber || " _-.:".contains(character) else {
        return nil
      }
      index += 1
    }
    let behind = index + end.count
    guard behind <= text.count, text[index..<behind].elementsEqual(end) else { return nil }
    let word = String(text[first..<index]).trimmingBlanks()
    guard let letter = word.first, letter.isLetter || letter == "_", isMeant(word),
      // [Website](https://…) is a Markdown link.
      opening != "[" || behind == text.count || text[behind] != "("
    else { return nil }
    return "\(opening)\(word)\(closing) is a tag of another program. Tags stand in two braces: "
      + "{{\(fieldOf(word))}}."
  }

  /// `contact.firstname` is FIRST_NAME here.
  private static func fieldOf(_ word: String) -> String {
    let last = word.split(whereSeparator: { ".:".contains($0) }).last.map(String.init) ?? word
    let name = fieldName(last)
    return aliases[name.replacing("_", with: "")] ?? (name.isEmpty ? "FIRST_NAME" : name)
  }

  private static func isField(_ word: String) -> Bool {
    let last = word.split(whereSeparator: { ".:".contains($0) }).last.map(String.init) ?? word
    let name = fieldName(last)
    if knownFields.contains(name) || aliases[name.replacing("_", with: "")] != nil { return true }
    // JOB_TITLE is not a word of a language.
    return word.contains("_") && word == word.uppercased() && word.contains(where: \.isLetter)
  }

  private static func next(_ text: [Character], _ index: Int) -> Character? {
    index + 1 < text.count ? text[index + 1] : nil
  }

  private static func holdsQuote(_ words: ArraySlice<Character>) -> Bool {
    words.first { !$0.isWhitespace }.map { "\"'“‘„«0123456789".contains($0) } ?? false
  }

  private static let filters: Set<String> = Set(
    """
    abs append capitalize capfirst ceil center compact concat date date_format d default default_if_none
    divided_by downcase e escape escapejs fallback first floor format force_escape if_empty ifempty join
    json last length linebreaks ljust lower lowercase lstrip map md5 minus modulo newline_to_br
    number_format nl2br plus pluralize prepend random raw remove remove_first replace replace_first
    reverse round rstrip safe size slice slugify sort split squish strip strip_html striptags
    string_format sum time times title titlecase titleize to_json tojson trim truncate truncatechars
    truncatewords ucfirst ucwords uniq unique upcase upper uppercase url_decode url_encode urlencode
    urlize where wordcount wordwrap
    """.split(whereSeparator: \.isWhitespace).map(String.init))

  /// Other programs' names of the fields that every lead has, without signs.
  private static let aliases: [String: String] = {
    let names = [
      "FIRST_NAME": "FIRSTNAME FNAME FIRST GIVENNAME FORENAME VORNAME PRENOM PRÉNOM LEADFIRSTNAME "
        + "CONTACTFIRSTNAME RECIPIENTFIRSTNAME",
      "LAST_NAME": "LASTNAME LNAME SURNAME FAMILYNAME NACHNAME LEADLASTNAME CONTACTLASTNAME",
      "NAME": "NAME FULLNAME CONTACTNAME LEADNAME RECIPIENTNAME DISPLAYNAME",
      "COMPANY": "COMPANY COMPANYNAME ACCOUNTNAME ORGANIZATION ORGANISATION ORGANIZATIONNAME FIRMA "
        + "LEADCOMPANY CONTACTCOMPANY",
      "EMAIL": "EMAIL EMAILADDRESS CONTACTEMAIL LEADEMAIL RECIPIENTEMAIL",
      "TITLE": "TITLE JOBTITLE", "PHONE": "PHONE PHONENUMBER", "LINKEDIN": "LINKEDIN LINKEDINURL",
      "INDUSTRY": "INDUSTRY", "CITY": "CITY", "COUNTRY": "COUNTRY", "WEBSITE": "WEBSITE",
    ]
    var table: [String: String] = [:]
    for (field, words) in names {
      for word in words.split(separator: " ") { table[String(word)] = field }
    }
    return table
  }()
}
