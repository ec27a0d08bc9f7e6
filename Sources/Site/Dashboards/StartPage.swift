import Foundation
import Outreach
import Postgres
import Web

/// Templates/Dashboards/start.mustache: the points that need the user, and the overall figures.
struct StartPage: Page {
  static let template = "Dashboards/start"

  let frame: Frame
  let greeting: String
  let sub: String
  let canEdit: Bool
  let canLaunch: Bool
  /// Until the first email has been sent.
  let first: FirstSteps?
  let needs: [Need]
  let needsCount: String
  let empty: EmptyState?
  /// The positive replies that are due first: for those who answer them, with their buttons.
  let replies: [PositiveRepliesPage.Row]
  /// The same in short, for all others.
  let waiting: [PositiveRepliesPage.Row]
  /// Of all that wait.
  let waitingCount: String
  let mailboxes: [MailboxRow]
  let mailboxCount: String
  let spending: [SpendingRow]
  let showsSpending: Bool
  let isMixed: Bool
  let funnel: [FunnelCell]
  let wedges: [Wedge]
  let funnelLabel: String
  let campaigns: [CampaignRow]
  let campaignCount: String
  let categories: CategoryPanel

  struct Need {
    let glyph: String
    let tone: String
    let title: String
    let detail: String
    let href: String
    let verb: String
    let isPrimary: Bool
  }

  struct MailboxRow {
    let href: String
    let name: String
    let domain: String
    let health: Int
    let badge: Badge?
    let share: String
    let isFull: Bool
    let used: String
    let left: String
  }

  struct SpendingRow {
    let amount: String
    let currency: String
    let entries: String
  }

  struct FunnelCell {
    let label: String
    let figure: String
    let detail: String
    let href: String
  }

  struct Wedge {
    let band: String
    let path: String
  }

  struct CampaignRow {
    let id: Int
    let name: String
    let kind: String
    let status: Badge
    /// When it launches; why one paused is said above, among what needs attention.
    let note: String
    /// The seconds until it launches; nil: it is not scheduled.
    let left: Int?
    let length: String
    let share: String
    let progress: String
    let sent: String
    let response: String
    let positive: String
  }
}

extension Site {
  /// The first page: the open tasks, or, if there is nothing yet, how to begin.
  func start(_ request: Request) throws -> Response {
    let currentUser = try currentUser
    // Everything that all roles see, in one round trip.
    let (found, campaigns, counted, mailboxes, waiting, hours, classes, disabled) =
      try database.together(
        StartFigures.question(of: currentUser.person, timeZone: currentUser.timeZone),
        RunningCampaign.latest,
        Funnel.question, MailboxToday.worst, PositiveReply.waiting(atMost: 5), PositiveReply.hours,
        ClassCount.recent, DisabledWebhook.latest)
    guard let figures = found, let funnel = counted else { throw Refusal.notFound("no figures") }
    guard figures.campaigns > 0 else { return try firstRun(figures) }
    let needs = needs(
      figures, campaigns, mailboxes, currentUser.may(.administer) ? disabled : [])
    let replies = waiting.map {
      positiveRow($0, .team, hours, canAct: currentUser.may(.handleReplies))
    }
    let spending =
      currentUser.may(.enterCosts) && currentUser.role == .finance
      ? try database.spendingOf30Days() : []
    return try page(
      StartPage(
        frame: frame(.dashboard), greeting: greeting(currentUser),
        sub:
          "\(Words.sentence(words.time(Date()))). \(Words.count(figures.sentToday, "email")) sent today, "
          + "\(Words.count(figures.repliesToday, "reply", "replies")).",
        canEdit: currentUser.may(.edit), canLaunch: currentUser.may(.launch),
        first: figures.hasSent || !currentUser.may(.edit) ? nil : try firstSteps(figures),
        needs: needs,
        needsCount: Words.number(needs.count),
        empty: needs.isEmpty
          ? EmptyState("You’re all caught up", "Tasks appear here by priority.")
          : nil,
        replies: currentUser.role == .sales ? replies : [],
        waiting: currentUser.role == .sales ? [] : replies,
        waitingCount: Words.number(figures.due),
        mailboxes: currentUser.role == .finance ? [] : mailboxes.map(mailboxRow),
        mailboxCount: Words.number(figures.mailboxes),
        spending: spending.map {
          .init(
            amount: Words.amount($0.amount, $0.currency), currency: $0.currency,
            entries: Words.count($0.entries, "entry", "entries"))
        }, showsSpending: currentUser.role == .finance, isMixed: spending.count > 1,
        funnel: funnelCells(funnel),
        wedges: funnelWedges(funnel),
        funnelLabel: "Funnel, narrowing from \(Words.number(funnel.inScope)) in scope to "
          + "\(Words.number(funnel.converted)) converted",
        campaigns: campaigns.map(campaignRow),
        campaignCount: campaignCount(campaigns), categories: CategoryPanel(classes)))
  }

  private func greeting(_ currentUser: CurrentUser) -> String {
    var calendar = Calendar(identifier: .gregorian)
    calendar.timeZone = TimeZone(identifier: currentUser.timeZone) ?? .gmt
    let hour = calendar.component(.hour, from: Date())
    let part = hour < 12 ? "morning" : hour < 18 ? "afternoon" : "evening"
    let first = currentUser.name.split(separator: " ").first.map(String.init) ?? currentUser.name
    return "Good \(part), \(first)"
  }

  private func mailboxRow(_ box: MailboxToday) -> StartPage.MailboxRow {
    let parts = box.email.split(separator: "@", maxSplits: 1).map(String.init)
    return .init(
      href: "/mailboxes/\(box.id)", name: (parts.first ?? "") + "@",
      domain: parts.count > 1 ? parts[1] : "",
      health: box.health, badge: box.obstacle?.badge,
      share: Words.length(Double(box.used) / Double(max(box.dayLimit, 1))),
      isFull: box.used >= box.dayLimit,
      used: "\(Words.number(box.used)) of \(Words.number(box.dayLimit)) used",
      left: Words.number(max(box.dayLimit - box.used, 0)))
  }

  /// "4", or "4, 1 of them paused": all of them, also those that are not shown.
  private func campaignCount(_ campaigns: [RunningCampaign]) -> String {
    guard let some = campaigns.first else { return "0" }
    let all = Words.number(some.campaigns)
    return some.pausedCampaigns == 0
      ? all : "\(all), \(Words.number(some.pausedCampaigns)) of them paused"
  }

  private func campaignRow(_ campaign: RunningCampaign) -> StartPage.CampaignRow {
    let share = Double(campaign.written) / Double(max(campaign.total, 1))
    return .init(
      id: campaign.id.rawValue, name: campaign.name,
      kind: "\(campaign.goal.words) · \(campaign.product)",
      status: .campaign(campaign.status, launchAt: campaign.launchAt),
      note: Badge.isScheduled(campaign.status, campaign.launchAt)
        ? campaign.launchAt.map(words.launch) ?? "" : "",
      left: Badge.isScheduled(campaign.status, campaign.launchAt)
        ? Words.secondsUntil(campaign.launchAt) : nil,
      length: Words.length(share), share: campaign.total == 0 ? "–" : Words.percent(share),
      progress: "\(Words.number(campaign.written)) of "
        + "\(Words.count(campaign.total, "account")) contacted",
      sent: Words.number(campaign.sentMails),
      response: campaign.written == 0
        ? "–" : Words.percent(Double(campaign.replied) / Double(campaign.written)),
      positive: Words.number(campaign.positive))
  }
}
