import Foundation
import Mail
import Postgres

/// The day on which somebody says to be back, after the day of the message; nil when none is named.
///
/// All days that the text names are found first; the one counts that stands nearest to a word for
/// coming back, then to one for the end of the absence.
func returnDay(in text: String, after day: Day) -> Day? {
  let folded = folded(String(text.prefix(4_000)))
  if let found = unspacedDay(in: folded, after: day) { return found }
  let words = dateWords(folded)
  let mentions = DayMention.all(in: words, after: day)
  var best: (score: Int, day: Day)?
  for (number, mention) in mentions.enumerated() {
    let before = number > 0 ? mentions[number - 1].range.upperBound : 0
    let next = number + 1 < mentions.count ? mentions[number + 1].range.lowerBound : words.count
    let score = score(of: mention, in: words, from: before, to: next, isAfterDay: number > 0)
    guard score > 0 else { continue }
    let isEnglish = words[..<mention.range.lowerBound].suffix(6)
      .contains { CalendarWords.english.contains($0) }
    guard let named = mention.day(isEnglish: isEnglish, after: day) else { continue }
    if best.map({ (score, named) > ($0.score, $0.day) }) ?? true { best = (score, named) }
  }
  return best?.day
}

private func score(
  of mention: DayMention, in words: [Substring], from start: Int, to end: Int, isAfterDay: Bool
) -> Int {
  var score = 0
  let lower = mention.range.lowerBound
  for (distance, index) in (max(start, lower - 7)..<lower).reversed().enumerated() {
    if CalendarWords.back.contains(words[index]) { score = max(score, 40 - distance) }
    if CalendarWords.until.contains(words[index]) { score = max(score, 30 - distance) }
    if CalendarWords.from.contains(words[index]), words[index] == "ab" || words[index] == "vanaf" {
      score = max(score, 5)
    }
  }
  let upper = mention.range.upperBound
  for (distance, index) in (upper..<max(upper, min(end, upper + 6))).enumerated() {
    if CalendarWords.untilBehind.contains(words[index]), distance < 2 { score = max(score, 29) }
    if CalendarWords.back.contains(words[index]) { score = max(score, 20 - distance) }
  }
  // "1 to 7 December", "24.12. – 6.1.": the end of a span.
  if isAfterDay, score == 0, lower > 0, start == lower - 1, spanMarks.contains(words[lower - 1]) {
    score = 10
  }
  if mention.isSpan { score = max(score, 10) }
  // Hungarian joins its "until" to the number.
  if words[mention.range].contains(where: { $0.hasSuffix("-ig") }) { score = max(score, 29) }
  return score
}

let spanMarks: Set<Substring> = [
  "–", "-", "to", "bis", "au", "a", "al", "do", "tot", "till", "til", "through", "az", "и", "по",
  "y", "e", "and", "und",
  "i", "och", "og",
]

/// Words, numbers with their dots and slashes, and dashes.
private func dateWords(_ folded: String) -> [Substring] {
  var words: [Substring] = []
  for piece in folded.replacing("–", with: " – ").replacing("—", with: " – ")
    .split(whereSeparator: { !$0.isLetter && !$0.isNumber && !"./-–".contains($0) })
  {
    let word = trimmed(piece)
    let hasMixedMarks = word.contains("-") && (word.contains(".") || word.contains("/"))
    if hasMixedMarks, word.first?.isNumber == true {
      // `24.12.-6.1.`
      for (number, part) in word.split(separator: "-").enumerated() {
        if number > 0 { words.append("–") }
        words.append(trimmed(part))
      }
    } else if !word.isEmpty {
      words.append(word)
    }
  }
  return words
}

private func trimmed(_ word: Substring) -> Substring {
  var word = word
  while let last = word.last, ".-/".contains(last), word.count > 1 { word.removeLast() }
  while let first = word.first, "./".contains(first) { word.removeFirst() }
  return word
}

/// `12月7日まで`, `12월 7일까지`: the last day that is named, or the one before "until".
private func unspacedDay(in text: String, after day: Day) -> Day? {
  var found: Day?
  var rest = text[...]
  while let sign = rest.firstIndex(where: { $0 == "月" || $0 == "월" }) {
    let month = trailingNumber(rest[..<sign])
    let behind = rest[rest.index(after: sign)...].drop { $0 == " " }
    let digits = behind.prefix { $0.isNumber }
    let mark = behind.dropFirst(digits.count).first
    if let month, let number = Int(digits),
      mark == "日" || mark == "일" || mark == "号" || mark == "號",
      let named = dayNamed(nil, month, number, after: day)
    {
      found = named
      let after = behind.dropFirst(digits.count + 1).drop { $0 == " " || $0 == "(" || $0 == "（" }
      if after.prefix(4).contains("까") || after.prefix(4).contains("ま") { return named }
    }
    rest = rest[rest.index(after: sign)...]
  }
  if let found { return found }
  guard text.unicodeScalars.contains(where: isUnspaced) else { return nil }
  for (word, days) in [("明後日", 2), ("明日", 1), ("明天", 1), ("后天", 2), ("내일", 1), ("모레", 2)]
  where text.contains(word) {
    return day.plus(days)
  }
  for (number, names) in unspacedWeekdays.enumerated()
  where names.contains(where: { text.contains($0) }) {
    return day.plus((number + 1 - day.weekday + 6) % 7 + 1)
  }
  return nil
}

private func trailingNumber(_ text: Substring) -> Int? {
  let digits = text.reversed().prefix { $0.isNumber }.reversed()
  return Int(String(digits))
}

private let unspacedWeekdays = [
  ["月曜", "周一", "星期一", "週一", "월요일"], ["火曜", "周二", "星期二", "週二", "화요일"],
  ["水曜", "周三", "星期三", "週三", "수요일"], ["木曜", "周四", "星期四", "週四", "목요일"],
  ["金曜", "周五", "星期五", "週五", "금요일"], ["土曜", "周六", "星期六", "週六", "토요일"],
  ["日曜", "周日", "星期日", "週日", "일요일"],
]
