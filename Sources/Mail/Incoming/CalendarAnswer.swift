import Text

/// A calendar's answer in an email (RFC 5546): a person accepts or declines an appointment, or
/// proposes one. The text of the part is for programs.
struct CalendarAnswer {
  /// As `REPLY`, in capitals.
  let method: String
  /// As `ACCEPTED`, in capitals; empty where it answers nothing.
  let answer: String
  let summary: String

  init?(_ text: String) {
    var fields: [String: String] = [:]
    var answer = ""
    var name = ""
    for line in text.prefix(200_000).split(whereSeparator: \.isNewline).prefix(2_000) {
      // A line that begins with a space goes on with the one above (RFC 5545, 3.1).
      if line.first == " " || line.first == "\t" {
        if name == "SUMMARY" { fields[name]? += line.dropFirst() }
        if name == "ATTENDEE", answer.isEmpty { answer = Self.answer(in: line) }
        continue
      }
      let head = line.prefix { $0 != ":" && $0 != ";" }
      name = head.uppercased()
      if name == "ATTENDEE" {
        if answer.isEmpty { answer = Self.answer(in: line) }
      } else if fields[name] == nil, let colon = line.firstIndex(of: ":") {
        fields[name] = String(line[line.index(after: colon)...].prefix(500)).trimmingBlanks()
      }
    }
    guard fields["BEGIN"] != nil else { return nil }
    method = (fields["METHOD"] ?? "").uppercased()
    self.answer = answer
    summary = (fields["SUMMARY"] ?? "").replacing("\\,", with: ",").replacing("\\n", with: " ")
  }

  private static func answer(in line: Substring) -> String {
    let upper = line.uppercased()
    guard let start = upper.firstRange(of: "PARTSTAT=")?.upperBound else { return "" }
    return String(upper[start...].prefix { $0.isLetter || $0 == "-" })
  }

  /// Text for people, if they added no words of their own.
  var words: String {
    let what = summary.isEmpty ? "the invitation" : summary
    switch (method, answer) {
    case ("REPLY", "ACCEPTED"): return "Accepted: \(what)"
    case ("REPLY", "TENTATIVE"): return "Tentatively accepted: \(what)"
    case ("REPLY", "DECLINED"): return "Declined: \(what)"
    case ("COUNTER", _): return "Proposed another time: \(what)"
    case ("REQUEST", _): return "Invitation: \(what)"
    case ("CANCEL", _): return "Canceled: \(what)"
    default: return what
    }
  }

  /// Whether a person made a decision about an appointment with us.
  var isAnswer: Bool { method == "REPLY" || method == "COUNTER" }
}
