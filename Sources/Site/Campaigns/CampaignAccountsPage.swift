import Outreach
import Postgres
import Web

/// Templates/Campaigns/accounts.mustache: the accounts of a campaign on a page of their own, where
/// labels and notes are written in the row and several are decided at once.
struct CampaignAccountsPage: Page {
  static let template = "Campaigns/accounts"

  let frame: Frame
  let head: CampaignHead
  let topic: String
  let mayApprove: Bool
  let accounts: AccountsPanel
}

extension Site {
  func campaignAccounts(_ request: Request) throws -> Response {
    let id: Campaign.ID = try request.parameter("campaign")
    let order = AccountOrder(request)
    let (found, accounts) = try database.together(
      CampaignOverview.question(id), order.question(of: id, limit: 51))
    guard let overview = found else { throw Refusal.notFound("campaign") }
    let viewer = try viewer
    return try page(
      CampaignAccountsPage(
        frame: frame(.campaigns),
        head: CampaignHead(overview, on: .accounts, for: viewer, words: words),
        topic: "campaign:\(id)", mayApprove: viewer.may(.approve),
        accounts: AccountsPanel(accounts, in: order, of: overview, request, for: viewer, words)))
  }

  func describeAccount(_ request: Request) throws -> Response {
    let campaign: Campaign.ID = try request.parameter("campaign")
    let account: Account.ID = try request.parameter("account")
    let tags = request.form.has("tags") ? request.form["tags"].tags : nil
    let notes = request.form.has("notes") ? request.form["notes"].trimmed : nil
    try database.describe(account.rawValue, in: campaign, tags: tags, notes: notes)
    let back = request.form["back"] == "review" ? "reviews?account=\(account.rawValue)" : "accounts"
    return try seeOther("/campaigns/\(campaign)/\(back)", saying: .done("Kept."))
  }
}

extension String {
  /// "Q2 priority, warm intro" as its labels, each once.
  fileprivate var tags: [String] {
    var seen: Set<String> = []
    return split(separator: ",").map { String($0).trimmed }
      .filter { !$0.isEmpty && seen.insert($0).inserted }
  }
}
