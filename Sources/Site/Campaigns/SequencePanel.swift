import Foundation
import Outreach

/// The steps of the sequence, with what became of their e-mails.
struct SequencePanel {
  let isEmpty: Bool
  let hasPage: Bool
  let href: String
  let steps: [Step]
  let hasFailed: Bool
  let failed: String
  let failures: String

  struct Step {
    let number: Int
    let subject: String
    let when: String
    let sent: String
    let opened: String
    let machines: String
    let hasMachines: Bool
    let clicked: String
    let replied: String
    let bounced: String
    let soft: String
    let hasSoft: Bool
  }

  init(_ lines: [StepLine], _ mails: MailFigures, of campaign: Campaign.ID) {
    hasFailed = mails.failed > 0
    failed = "\(Words.number(mails.failed)) failed"
    failures = "/campaigns/\(campaign)/failures"
    isEmpty = lines.isEmpty
    hasPage = Site.answers("/campaigns/:campaign/sequence")
    href = "/campaigns/\(campaign)/sequence"
    steps = lines.map { line in
      Step(
        number: line.position + 1, subject: line.subject, when: line.when,
        sent: Words.number(line.sent), opened: Words.number(line.opened),
        machines: "+\(Words.number(line.machineOpened))", hasMachines: line.machineOpened > 0,
        clicked: Words.number(line.clicked), replied: Words.number(line.replied),
        bounced: Words.number(line.hardBounced), soft: "+\(Words.number(line.softBounced))",
        hasSoft: line.softBounced > 0)
    }
  }
}

extension StepLine {
  /// "4 d 2 h, if not opened"
  fileprivate var when: String {
    let wait = [waitDays > 0 ? "\(waitDays) d" : "", waitHours > 0 ? "\(waitHours) h" : ""]
      .filter { !$0.isEmpty }.joined(separator: " ")
    let condition =
      switch condition {
      case "on_open": "if opened"
      case "on_click": "if clicked"
      case "not_opened": "if not opened"
      default: position == 0 ? "" : "always"
      }
    return [wait.isEmpty ? "at once" : wait, condition].filter { !$0.isEmpty }
      .joined(separator: ", ")
  }
}
