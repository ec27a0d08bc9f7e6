import Foundation

/// "On Monday somebody wrote:", in many languages: the words that a mail program puts between an
/// answer and what it answers.
func isAttribution(_ original: String) -> Bool {
  let words = withPlainDigits(original)
  let count = words.utf8.count
  guard (8...500).contains(count) else { return false }
  let hasNumber = words.utf8.contains { (48...57).contains($0) }
  let hasAddress = words.contains("@")
  guard hasNumber || hasAddress else { return false }
  let ends = words.hasSuffix(":") || words.hasSuffix("：") || words.hasSuffix(":-")
  if ends {
    if wroteWords.contains(where: { isWord($0, in: words) }) { return true }
    // People also tell what their boss said: that has neither address nor time.
    if hasAddress || hasTime(words), saidWords.contains(where: { isWord($0, in: words) }) {
      return true
    }
    // A time, somebody's address, a colon: whatever the language.
    return hasAddress && words.contains("<") && hasTime(words) && count < 200
  }
  if endingWroteWords.contains(where: { words.hasSuffix($0) }) {
    return hasAddress || hasTime(words)
  }
  return isDatedName(words)
}

/// Whether this line may be the first of a longer attribution.
func mayBeginAttribution(_ original: String) -> Bool {
  guard original.utf8.count < 300 else { return false }
  let words = withPlainDigits(original)
  let first = words.prefix { !$0.isWhitespace && $0 != "," }
  if openingWords.contains(String(first)) { return words.utf8.contains { (48...57).contains($0) } }
  if words.first?.isNumber == true, hasTime(words) || words.contains("年") { return true }
  if words.contains("@") && words.contains("<") { return true }
  let hasNumber = words.utf8.contains { (48...57).contains($0) }
  return hasNumber && wroteWords.contains { isWord($0, in: words) }
}

/// Digits of other scripts as 0 to 9.
private func withPlainDigits(_ words: String) -> String {
  guard words.utf8.contains(where: { $0 >= 0xd9 }) else { return words }
  return String(
    String.UnicodeScalarView(
      words.unicodeScalars.map { scalar in
        guard !scalar.isASCII, scalar.properties.numericType == .decimal,
          let value = scalar.properties.numericValue
        else { return scalar }
        return Unicode.Scalar(UInt8(48 + Int(value)))
      }))
}

/// `2016-03-03 17:21 GMT+01:00 Some One` and `2013/7/20 sam <info@example.org>`.
private func isDatedName(_ words: String) -> Bool {
  let start = words.prefix { $0.isASCII && ($0.isNumber || $0 == "/" || $0 == "-") }
  let parts = start.split(omittingEmptySubsequences: false) { $0 == "/" || $0 == "-" }
  guard parts.count == 3, parts[0].count == 4, parts.allSatisfy({ !$0.isEmpty }) else {
    return false
  }
  let rest = words.dropFirst(start.count)
  let hasSender = rest.contains("gmt") || rest.contains("<") && rest.contains("@")
  return hasSender && rest.utf8.count < 120
}

/// `10:12`, `10.12` or `10h12`.
private func hasTime(_ words: String) -> Bool {
  let bytes = Array(words.utf8)
  guard bytes.count > 4 else { return false }
  for index in 1..<(bytes.count - 2) {
    let isSeparator = [58, 46, 104].contains(bytes[index])
    if isSeparator, isDigit(bytes[index - 1]), isDigit(bytes[index + 1]), isDigit(bytes[index + 2])
    {
      return true
    }
  }
  return false
}

private func isDigit(_ byte: UInt8) -> Bool { (48...57).contains(byte) }

/// Whether the word stands there by itself; in scripts without spaces, whether it stands there.
private func isWord(_ word: String, in words: String) -> Bool {
  let needsEnds = word.unicodeScalars.first?.isASCII == true || word.first?.isLowercase == true
  var rest = words[...]
  while let range = rest.range(of: word) {
    guard needsEnds else { return true }
    let before =
      range.lowerBound == words.startIndex ? " " : words[words.index(before: range.lowerBound)]
    let after = range.upperBound == words.endIndex ? " " : words[range.upperBound]
    if !before.isLetter, !after.isLetter { return true }
    rest = words[range.upperBound...]
  }
  return false
}

private let openingWords: Set = [
  "on", "am", "le", "el", "em", "il", "op", "w", "dnia", "den", "på", "a", "at", "dne", "v", "at",
  "pe", "la", "kl", "el", "dia", "tirsdag", "mandag", "onsdag", "torsdag", "fredag", "må", "ti",
  "ke", "to", "pe.", "در", "بتاريخ",
  "në", "dne.", "dňa", "din", "il.", "vinnud", "þann", "ngày", "vào", "pada", "no", "na", "în",
  "ngày", "στις", "в", "у", "dana", "dňa", "op",
]

private let wroteWords = [
  "wrote", "writes", "schrieb", "geschrieben", "a écrit", "écrit", "escribió", "escribio",
  "escribiu", "escreveu", "ha scritto", "scritto", "schreef", "geschreven", "napisał", "napisał(a)",
  "napisała", "pisze", "napsal", "napsal(a)", "napsala", "napísal", "napísal(a)", "skrev",
  "kirjoitti",
  "írta", "scris", "yazdı", "şunu yazdı", "написал", "написала", "написал(а)", "пише", "пишет",
  "написав", "napisao", "je napisao/la", "je pisal", "rašė", "rakstīja", "kirjutas", "έγραψε",
  "đã viết", "menulis", "ha escrit", "va escriure", "skrifaði", "написа", "写道", "寫道", "のメール",
  "작성", "כתב", "كتب", "נכתב", "เขียน", "skreiv", "sent the following message", "scrisse",
  "escrivít", "a scris", "envoyé", "schrijft", "skriver", "نوشت", "نوشته است", "je napisala",
  "написао",
  "написала је", "напиша", "shkroi", "idatzi du", "idatzi zuen", "ने लिखा", "เขียนว่า", "نے لکھا",
  "դրել է", "გაწერა", "het geskryf", "aliandika", "yazdi", "scrieși", "написах", "писал", "писала",
  "ha inviato", "hat geschrieben", "hat folgendes geschrieben", "viết", "さんが書きました", "が書きました",
  "さんの書き込み",
  "님이 작성", "님이 쓰셨습니다", "escribía", "скреў",
]

/// Airmail, Sparrow and others let people say what they wrote.
private let saidWords = [
  "said", "says", "sagte", "sagt", "meinte", "a dit", "dit", "dijo", "dice", "ha dicho", "ha detto",
  "disse", "diz",
  "zei", "zegt", "powiedział", "powiedziała", "powiedział(a)", "mówi", "řekl", "řekla", "řekl(a)",
  "povedal", "povedala",
  "sa", "säger", "sade", "sagde", "siger", "sier", "sanoi", "sanoo", "mondta", "a spus", "dedi",
  "dedi ki", "сказал",
  "сказала", "сказав", "каза", "рече", "rekao", "rekla", "rekel", "είπε", "ütles", "sakė", "teica",
  "ha dit", "va dir", "说道",
  "說道", "说", "說", "さんは言いました", "の発言", "님이 말했습니다", "말했다", "أمر", "قال", "אמר", "گفت", "berkata",
  "đã nói", "กล่าวว่า",
  "ने कहा",
]

/// Where the verb stands last and no colon follows.
private let endingWroteWords = ["wrote", "schrieb", "a écrit", "escribió", "写道", "작성"]
