import Foundation
import Outreach

/// The steps of the sequence, with the outcomes of their emails.
struct SequencePanel {
  let isEmpty: Bool
  let href: String
  let steps: [Step]
  /// Empty if none failed.
  let failed: String
  let failures: String

  struct Step {
    let number: Int
    let subject: String
    let when: String
    let sent: String
    let opened: String
    let machines: String
    let clicked: String
    let replied: String
    let bounced: String
    let soft: String
  }

  init(_ lines: [StepLine], _ mails: MailFigures, of campaign: Campaign.ID) {
    failed = mails.failed > 0 ? "\(Words.number(mails.failed)) failed" : ""
    failures = "/campaigns/\(campaign)/failures"
    isEmpty = lines.isEmpty
    href = "/campaigns/\(campaign)/sequence"
    steps = lines.map { line in
      Step(
        number: line.position + 1, subject: line.subject, when: line.when,
        sent: Words.number(line.sent), opened: Words.number(line.opened),
        machines: line.machineOpened > 0 ? "+\(Words.number(line.machineOpened))" : "",
        clicked: Words.number(line.clicked), replied: Words.number(line.replied),
        bounced: Words.number(line.hardBounced),
        soft: line.softBounced > 0 ? "+\(Words.number(line.softBounced))" : "")
    }
  }
}

extension StepLine {
  /// "4 d 2 h, if not opened"
  fileprivate var when: String {
    let wait = [waitDays > 0 ? "\(waitDays) d" : "", waitHours > 0 ? "\(waitHours) h" : ""]
      .filter { !$0.isEmpty }.joined(separator: " ")
    let condition = position == 0 && condition == .always ? "" : condition.shortWords
    return [wait.isEmpty ? "immediately" : wait, condition].filter { !$0.isEmpty }
      .joined(separator: ", ")
  }
}
