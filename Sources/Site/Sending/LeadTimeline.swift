import Foundation
import Outreach

/// The history of a lead, the newest first, and each event once: a bounce, a reply and a skipped
/// step are shown with their delivery, so the visit and the decision beside them are left out.
struct LeadTimeline {
  let lead: LeadStory
  let deliveries: [LeadDelivery]
  let decisions: [KeptDecision]
  let visits: [LeadVisit]
  let words: Words

  var lines: [LeadWhyPage.StoryLine] {
    let all =
      deliveries.flatMap(events) + decisions.filter(isUntold).map(decision)
      + visits.filter { $0.kind != .bounced && $0.kind != .replied }.map(visit)
      + [
        (
          lead.addedAt,
          line("g-ppl", "", "Enrolled", lead.addedAt, lead.lists.joined(separator: ", "))
        )
      ]
    return all.sorted { $0.0 > $1.0 }.map(\.1)
  }

  private func events(of delivery: LeadDelivery) -> [(Date, LeadWhyPage.StoryLine)] {
    let step = "Step \(delivery.step)\(delivery.attempt > 1 ? " (again)" : "")"
    var events: [(Date, LeadWhyPage.StoryLine)] = []
    if let at = delivery.sentAt {
      let arm = delivery.arm.map { "Subject \(letter($0)), " } ?? ""
      events.append(
        (
          at,
          line(
            "g-send", "blue", "\(step) sent", at,
            "\(arm)“\(delivery.subject)”. \(delivery.answer). Message-ID \(delivery.messageID)",
            [sent] + (lead.mailbox.isEmpty ? [] : [mailbox]))
        ))
    } else if let at = delivery.settledAt {
      let (glyph, tone, word) =
        switch delivery.state {
        case .unconfirmed: ("g-warn", "amber", "unconfirmed")
        case .failed: ("g-no", "red", "failed")
        case .skipped: ("g-slash", "", "skipped")
        case .canceled, .planned, .claimed, .transmitting, .sent, .deferred:
          ("g-slash", "", "canceled")
        }
      let checks =
        decisions.first { $0.delivery == delivery.id && $0.verdict != .hold }
        .map(checks(of:)) ?? []
      events.append((at, line(glyph, tone, "\(step) \(word)", at, delivery.answer, checks)))
    }
    if let at = delivery.bouncedAt {
      let kind = (delivery.bounce ?? .soft).words
      events.append((at, line("g-bounce", "red", "\(step) bounced, \(kind)", at, "")))
    }
    if let at = delivery.repliedAt {
      events.append((at, line("g-rep", "green", "Replied", at, "")))
    }
    return events
  }

  private func isUntold(_ kept: KeptDecision) -> Bool {
    kept.verdict == .hold
      || !deliveries.contains { $0.id == kept.delivery && $0.settledAt != nil }
  }

  private func checks(of kept: KeptDecision) -> [LeadWhyPage.Check] {
    kept.checks.map { LeadWhyPage.Check($0, binding: kept.binding, words) }
  }

  private func decision(_ kept: KeptDecision) -> (Date, LeadWhyPage.StoryLine) {
    let what = kept.binding?.label.lowercased() ?? ""
    let (glyph, tone, word) =
      switch kept.verdict {
      case .hold: ("g-pau", "amber", "Held")
      case .skip: ("g-slash", "", "Skipped")
      case .cancel: ("g-slash", "red", "Canceled")
      case .send: ("g-ok", "blue", "Sent")
      }
    let times =
      kept.times > 1
      ? "Asked \(Words.number(kept.times)) times until \(words.time(kept.lastAt)), always with the same result. Shown once."
      : ""
    return (
      kept.decidedAt,
      line(glyph, tone, "\(word), \(what)", kept.decidedAt, times, checks(of: kept))
    )
  }

  /// Only deliveries that the decision function allows are claimed.
  private var sent: LeadWhyPage.Check {
    .init(glyph: "g-ok", isBinding: false, label: "Decision", says: "send now; all checks passed")
  }

  private var mailbox: LeadWhyPage.Check {
    .init(glyph: "g-ok", isBinding: false, label: "Mailbox", says: lead.mailbox)
  }

  private func visit(_ visit: LeadVisit) -> (Date, LeadWhyPage.StoryLine) {
    let what = visit.kind.words
    guard visit.visitor == .machine else {
      return (visit.at, line("g-ok", "blue", what, visit.at, "by a person"))
    }
    return (
      visit.at,
      line("g-slash", "", "\(what), not counted", visit.at, "by a machine: \(visit.judgedBy)")
    )
  }

  private func line(
    _ glyph: String, _ tone: String, _ title: String, _ at: Date, _ detail: String,
    _ checks: [LeadWhyPage.Check] = []
  ) -> LeadWhyPage.StoryLine {
    LeadWhyPage.StoryLine(
      glyph: glyph, tone: tone, title: title, when: words.exact(at), detail: detail,
      checks: checks)
  }

  private func letter(_ arm: Int) -> String {
    Unicode.Scalar(65 + UInt32(max(0, arm) % 26)).map { String($0) } ?? ""
  }
}
