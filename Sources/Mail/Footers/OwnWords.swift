/// What of a reply its writer meant for us: without signature, legal notice and advertising below it.
package struct OwnWords: Sendable {
  /// Above the complimentary close.
  package let text: String
  /// Paragraphs below it that are no notice of a firm. What they say of days off or of offers hangs
  /// under every mail of theirs; a wish to be left alone may still be meant.
  package let below: [String]

  /// `text` is without what it quotes.
  package init(of text: String) {
    var above: [String] = []
    var below: [String] = []
    var isBelow = false
    for paragraph in paragraphs(of: text) {
      if isBelow {
        if isPostscript(paragraph) {
          above.append(paragraph)
        } else if !isFooter(paragraph, at: .belowClose) {
          below.append(paragraph)
        }
        continue
      }
      let lines = paragraph.split(separator: "\n", omittingEmptySubsequences: false).map(
        String.init)
      // A text that begins with its close has nothing above it.
      let close = lines.indices.first { index in
        (index > 0 || !above.isEmpty) && isClose(lines, at: index)
      }
      if let close {
        isBelow = true
        above.append(lines[..<close].joined(separator: "\n"))
        let rest = lines[(close + 1)...].joined(separator: "\n")
        if !rest.isEmpty, !isFooter(rest, at: .belowClose) { below.append(rest) }
      } else if !isFooter(paragraph, at: above.isEmpty ? .first : .later) {
        above.append(paragraph)
      }
    }
    self.text = above.filter { !$0.isEmpty }.joined(separator: "\n\n")
    self.below = below
  }
}

private func paragraphs(of text: String) -> [String] {
  var paragraphs: [String] = []
  var lines: [Substring] = []
  var all = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
  all.append("")
  for line in all {
    if !line.allSatisfy(\.isWhitespace) {
      lines.append(line)
    } else if !lines.isEmpty {
      paragraphs.append(lines.joined(separator: "\n"))
      lines = []
    }
  }
  return paragraphs
}

private func isPostscript(_ paragraph: String) -> Bool {
  let start = folded(String(paragraph.prefix(12))).filter { $0 != "." && $0 != " " }
  return ["ps:", "ps-", "ps,", "pps", "pd:", "ps–"].contains { start.hasPrefix($0) }
    || paragraph.hasPrefix("PS ") || paragraph.hasPrefix("P.S. ") || paragraph.hasPrefix("P.S ")
}

/// A line that takes leave: "Best regards", or thanks above a name.
private func isClose(_ lines: [String], at index: Int) -> Bool {
  let line = lines[index]
  guard line.utf8.count <= 90 else { return false }
  let words = folded(line).split { !$0.isLetter && !$0.isNumber }.map(String.init)
  guard let first = words.first, words.count <= 8 else {
    return isName(line, below: lines, index)
  }
  let said = words.joined(separator: " ")
  if closes.contains(where: {
    said.hasPrefix($0) && (said.count == $0.count || isEndOfClose(line, after: $0))
  })
    || unspacedCloses.contains(where: { said.hasPrefix($0) })
  {
    return !line.contains("?")
  }
  // "Thanks" is a close above a name, else it begins what they have to say.
  if thanks.contains(said) || thanks.contains(first) && words.count <= 3 {
    return index + 1 < lines.count && isPersonName(lines[index + 1])
  }
  return isName(line, below: lines, index)
}

/// After the words of the close only a name follows, or "from Ada".
private func isEndOfClose(_ line: String, after close: String) -> Bool {
  let all = line.split { !$0.isLetter && !$0.isNumber && $0 != "'" && $0 != "’" }
  let rest = all.dropFirst(close.split(separator: " ").count)
  return (1...3).contains(rest.count)
    && rest.allSatisfy { $0.first?.isUppercase == true || closeLinks.contains(String($0)) }
}

private let closeLinks: Set = [
  "from", "aus", "von", "de", "da", "du", "van", "fra", "från", "z", "and", "und", "et", "y", "e",
]

/// A line that is nothing but a name, below what somebody wrote and above what stands under it.
private func isName(_ line: String, below lines: [String], _ index: Int) -> Bool {
  index > 0 && index == lines.count - 1 && isPersonName(line)
    && line.split(separator: " ").count >= 2
    && lines[index - 1].last.map { ".!?…".contains($0) } == true
}

private func isPersonName(_ line: String) -> Bool {
  let words = line.split(separator: " ")
  guard (1...4).contains(words.count), line.count <= 40 else { return false }
  return words.allSatisfy { word in
    word.first?.isUppercase == true && word.allSatisfy { $0.isLetter || ".-'’,".contains($0) }
  }
}

private let thanks: Set = [
  "thanks", "thx", "cheers", "danke", "merci", "gracias", "grazie", "obrigado", "obrigada",
  "bedankt",
  "dzieki", "dziekuje", "tack", "tak", "takk", "kiitos", "dekuji", "diky", "gracies", "thank you",
  "many thanks", "vielen dank", "besten dank", "muchas gracias", "mille grazie", "thanks a lot",
]

private let closes = [
  "best regards", "kind regards", "warm regards", "warmest regards", "with best regards",
  "with kind regards", "regards", "best wishes", "all the best", "sincerely", "yours sincerely",
  "yours faithfully", "yours truly", "yours", "best", "warmly", "respectfully", "kindest regards",
  "many thanks and regards", "thanks and regards", "thanks regards", "br", "rgds", "kr",
  "mit freundlichen grussen", "mit freundlichem gruss", "mit besten grussen",
  "mit herzlichen grussen",
  "mit vielen grussen", "freundliche grusse", "freundlicher gruss", "beste grusse", "viele grusse",
  "liebe grusse", "herzliche grusse", "schone grusse", "mfg", "lg", "vg", "grusse", "gruss",
  "hochachtungsvoll", "mit freundlichen gruessen", "freundliche gruesse", "viele gruesse",
  "beste gruesse", "gruesse",
  "cordialement", "bien cordialement", "tres cordialement", "sinceres salutations", "salutations",
  "meilleures salutations", "bien a vous", "cdlt", "bonne journee", "sincerement",
  "respectueusement",
  "salutations distinguees", "amicalement", "bonne reception",
  "saludos", "un saludo", "saludos cordiales", "un cordial saludo", "cordiales saludos",
  "atentamente",
  "atte", "cordialmente", "muchos saludos", "un abrazo", "quedo a su disposicion",
  "salutacions", "salutacions cordials", "ben cordialment", "cordialment", "una salutacio",
  "atentament",
  "cordiali saluti", "distinti saluti", "saluti", "un saluto", "un cordiale saluto", "cari saluti",
  "buona giornata", "in fede", "i migliori saluti",
  "atenciosamente", "cumprimentos", "melhores cumprimentos", "com os melhores cumprimentos",
  "abracos",
  "um abraco", "abraco", "att", "saudacoes", "respeitosamente",
  "met vriendelijke groet", "met vriendelijke groeten", "vriendelijke groet",
  "vriendelijke groeten",
  "groet", "groeten", "mvg", "hartelijke groet", "hartelijke groeten", "met hartelijke groet",
  "z powazaniem", "pozdrawiam", "z wyrazami szacunku", "serdecznie pozdrawiam", "pozdrowienia",
  "lacze pozdrowienia",
  "s pozdravem", "s pratelskym pozdravem", "s uctou", "hezky den", "zdravim", "preji hezky den",
  "med vanlig halsning", "med vanliga halsningar", "vanliga halsningar", "basta halsningar",
  "vanligen", "halsningar", "mvh", "hlsningar",
  "med venlig hilsen", "venlig hilsen", "venlige hilsner", "de bedste hilsner", "bedste hilsner",
  "hilsen", "kh", "vh", "kaerlig hilsen", "mange hilsner",
  "med vennlig hilsen", "vennlig hilsen", "beste hilsen", "vennlige hilsener", "hilsener",
  "ystavallisin terveisin", "parhain terveisin", "terveisin", "yst terv", "terveiset",
  "kunnioittavasti",
  "с уважением", "всего доброго", "з повагою", "cu stima", "cu respect", "udvozlettel",
  "tisztelettel",
  "saygilarimla", "saygilar", "lugupidamisega", "ar cienu", "pagarbiai", "lep pozdrav",
  "s postovanjem", "με εκτιμηση", "sandelkedjur",
]

private let unspacedCloses = [
  "よろしくお願い", "宜しくお願い", "敬具", "以上", "此致", "顺祝", "祝好", "감사합니다", "敬上",
]
