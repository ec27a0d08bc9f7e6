import Foundation
import Postgres

/// The day on which somebody says to be back, after the day of the message; nil when none is named.
func returnDay(in text: String, after day: Day) -> Day? {
  let words = folded(text).split {
    !$0.isLetter && !$0.isNumber && $0 != "." && $0 != "/" && $0 != "-"
  }
  .map { String($0).trimmingDots }
  for (index, word) in words.enumerated() where backWords.contains(word) {
    let near = Array(words[(index + 1)...].prefix(8))
    if let found = date(in: near, after: day) { return found }
  }
  return nil
}

extension String {
  fileprivate var trimmingDots: String {
    var text = self[...]
    while text.last == "." { text.removeLast() }
    return String(text)
  }
}

extension Day {
  /// The day of a moment, in UTC.
  init(containing moment: Date) {
    var seconds = time_t(moment.timeIntervalSince1970)
    var parts = tm()
    gmtime_r(&seconds, &parts)
    self.init(
      year: Int(parts.tm_year) + 1900, month: Int(parts.tm_mon) + 1, day: Int(parts.tm_mday))
  }

  fileprivate func plus(_ days: Int) -> Day {
    var parts = tm()
    parts.tm_year = Int32(year - 1900)
    parts.tm_mon = Int32(month - 1)
    parts.tm_mday = Int32(day + days)
    parts.tm_hour = 12
    return Day(containing: Date(timeIntervalSince1970: TimeInterval(timegm(&parts))))
  }

  /// Monday is 1.
  fileprivate var weekday: Int {
    var parts = tm()
    parts.tm_year = Int32(year - 1900)
    parts.tm_mon = Int32(month - 1)
    parts.tm_mday = Int32(day)
    parts.tm_hour = 12
    timegm(&parts)
    return parts.tm_wday == 0 ? 7 : Int(parts.tm_wday)
  }
}

private func date(in words: [String], after day: Day) -> Day? {
  for (index, word) in words.enumerated() {
    if let found = numericDate(word, after: day) { return found }
    if let month = month(word) {
      let before =
        index > 0 ? number(words[index - 1]) ?? (index > 1 ? number(words[index - 2]) : nil) : nil
      let after = index + 1 < words.count ? number(words[index + 1]) : nil
      if let number = before ?? after { return next(month: month, day: number, after: day) }
    }
  }
  for word in words {
    guard let weekday = weekdays.first(where: { word.hasPrefix($0.0) })?.1 else { continue }
    let ahead = (weekday - day.weekday + 6) % 7 + 1
    return day.plus(ahead)
  }
  return nil
}

private func number(_ word: String) -> Int? {
  guard let number = Int(word.prefix { $0.isNumber }), (1...31).contains(number) else { return nil }
  return number
}

/// `15.01.`, `15/01/2027`, `2027-01-15`, and `8/15`, which only an American can mean.
private func numericDate(_ word: String, after day: Day) -> Day? {
  let parts = word.split { !$0.isNumber }.compactMap { Int($0) }
  guard word.contains(where: { "./-".contains($0) }), (2...3).contains(parts.count) else {
    return nil
  }
  if parts.count == 3, parts[0] > 1_000 { return valid(parts[0], parts[1], parts[2]) }
  let isAmerican = parts[1] > 12
  let (number, month) = isAmerican ? (parts[1], parts[0]) : (parts[0], parts[1])
  guard parts.count == 3 else { return next(month: month, day: number, after: day) }
  return valid(parts[2] < 100 ? 2_000 + parts[2] : parts[2], month, number)
}

private func valid(_ year: Int, _ month: Int, _ day: Int) -> Day? {
  (1...12).contains(month) && (1...31).contains(day) && (2_000...2_100).contains(year)
    ? Day(year: year, month: month, day: day) : nil
}

private func next(month: Int, day number: Int, after day: Day) -> Day? {
  guard let found = valid(day.year, month, number) else { return nil }
  return found > day ? found : valid(day.year + 1, month, number)
}

private func month(_ word: String) -> Int? {
  guard word.count >= 3, !word.contains(where: \.isNumber) else { return nil }
  return monthNames.first { word.hasPrefix($0.0) }?.1
}

private let backWords: Set = [
  "until", "till", "til", "return", "returning", "back", "bis", "zuruck", "wieder", "ab", "jusqu",
  "jusquau", "retour", "hasta", "regreso", "vuelvo", "vuelta", "ate", "retorno", "volto", "volta",
  "fino", "rientro", "ritorno", "tot", "terug", "tills", "tillbaka", "indtil", "tilbage", "tilbake",
  "do", "wracam", "powrot", "vratim", "zpet", "asti", "palaan", "kadar", "до", "вернусь", "reopen",
]

private let monthNames: [(String, Int)] = [
  ("jan", 1), ("janv", 1), ("ene", 1), ("gen", 1), ("feb", 2), ("fev", 2), ("fevr", 2), ("mar", 3),
  ("maerz", 3), ("mrt", 3), ("maa", 3), ("apr", 4), ("avr", 4), ("abr", 4), ("may", 5), ("mai", 5),
  ("mei", 5), ("mag", 5), ("maj", 5), ("jun", 6), ("juin", 6), ("giu", 6), ("jul", 7), ("juil", 7),
  ("lug", 7), ("aug", 8), ("aou", 8), ("ago", 8), ("sep", 9), ("set", 9), ("oct", 10), ("okt", 10),
  ("out", 10), ("ott", 10), ("nov", 11), ("dec", 12), ("dez", 12), ("dic", 12), ("янв", 1),
  ("фев", 2), ("мар", 3), ("апр", 4), ("ма", 5), ("июн", 6), ("июл", 7), ("авг", 8), ("сен", 9),
  ("окт", 10), ("ноя", 11), ("дек", 12),
]

private let weekdays: [(String, Int)] = [
  ("monday", 1), ("tuesday", 2), ("wednesday", 3), ("thursday", 4), ("friday", 5), ("montag", 1),
  ("dienstag", 2), ("mittwoch", 3), ("donnerstag", 4), ("freitag", 5), ("lundi", 1), ("mardi", 2),
  ("mercredi", 3), ("jeudi", 4), ("vendredi", 5), ("lunes", 1), ("martes", 2), ("miercoles", 3),
  ("jueves", 4), ("viernes", 5), ("segunda", 1), ("terca", 2), ("quarta", 3), ("quinta", 4),
  ("sexta", 5), ("lunedi", 1), ("martedi", 2), ("mercoledi", 3), ("giovedi", 4), ("venerdi", 5),
  ("maandag", 1), ("dinsdag", 2), ("woensdag", 3), ("donderdag", 4), ("vrijdag", 5), ("mandag", 1),
]
