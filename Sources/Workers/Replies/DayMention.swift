import Foundation
import Postgres

/// One day that a text names.
struct DayMention {
  enum Name {
    case date(year: Int?, month: Int, day: Int)
    /// Two numbers of which either may be the month.
    case ambiguous(year: Int?, Int, Int)
    case weekday(Int)
    case ahead(days: Int)
    case nextWeek
    case monthEnd(Int)
  }

  let name: Name
  let range: Range<Int>
  /// Written as two days of one month.
  var isSpan = false

  static func all(in words: [Substring], after day: Day) -> [DayMention] {
    var mentions: [DayMention] = []
    var index = 0
    while index < words.count {
      if let mention = mention(in: words, at: index) {
        mentions.append(mention)
        index = mention.range.upperBound
      } else {
        index += 1
      }
    }
    // A weekday beside its date says nothing more.
    return mentions.enumerated().filter { number, mention in
      guard case .weekday = mention.name else { return true }
      let next = number + 1 < mentions.count ? mentions[number + 1] : nil
      let last = number > 0 ? mentions[number - 1] : nil
      let isNext = next.map { $0.isDate && $0.range.lowerBound - mention.range.upperBound <= 2 }
      let isLast = last.map { $0.isDate && mention.range.lowerBound - $0.range.upperBound <= 1 }
      return isNext != true && isLast != true
    }.map(\.element)
  }

  private var isDate: Bool {
    switch name {
    case .date, .ambiguous: true
    default: false
    }
  }

  func day(isEnglish: Bool, after day: Day) -> Day? {
    switch name {
    case .date(let year, let month, let number): return dayNamed(year, month, number, after: day)
    case .ambiguous(let year, let first, let second):
      let european = dayNamed(year, second, first, after: day).flatMap { $0 > day ? $0 : nil }
      let american = dayNamed(year, first, second, after: day).flatMap { $0 > day ? $0 : nil }
      guard let european, let american else { return european ?? american }
      // Of two that are still to come an English writer means the nearer one.
      return isEnglish ? min(european, american) : european
    case .weekday(let weekday): return day.plus((weekday - day.weekday + 6) % 7 + 1)
    case .ahead(let days): return day.plus(days)
    case .nextWeek: return day.plus(8 - day.weekday)
    case .monthEnd(let month):
      return dayNamed(nil, month, daysIn(month, of: day.year), after: day)
    }
  }
}

extension DayMention {
  private static func mention(in words: [Substring], at index: Int) -> DayMention? {
    let word = words[index]
    if word.first?.isNumber == true { return numbered(words, index) }
    if let month = CalendarWords.months[word] { return named(month, words, index) }
    if let weekday = CalendarWords.weekdays[word] {
      return DayMention(name: .weekday(weekday), range: index..<(index + 1))
    }
    if let days = CalendarWords.ahead[word] {
      return DayMention(name: .ahead(days: days), range: index..<(index + 1))
    }
    return relative(words, index)
  }

  /// A date that begins with a number: `7.12.2026`, `2026-12-07`, `7 December`, `7th of December 2026`.
  private static func numbered(_ words: [Substring], _ index: Int) -> DayMention? {
    let word = words[index]
    // "7-11 December" and "7 – 11 December": the month is said once.
    var last = index
    var isSpan = false
    if index + 2 < words.count, spanMarks.contains(words[index + 1]),
      number(words[index + 2]) != nil,
      monthBehind(words, index + 2) != nil
    {
      last = index + 2
      isSpan = true
    }
    if let (month, end) = monthBehind(words, last) {
      let parts = words[last].split(separator: "-").compactMap { number($0) }
      guard let day = parts.last else { return nil }
      let year = end < words.count ? self.year(words[end]) : nil
      return DayMention(
        name: .date(year: year, month: month, day: day),
        range: index..<(year == nil ? end : end + 1), isSpan: isSpan || parts.count > 1)
    }
    return numeric(word).map { DayMention(name: $0, range: index..<(index + 1)) }
      ?? relative(words, index)
  }

  /// The month that follows a number, behind "of", "de" or "d", and where it ends.
  private static func monthBehind(_ words: [Substring], _ index: Int) -> (Int, Int)? {
    guard number(words[index]) != nil else { return nil }
    var next = index + 1
    if next < words.count, ["of", "de", "d", "del", "di", "den", "van"].contains(words[next]) {
      next += 1
    }
    guard next < words.count, let month = CalendarWords.months[words[next]] else { return nil }
    return (month, next + 1)
  }

  /// "December 7", "Dec 7th 2026", "end of December".
  private static func named(_ month: Int, _ words: [Substring], _ index: Int) -> DayMention? {
    if index + 1 < words.count,
      let day = words[index + 1].split(separator: "-").compactMap({ number($0) }).last,
      monthBehind(words, index + 1) == nil
    {
      let year = index + 2 < words.count ? year(words[index + 2]) : nil
      return DayMention(
        name: .date(year: year, month: month, day: day),
        range: index..<(index + (year == nil ? 2 : 3)))
    }
    let before = words[..<index].suffix(3)
    if before.contains(where: {
      [
        "end", "ende", "fin", "fine", "final", "eind", "koniec", "konca", "konec", "slutet",
        "slutningen",
      ].contains($0)
    }) {
      return DayMention(name: .monthEnd(month), range: index..<(index + 1))
    }
    if before.contains(where: {
      ["mid", "mitte", "mi", "mediados", "meta", "medio", "polowy"].contains($0)
    }) {
      return DayMention(name: .date(year: nil, month: month, day: 15), range: index..<(index + 1))
    }
    // A short word may be another: "may", "out", "set".
    guard words[index].count > 3,
      before.contains(where: {
        [
          "in", "im", "en", "em", "beginning", "early", "start", "anfang", "debut", "principios",
          "inizio", "inicio", "begin", "poczatku", "w", "i", "until", "bis", "hasta", "ate", "fino",
          "tot", "do",
        ].contains($0)
      })
    else { return nil }
    return DayMention(name: .date(year: nil, month: month, day: 1), range: index..<(index + 1))
  }

  /// "next week", "in two weeks", "for 10 days", "day after tomorrow".
  private static func relative(_ words: [Substring], _ index: Int) -> DayMention? {
    let rest = words[index...].prefix(3).map(String.init)
    let two = rest.prefix(2).joined(separator: " ")
    if nextWeeks.contains(two) { return DayMention(name: .nextWeek, range: index..<(index + 2)) }
    if rest.joined(separator: " ") == "day after tomorrow" || two == "apres demain"
      || two == "pasado manana"
    {
      return DayMention(
        name: .ahead(days: 2), range: index..<(index + (two == "day after" ? 3 : 2)))
    }
    guard index > 0,
      [
        "in", "for", "fur", "dans", "pour", "en", "por", "tra", "fra", "per", "over", "em", "za",
        "om", "durante",
      ].contains(words[index - 1]),
      rest.count >= 2, let count = Int(rest[0]) ?? smallNumbers[rest[0]], (1...60).contains(count)
    else { return nil }
    let unit = rest[1]
    if weekWords.contains(where: { unit.hasPrefix($0) }) {
      return DayMention(name: .ahead(days: 7 * count), range: index..<(index + 2))
    }
    if dayWords.contains(unit) {
      return DayMention(name: .ahead(days: count), range: index..<(index + 2))
    }
    return nil
  }

  /// `7.12`, `7/12/2026`, `2026-12-07`; with slashes either number may be the month.
  private static func numeric(_ word: Substring) -> Name? {
    guard let mark = word.first(where: { "./-".contains($0) }) else { return nil }
    let parts = word.split(separator: mark, omittingEmptySubsequences: false).map { Int($0) }
    let numbers = parts.compactMap { $0 }
    guard numbers.count == parts.count, (2...3).contains(numbers.count) else { return nil }
    if numbers.count == 3, numbers[0] > 1_000 {
      return .date(year: numbers[0], month: numbers[1], day: numbers[2])
    }
    let year = numbers.count == 3 ? fullYear(numbers[2]) : nil
    if numbers.count == 3, year == nil { return nil }
    // Two numbers with a dash are a span or a telephone number.
    if numbers.count == 2, mark == "-" { return nil }
    guard (1...31).contains(numbers[0]), (1...31).contains(numbers[1]) else { return nil }
    if mark == "/" { return .ambiguous(year: year, numbers[0], numbers[1]) }
    return .date(year: year, month: numbers[1], day: numbers[0])
  }

  private static func year(_ word: Substring) -> Int? {
    guard word.count == 4, word.allSatisfy(\.isNumber) else { return nil }
    return Int(word).flatMap(fullYear)
  }
}

private func fullYear(_ number: Int) -> Int? {
  if (0..<100).contains(number) { return 2_000 + number }
  return (2_000...2_100).contains(number) ? number : nil
}

/// The number before "th", "er" or nothing.
private func number(_ word: Substring) -> Int? {
  let digits = word.prefix { $0.isASCII && $0.isNumber }
  guard digits.count <= 2, word.count - digits.count <= 4, let number = Int(digits),
    (1...31).contains(number)
  else { return nil }
  return word.dropFirst(digits.count).allSatisfy({ $0.isLetter || $0 == "-" || $0.isNumber })
    ? number : nil
}

private let nextWeeks: Set<String> = [
  "next week", "nachste woche", "nachster woche", "kommende woche", "kommender woche",
  "semaine prochaine", "proxima semana",
  "semana que", "settimana prossima", "prossima settimana", "volgende week", "przyszlym tygodniu",
  "nasta vecka",
  "naeste uge", "neste uke", "ensi viikolla", "pristi tyden", "setmana vinent",
]

private let smallNumbers = [
  "a": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "eine": 1, "einer": 1,
  "zwei": 2, "drei": 3,
  "vier": 4, "une": 1, "deux": 2, "trois": 3, "quatre": 4, "una": 1, "dos": 2, "tres": 3, "due": 2,
  "tre": 3, "uma": 1,
  "duas": 2, "een": 1, "twee": 2, "drie": 3, "dwa": 2, "trzy": 3, "tva": 2, "to": 2,
]

private let weekWords = [
  "week", "woche", "semaine", "semana", "settiman", "weken", "tygodn", "veck", "uge", "uke",
  "viikk",
]
private let dayWords: Set<String> = [
  "day", "days", "tag", "tage", "tagen", "jour", "jours", "dia", "dias", "giorno", "giorni", "dag",
  "dagen", "dni",
]
