import Foundation
import Outreach

/// The words for a check of a decision.
struct CheckWords {
  let check: Decision.Check
  let words: Words

  var label: String { check.name.label }

  var says: String {
    switch check.name {
    case .campaign: campaign
    case .launch:
      check.moment("at").map { "\(check.passes ? "launched" : "launches") \(time($0))" }
        ?? "no later launch time"
    case .ended: sequence
    case .absence: check.moment("until").map { "away until \(time($0))" } ?? "none known"
    case .answer: check.passes ? "none waiting" : "one is not classified yet, so this waits"
    case .doubt: doubt
    case .approval, .rejected: review
    case .contact:
      (check.word("reason") as ContactRefusal?)?.fact
        ?? "not suppressed, address valid, not do-not-contact"
    case .wait:
      check.moment("until").map { check.passes ? "over since \(time($0))" : "until \(time($0))" }
        ?? ""
    case .condition, .step:
      (check.word("condition") as StepCondition?)?.says(passes: check.passes)
        ?? "the step is not in the sequence any more"
    case .window: window
    case .mailbox: mailbox
    case .domain: domain
    }
  }

  private var campaign: String {
    if check.holds("archived") { return "archived, so nothing is sent" }
    let status: CampaignStatus? = check.word("status")
    // A decision that was recorded by an older version has the reason as text.
    let reason = CampaignPause(check["reason"]) { check.facts["pause.\($0)"] }?.words
    return [status?.words.lowercased() ?? "", reason ?? check["reason"]].filter { !$0.isEmpty }
      .joined(separator: ": ")
  }

  private var sequence: String {
    let state: Enrollment.State? = check.word("state")
    let reason: ExitReason? = check.word("reason")
    return [state?.words, reason?.badge.word.lowercased()].compactMap { $0 }
      .joined(separator: ": ")
  }

  private var doubt: String {
    guard let state: Delivery.State = check.word("state"), !check.passes else {
      return "none is being sent or unconfirmed"
    }
    return "\(state.badge.word.lowercased()), so this waits"
  }

  private var review: String {
    switch check.word("review") as ReviewStatus? {
    case .rejected: "the account was rejected"
    case .approved: "the account is approved"
    case .pending, nil:
      check.passes ? "not required" : "the campaign requires approval, and the account has none"
    }
  }

  private var window: String {
    guard let days = check.facts["schedule.days"] else { return "always open" }
    let names = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
    let open = days.split(separator: ",").compactMap { Int($0) }.filter(names.indices.contains)
    let hours = "\(check["schedule.start"])–\(check["schedule.end"]), \(check["schedule.timezone"])"
    let when = "\(open.map { names[$0] }.joined(separator: ", ")) \(hours)"
    if check.passes { return "\(when), open now" }
    return check.moment("opens_at").map { "\(when), opens \(time($0))" } ?? "\(when), never opens"
  }

  private var mailbox: String {
    let who = check["sender"].isEmpty ? "\(figure("senders")) chosen, " : "\(check["sender"]), "
    let used = "\(who)\(figure("used")) of \(figure("limit")) in 24 hours"
    guard let obstacle: MailboxObstacle = check.word("obstacle") else { return used }
    return obstacle.says(sender: who, used: used, until: check.moment("next_at").map(time))
  }

  /// A number among the facts, with its thousands separated.
  private func figure(_ fact: String) -> String {
    Int(check[fact]).map(Words.number) ?? check[fact]
  }

  private var domain: String {
    let family = check["family"] == "other" ? check["domain"] : Words.sentence(check["family"])
    let rate = "\(family), \(figure("per_second")) a second"
    guard !check.passes else { return rate }
    return check.moment("next_at").map { "\(rate), next place \(words.clock($0))" } ?? rate
  }

  private func time(_ date: Date) -> String { words.time(date) }
}

extension LeadWhyPage.Check {
  init(_ check: Decision.Check, binding: Decision.CheckName?, _ words: Words) {
    let line = CheckWords(check: check, words: words)
    self.init(
      glyph: check.passes ? "g-ok" : "g-pau", isBinding: check.name == binding?.shownBy,
      label: line.label, says: line.says)
  }
}

extension Decision {
  /// The smallest change that would let a held delivery be sent.
  var wayOut: String {
    guard let binding, let check = bindingCheck else { return "" }
    switch binding {
    case .campaign:
      if check.holds("archived") {
        return "restore the campaign from the archive: Campaigns, Archived, Restore."
      }
      let status: CampaignStatus? = check.word("status")
      return status == .draft ? "launch the campaign." : "resume the campaign."
    case .launch: return "launch the campaign now."
    case .absence: return "wait: they are out of office."
    case .answer: return "wait: their reply is being classified."
    case .doubt:
      return "resolve the unconfirmed email: mark it delivered or not delivered, or resend it."
    case .rejected: return "approve the account."
    case .approval: return "approve the account, or turn off required approval."
    case .wait: return "shorten the wait of the step."
    case .window: return "widen the window of the campaign."
    case .mailbox:
      guard let obstacle: MailboxObstacle = check.word("obstacle") else {
        return "choose a mailbox that can send, or wait until this one has recovered."
      }
      return obstacle.wayOut(sender: check["sender"], used: Int(check["used"]) ?? 0)
    case .domain: return "wait a moment."
    case .ended, .contact, .step, .condition: return ""
    }
  }
}

extension Decision.CheckName {
  var label: String {
    switch self {
    case .campaign: "Campaign"
    case .launch: "Launch"
    case .ended: "In the sequence"
    case .absence: "Out of office"
    case .answer: "Reply"
    case .doubt: "Earlier email"
    case .approval, .rejected: "Review"
    case .contact: "May be contacted"
    case .wait: "Wait"
    case .step: "Step"
    case .condition: "Condition of the step"
    case .window: "Window"
    case .mailbox: "Daily sending limit"
    case .domain: "Recipient domain"
    }
  }
}
