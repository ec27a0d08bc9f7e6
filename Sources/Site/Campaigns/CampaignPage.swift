import Foundation
import Outreach
import Postgres
import Web

/// Templates/Campaigns/campaign.mustache: the four panels of a campaign on one screen.
struct CampaignPage: Page {
  static let template = "Campaigns/campaign"

  let frame: Frame
  let head: CampaignHead
  let failures: [FailureBanner]
  let topic: String
  let metrics: [Metric]
  let queue: QueuePanel
  let accounts: AccountsPanel
  let conversations: ConversationPanel
  let sequence: SequencePanel
  let histogram: Histogram
  let costs: CostPanel?
}

extension Site {
  func campaign(_ request: Request) throws -> Response {
    let id: Campaign.ID = try request.parameter("campaign")
    let currentUser = try currentUser
    let order = AccountOrder(request)
    // Everything in one round trip; it counts no rows except the failures of a completed campaign.
    let (found, sums, queue, accounts, conversations, steps, spend, calls, failed) =
      try database.together(
        CampaignOverview.question(id), ScoreBands.question(of: id), ReviewItem.queue(of: id),
        order.question(of: id),
        PanelLine.latest(of: id), StepLine.all(of: id), SpendLine.all(of: id),
        APICostLine.all(of: id), FailureCount.all(of: id))
    guard let overview = found, let bands = sums else { throw Refusal.notFound("campaign") }
    let head = try campaignHead(overview, on: .overview)
    let statistics = overview.statistics
    return try page(
      CampaignPage(
        frame: frame(of: head), head: head,
        failures: FailureBanner.of(failed, overview), topic: "campaign:\(id)",
        metrics: statistics.metrics(of: id),
        queue: QueuePanel(queue.prefix(6), bands, of: overview, for: currentUser),
        accounts: AccountsPanel(
          accounts, in: order, of: overview, request, for: currentUser, words),
        conversations: ConversationPanel(conversations, of: id, words),
        sequence: SequencePanel(steps, overview.mails, of: id),
        histogram: Histogram(statistics.scores, goal: overview.campaign.goal),
        costs: currentUser.may(.seeCosts)
          ? CostPanel(
            CostSummary(
              spend, outreached: statistics.outreached, responded: statistics.responded),
            api: calls, of: id, mayEnter: currentUser.may(.enterCosts)) : nil))
  }
}

extension CampaignStatistics {
  /// The strip at the top of the page: six figures, each with its share of the whole.
  func metrics(of campaign: Campaign.ID) -> [Metric] {
    let base = "/campaigns/\(campaign)"
    func share(_ part: Int, of whole: Int) -> Double {
      whole == 0 ? 0 : Double(part) / Double(whole)
    }
    func percent(_ part: Int, of whole: Int, _ words: String, none: String) -> String {
      whole == 0 ? none : "\(Words.percent(share(part, of: whole))) of \(words)"
    }
    return [
      Metric(
        "Accounts", Words.number(total), detail: "\(Words.number(total - scored)) unscored",
        href: "\(base)/accounts", share: total == 0 ? 0 : 1),
      Metric(
        "Scored", Words.number(scored),
        detail: percent(scored, of: total, "accounts", none: "no accounts"),
        href: "\(base)/accounts?sort=-score", share: share(scored, of: total)),
      Metric(
        "Approved", Words.number(approved),
        detail: "\(Words.number(pending)) pending, \(Words.number(rejected)) rejected",
        href: "\(base)/reviews", share: share(approved, of: total)),
      Metric(
        "Contacted", Words.number(outreached),
        detail: percent(outreached, of: total, "accounts", none: "no accounts"),
        href: "\(base)/accounts?sort=-touch", share: share(outreached, of: total)),
      Metric(
        "Responded", Words.number(responded),
        detail: percent(responded, of: outreached, "contacted", none: "none contacted yet"),
        href: "\(base)/accounts?sort=-touch", share: share(responded, of: total)),
      Metric(
        "Response rate", responseRate.map(Words.percent) ?? "–",
        detail: responseRate == nil ? "no accounts contacted yet" : "responded, of contacted",
        share: responseRate ?? 0, isGreen: true),
    ]
  }
}
