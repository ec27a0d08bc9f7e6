import Foundation
import Outreach

/// The first rows of the review queue, on the campaign's page.
struct QueuePanel {
  let campaign: Int
  let pending: String
  let mayApprove: Bool
  let isEmpty: Bool
  let rows: [QueueRow]
  let summary: String

  init(
    _ items: some Collection<ReviewItem>, _ bands: ScoreBands, of overview: CampaignOverview,
    for viewer: Viewer
  ) {
    campaign = overview.campaign.id.rawValue
    pending = "\(Words.number(overview.statistics.pending)) pending"
    mayApprove = viewer.may(.approve)
    isEmpty = items.isEmpty
    rows = items.map(QueueRow.init)
    summary =
      "Sorted by effective score. \(Words.number(bands.excellent)) excellent, "
      + "\(Words.number(bands.moderate)) moderate, \(Words.number(bands.mismatch)) mismatch."
  }
}

struct QueueRow {
  let account: Int
  let name: String
  let about: String
  let score: ScoreChip
  let reason: String

  init(_ item: ReviewItem) {
    account = item.account.rawValue
    name = item.name
    about = item.about
    score = ScoreChip(ai: item.fitScore, override: item.overrideScore)
    reason = item.firstReason
  }
}

extension ReviewItem {
  /// "Cold store · 240 staff · CZ"
  var about: String {
    [industry, employees.map { "\(Words.number($0)) staff" } ?? "", country]
      .filter { !$0.isEmpty }.joined(separator: " · ")
  }
}

/// What was said last in a campaign, inbound first.
struct ConversationPanel {
  let isEmpty: Bool
  let lines: [Line]
  let href: String

  struct Line {
    let href: String
    let isLink: Bool
    let person: String
    let about: String
    let state: Badge
    let when: String
    let words: String
    let isOurs: Bool
  }

  init(_ lines: [PanelLine], of campaign: Campaign.ID, _ words: Words) {
    let pattern = "/campaigns/:campaign/accounts/:account"
    let isLink = Site.answers(pattern)
    self.lines = lines.map { line in
      Line(
        href: pattern.replacing(":campaign", with: "\(campaign)")
          .replacing(":account", with: "\(line.account)"),
        isLink: isLink, person: line.person,
        about: "\(line.accountName) · \(line.channel.words)",
        state: line.badge, when: words.ago(line.at), words: line.words,
        isOurs: line.direction == .outbound)
    }
    isEmpty = lines.isEmpty
    href = "/campaigns/\(campaign)/conversations"
  }
}

extension PanelLine {
  fileprivate var badge: Badge {
    switch state {
    case .received: replyClass?.badge ?? Badge("Unread", "g-ring")
    case .draft: OutreachStatus.draft.badge
    case .sent: OutreachStatus.sent.badge
    }
  }
}

/// The steps of the sequence, with what became of their e-mails.
struct SequencePanel {
  let isEmpty: Bool
  let href: String
  let steps: [Step]
  /// Empty where none failed.
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
    return [wait.isEmpty ? "at once" : wait, condition].filter { !$0.isEmpty }
      .joined(separator: ", ")
  }
}
