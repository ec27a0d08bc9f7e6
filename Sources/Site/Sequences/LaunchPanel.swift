import Foundation
import Outreach
import Postgres
import Web

/// Templates/Sequences/check.mustache: one point of the launch checklist.
struct CheckItem {
  let title: String
  let detail: String
  let isMet: Bool
  let isNeeded: Bool
  /// `open`, `no`, or nothing for a point that is met.
  let tone: String
  let glyph: String
  let href: String
  let verb: String
}

/// The launch checklist, and its figures, which both the head of the list and the line under the
/// page's title show.
struct Checklist {
  let items: [CheckItem]
  /// The points that refuse the launch.
  let open: Int
  /// The points that are worth a look.
  let warnings: Int
  /// "2 open, 1 to check"
  let figures: String

  var isReady: Bool { open == 0 }

  init(_ items: [CheckItem]) {
    self.items = items
    let open = items.count { !$0.isMet && $0.isNeeded }
    let warnings = items.count { !$0.isMet && !$0.isNeeded }
    (self.open, self.warnings) = (open, warnings)
    let parts = [
      open > 0 ? "\(Words.number(open)) open" : "",
      warnings > 0 ? "\(Words.number(warnings)) to check" : "",
    ].filter { !$0.isEmpty }
    figures = parts.isEmpty ? "all done" : parts.joined(separator: ", ")
  }

  /// "2 points are open before launch, and 1 is to be checked."
  var sentence: String {
    let check = "\(Words.count(warnings, "point")) \(warnings == 1 ? "is" : "are") to check"
    guard open > 0 else {
      return warnings == 0 ? "Ready to launch." : "Ready to launch. \(check)."
    }
    return "\(Words.count(open, "point")) \(open == 1 ? "is" : "are") open before launch."
      + (warnings == 0 ? "" : " \(check).")
  }
}

struct LaunchForm {
  let campaign: Int
  let isReady: Bool
  let at: FormField
  let errors: FormErrors?
}

/// Another time for a scheduled launch.
struct LaunchChange {
  let campaign: Int
  let launch: String
  let left: Int?
  let at: FormField
  let errors: FormErrors?
}

extension Site {
  func checklist(
    _ checks: [LaunchCheck], _ lacking: [LackingField], of campaign: Campaign.ID
  ) -> Checklist {
    let items = checks.map { check in
      let (title, detail, href) = wording(of: check, campaign)
      return CheckItem(title, detail, isMet: check.isMet, isNeeded: check.isNeeded, href)
    }
    let hopeless = lacking.filter(\.isHopeless).map(\.name)
    let some = lacking.filter { !$0.isHopeless }.map {
      "\(Words.count($0.lacking, "lead")) \($0.lacking == 1 ? "lacks" : "lack") \($0.name)"
    }
    let detail =
      (hopeless.isEmpty ? [] : ["no lead has \(hopeless.joined(separator: ", "))"]) + some
    let all =
      items + [
        CheckItem(
          "Personalization",
          lacking.isEmpty ? "all variables filled" : detail.joined(separator: "; "),
          isMet: lacking.isEmpty, isNeeded: !hopeless.isEmpty, "#editor"),
        CheckItem("Unsubscribe link", "in every email", isMet: true, isNeeded: true, "#preview"),
      ]
    return Checklist(all)
  }

  private func wording(
    of check: LaunchCheck, _ campaign: Campaign.ID
  ) -> (String, String, String) {
    let figure = Words.number(check.figure)
    switch check.name {
    case .steps:
      return (
        "Steps written", check.isMet ? Words.count(check.figure, "email") : "none yet", "?step=new"
      )
    case .leads:
      return (
        "List attached",
        check.isMet
          ? "\(Words.count(check.figure, "lead")) from \(Words.count(Int(check.detail) ?? 0, "list"))"
          : "no lead yet: attach a list with contacts who may be contacted", "#lists"
      )
    case .approvals:
      let all = Words.count(Int(check.detail) ?? 0, "account")
      return (
        "Accounts approved",
        check.figure == 0
          ? "0 of \(all): nothing is sent until you approve some"
          : check.isMet ? "all \(all)" : "\(figure) of \(all): the others get nothing yet",
        "/campaigns/\(campaign)/reviews"
      )
    case .unreviewed:
      return (
        "Accounts reviewed",
        check.isMet
          ? "all \(Words.count(Int(check.detail) ?? 0, "account"))"
          : "\(Words.count(check.figure, "account")) not reviewed: they will still be contacted",
        "/campaigns/\(campaign)/reviews"
      )
    case .mailboxes:
      let day = Words.number(Int(check.detail) ?? 0)
      return (
        "Mailboxes ready",
        check.isMet ? "\(figure), together \(day) a day" : "no ready mailbox is selected",
        "#mailboxes"
      )
    case .oneKind:
      return (
        "Practice or live", check.isMet ? "not mixed" : "practice and real mailboxes are mixed",
        "#mailboxes"
      )
    case .publicAddress:
      return (
        "Public address",
        check.isMet
          ? check.detail
          : check.detail.isEmpty
            ? "none is set: recipients could not follow links or unsubscribe. Set OVERTURE_PUBLIC_URL"
            : "\(check.detail) is this machine alone: recipients could not follow links or unsubscribe. "
              + "Set OVERTURE_PUBLIC_URL",
        "#mailboxes"
      )
    case .replies:
      return ("Replies", repliesAreNotRead, "#mailboxes")
    case .window:
      let opens = Date(sqlText: check.detail).map {
        $0.timeIntervalSinceNow < 60 ? "open now" : "next window opens \(words.time($0))"
      }
      return ("Schedule", opens ?? "it never opens", "#schedule")
    case .footer:
      return (
        "Sender’s postal address",
        check.detail.isEmpty
          ? check.isMet ? "not needed for practice" : "the footer has no postal address"
          : check.detail, "/settings"
      )
    }
  }

  /// For viewers who may launch, while there is something to launch.
  func launchForm(
    _ campaign: SequenceCampaign, isReady: Bool, _ refused: RefusedForms
  ) throws -> LaunchForm? {
    guard campaign.isDraft, try currentUser.may(.launch) else { return nil }
    let at = FormField(
      "at", "Launch at", value: refused.launchAt, type: "datetime-local",
      hint: "Time zone: \(try currentUser.timeZone). Leave empty to launch now.",
      error: refused.launchError,
      isOptional: true)
    return LaunchForm(
      campaign: campaign.id.rawValue, isReady: isReady, at: at,
      errors: FormErrors.of([at], verb: "Not launched."))
  }

  /// While the launch is scheduled: another time, or back to a draft.
  func launchChange(
    _ campaign: SequenceCampaign, _ refused: RefusedForms
  ) throws -> LaunchChange? {
    guard Badge.isScheduled(campaign.status, campaign.launchAt), let at = campaign.launchAt,
      try currentUser.may(.launch)
    else { return nil }
    let field = FormField(
      "at", "Launch at",
      value: refused.launchError.isEmpty ? words.fieldText(at) : refused.launchAt,
      type: "datetime-local",
      hint: "Time zone: \(try currentUser.timeZone). Leave empty to launch now.",
      error: refused.launchError, isOptional: true)
    return LaunchChange(
      campaign: campaign.id.rawValue, launch: words.launch(at: at),
      left: Words.secondsUntil(at), at: field,
      errors: FormErrors.of([field], verb: "Not changed."))
  }
}

extension CheckItem {
  init(_ title: String, _ detail: String, isMet: Bool, isNeeded: Bool, _ href: String) {
    self.title = title
    self.detail = detail
    self.isMet = isMet
    self.isNeeded = isNeeded
    self.href = href
    tone = isMet ? "" : isNeeded ? "no" : "open"
    glyph = isMet ? "g-ok" : isNeeded ? "g-no" : "g-warn"
    verb = isMet ? "View" : "Fix"
  }
}
