import Foundation
import Outreach

/// What a check of a decision says in words.
struct CheckWords {
  let check: Decision.Check
  let words: Words

  var label: String { Self.label(of: check.name) }

  static func label(of check: String) -> String {
    switch check {
    case "campaign": "Campaign"
    case "launch": "Launch"
    case "ended": "In the sequence"
    case "absence": "Absence"
    case "answer": "Answer"
    case "doubt": "Earlier e-mail"
    case "approval", "rejected": "Review"
    case "contact": "May be contacted"
    case "wait": "Wait"
    case "condition": "Condition of the step"
    case "window": "Window"
    case "mailbox": "Mailbox day"
    case "domain": "Recipient domain"
    default: Words.sentence(check)
    }
  }

  var says: String {
    switch check.name {
    case "campaign": check["archived"] == "true" ? "archived" : reasoned(check["status"])
    case "launch": check.moment("at").map { "launches \(time($0))" } ?? "no later launch is set"
    case "ended": reasoned(check["state"])
    case "absence": check.moment("until").map { "away until \(time($0))" } ?? "none is known"
    case "answer": check.passes ? "none waits to be read" : "one is not read yet, so this waits"
    case "doubt":
      check.passes ? "none is on its way or in doubt" : "\(plain("state")), so this waits"
    case "approval": review
    case "contact": contact
    case "wait":
      check.moment("until").map { check.passes ? "over since \(time($0))" : "until \(time($0))" }
        ?? ""
    case "condition": condition
    case "window": window
    case "mailbox": mailbox
    default: domain
    }
  }

  private var condition: String {
    switch StepCondition(rawValue: check["condition"]) {
    case .always: "none, it always goes"
    case .onOpen:
      "goes if a person opened the last e-mail; \(check.passes ? "one" : "nobody") did"
    case .onClick:
      "goes if a person clicked a link in it; \(check.passes ? "one" : "nobody") did"
    case .notOpened:
      "goes if nobody opened the last e-mail; \(check.passes ? "nobody" : "a person") did"
    case nil: "the step is not in the sequence any more"
    }
  }

  private var review: String {
    if check["review"] == "rejected" { return "the account was rejected" }
    if check["review"] == "approved" { return "the account is approved" }
    return check.passes ? "none is demanded" : "the campaign demands an approval, and none is there"
  }

  private var contact: String {
    switch check["reason"] {
    case "": "not suppressed, address valid, not do-not-contact"
    case "do_not_contact": "the account is do-not-contact"
    case "no_address": "there is no address"
    case "unsubscribed": "the recipient unsubscribed"
    case "asked_in_words": "the recipient asked in a reply not to be contacted"
    case "complained": "the recipient reported an email as spam"
    case "hard_bounced", "invalid_address": "an email to the address bounced"
    case "by_hand": "a colleague suppressed the address"
    default: plain("reason")
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
    let who = check["sender"].isEmpty ? "\(check["senders"]) chosen, " : "\(check["sender"]), "
    let used = "\(who)\(check["used"]) of \(check["limit"]) in 24 hours"
    switch check["obstacle"] {
    case "": return used
    case "day_limit":
      return check.moment("next_at").map { "\(used), next place \(time($0))" } ?? used
    case "cooling": return check.moment("next_at").map { "\(who)rests until \(time($0))" } ?? used
    case "paused": return "\(who)paused"
    case "health": return "\(who)its health is too low to send"
    case "none_chosen": return "the campaign has no mailbox"
    case "no_public_address": return "\(who)no public address is set, so links would lead nowhere"
    default: return "\(who)\(plain("obstacle"))"
    }
  }

  private var domain: String {
    let family = check["family"] == "other" ? check["domain"] : Words.sentence(check["family"])
    let rate = "\(family), \(check["per_second"]) a second"
    guard !check.passes else { return rate }
    return check.moment("next_at").map { "\(rate), next place \(words.clock($0))" } ?? rate
  }

  private func reasoned(_ word: String) -> String {
    let reason = plain("reason")
    return reason.isEmpty ? word.replacing("_", with: " ") : "\(word): \(reason)"
  }

  private func plain(_ fact: String) -> String { check[fact].replacing("_", with: " ") }
  private func time(_ date: Date) -> String { words.time(date) }
}

extension LeadWhyPage.Check {
  init(_ check: Decision.Check, binding: String?, _ words: Words) {
    let line = CheckWords(check: check, words: words)
    self.init(
      glyph: check.passes ? "g-ok" : "g-pau", isBinding: check.name == binding,
      label: line.label, says: line.says)
  }
}

extension Decision {
  /// The smallest change that would let a held delivery go.
  var wayOut: String {
    guard let binding, let check = checks.first(where: { $0.name == binding }) else { return "" }
    switch binding {
    case "campaign" where check["archived"] == "true":
      return "restore the campaign from the archive."
    case "campaign" where check["status"] == "draft": return "launch the campaign."
    case "campaign": return "resume the campaign."
    case "launch": return "launch the campaign now."
    case "absence": return "nothing but waiting: they said that they are away."
    case "answer": return "nothing but waiting: their answer is being read."
    case "doubt": return "settle the e-mail in doubt: it arrived, it did not, or send again."
    case "rejected": return "approve the account."
    case "approval": return "approve the account, or stop demanding approvals."
    case "wait": return "shorten the wait of the step."
    case "window": return "widen the window of the campaign."
    case "mailbox" where check["obstacle"] == "day_limit" && !check["sender"].isEmpty:
      return "raise the day limit of \(check["sender"]) to \((Int(check["used"]) ?? 0) + 1)."
    case "mailbox" where check["obstacle"] == "day_limit":
      return "raise a mailbox’s day limit by 1, or choose one more mailbox."
    case "mailbox" where check["obstacle"] == "paused": return "resume the mailbox."
    case "mailbox" where check["obstacle"] == "no_public_address":
      return
        "set OVERTURE_PUBLIC_URL to where people reach these pages, and start the programs again."
    case "mailbox": return "choose a mailbox that can send, or wait until this one has recovered."
    case "domain": return "nothing but waiting a moment."
    default: return ""
    }
  }
}
