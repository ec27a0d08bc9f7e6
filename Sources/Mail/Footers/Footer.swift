/// Where a paragraph stands in what somebody wrote.
enum FooterPlace {
  case first, later, belowClose
}

/// Whether the paragraph is a notice that a firm hangs below every mail: confidentiality, privacy,
/// its entry in a register, the way out of its newsletter. It says nothing about this mail.
///
/// A person can use any of these words to us ("delete my data, says the GDPR"), so whoever speaks of
/// themselves is heard, and above the close two kinds of signs are needed of which one is of notices
/// alone.
func isFooter(_ paragraph: String, at place: FooterPlace) -> Bool {
  let belowClose = place == .belowClose
  let text = folded(String(paragraph.prefix(6_000)))
  let bytes = Array(text.utf8)
  let signs = footerIndex.numbers(in: bytes).compactMap(FooterSign.init)
  if signs.isEmpty { return false }
  let ofNotices = signs.filter(\.isOfNoticesOnly).count
  let length = text.split(whereSeparator: \.isWhitespace).count
  // A long legal text may speak of itself ("our", "I") here and there.
  if speaksOfThemselves(text), ofNotices < 4 { return false }
  if ofNotices >= 1, signs.count >= 2 { return true }
  if signs.count >= 2, isCapitals(paragraph), length >= 8 { return true }
  let hasLink = text.contains("http") || text.contains("www.") || text.contains("@")
  let isMenu = paragraph.contains("|") || paragraph.contains("•") || paragraph.contains(" · ")
  if signs.contains(.leaving), hasLink || isMenu, belowClose || signs.count >= 2 || isMenu {
    return true
  }
  if place == .later, hasLink,
    signs.contains(where: { [.privacy, .rights, .register, .liability].contains($0) })
  {
    return true
  }
  guard belowClose else { return false }
  // Who asks for it says so to us, or says please; the way out of a newsletter is for everybody.
  if signs.contains(.leaving) { return !(length <= 4 && courtesies.matches(bytes)) }
  return signs.contains { $0 != .deletion && $0 != .anyReader }
}

private let courtesies = PhraseIndex([
  "please", "bitte", "merci", "por favor", "per favore", "prosze", "alstublieft", "graag", "kiitos",
  "vennligst", "venligst", "prosim",
])

private func speaksOfThemselves(_ text: String) -> Bool {
  let words = text.split { !$0.isLetter && !$0.isNumber }
  for (index, word) in words.enumerated() {
    if selves.contains(word) { return true }
    // In Italian, Polish and Catalan the letter is another word.
    if word == "i", index + 1 < words.count, afterI.contains(words[index + 1]) { return true }
  }
  return false
}

private let selves: Set<Substring> = [
  "me", "my", "ive", "mine", "myself", "ich", "mich", "mir", "mein", "meine", "meinen",
  "meiner", "meinem", "moi", "mes", "jai", "mappeler", "menvoyer", "yo", "mis", "conmigo",
  "mio", "miei", "mie", "mia", "meu", "meus", "minha", "minhas", "mij", "mijn", "mnie", "moje",
  "moj", "moja",
  "moich", "jag", "mig", "mina", "jeg", "meg", "minut", "minua", "minulle", "mne", "muj", "mych",
  "меня",
  "мой", "мои", "мне", "mich",
]

private let afterI: Set<Substring> = [
  "am", "want", "would", "do", "dont", "have", "will", "wish", "hereby", "no", "cannot", "cant",
  "like", "ask", "request", "object", "withdraw", "revoke", "demand", "need", "never", "did",
  "think",
]

private func isCapitals(_ paragraph: String) -> Bool {
  var upper = 0
  var letters = 0
  for scalar in paragraph.unicodeScalars where scalar.properties.isAlphabetic {
    letters += 1
    if scalar.properties.isUppercase { upper += 1 }
  }
  return letters > 20 && upper * 10 > letters * 7
}
