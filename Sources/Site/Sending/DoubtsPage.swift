import Foundation
import Outreach
import Postgres
import Web

/// Templates/Sending/doubts.mustache
struct DoubtsPage: Page {
  static let template = "Sending/doubts"

  let frame: Frame
  let address: String
  let head: CampaignHead?
  let isOverall: Bool
  let maySettle: Bool
  let items: [Item]
  let paging: Paging
  let empty: EmptyState?

  struct Item {
    let delivery: Int
    let lead: String
    let name: String
    let email: String
    let about: String
    let evidence: String
    let messageID: String
    let answer: String
  }
}

extension Site {
  /// E-mails of which nobody knows whether they arrived, of one campaign or of all.
  func doubts(_ request: Request) throws -> Response {
    let campaign: Campaign.ID? =
      request.parameters["campaign"] == nil ? nil : try request.parameter("campaign")
    let head = try campaign.map { try campaignHead($0, on: .sequence) }
    let turn = PageTurn(request)
    let key: Delivery.ID? = turn.key?.id(0)
    let place: Place<Delivery.ID> =
      key.map { turn.isBackwards ? .before($0) : .after($0) } ?? .first
    let (shown, paging) = Paging.of(
      try database.doubts(of: campaign, at: place), turn, request, of: ("e-mail", "e-mails"),
      key: { ["\($0.delivery)"] })
    return try page(
      DoubtsPage(
        frame: head.map(frame(of:)) ?? frame(.campaigns),
        address: campaign.map { "/campaigns/\($0)/doubts" } ?? "/doubts",
        head: head, isOverall: head == nil, maySettle: viewer.may(.launch),
        items: shown.map(item), paging: paging,
        empty: shown.isEmpty ? nothingInDoubt : nil))
  }

  func settleDoubt(_ request: Request) throws -> Response {
    let delivery: Delivery.ID = try request.parameter("delivery")
    try database.refuseUnknown(delivery)
    let verdict: Doubt.Verdict = try request.field("verdict")
    let back = LocalPath.isOurs(request.form["back"]) ? request.form["back"] : "/doubts"
    do {
      try database.savepoint {
        try database.settleDoubt(delivery, as: verdict, by: viewer.person)
      }
    } catch Refusal.conflict(let why) {
      return try seeOther(back, saying: .bad("Not settled: \(why)."))
    }
    switch verdict {
    case .arrived: return try seeOther(back, saying: .done("Settled: it arrived."))
    case .lost: return try seeOther(back, saying: .done("Settled: it did not arrive."))
    case .again: return try seeOther(back, saying: .done("It is sent again."))
    }
  }

  /// Nobody can take a second e-mail back.
  func askToSendAgain(_ request: Request) throws -> Response {
    let delivery: Delivery.ID = try request.parameter("delivery")
    try database.refuseUnknown(delivery)
    return try page(
      ConfirmPage(
        frame: frame(.campaigns), question: "Send this e-mail again?",
        stays:
          "If the first one did arrive after all, the person gets it twice. The second one is "
          + "written down with your name.",
        action: "/doubts/\(delivery)", verb: "Send 1 e-mail again", back: "/doubts",
        fields: [HiddenField("verdict", Doubt.Verdict.again.rawValue)]))
  }

  private func item(_ doubt: Doubt) -> DoubtsPage.Item {
    let left = doubt.transmittingAt.map { "left at \(words.exact($0)), " } ?? ""
    return DoubtsPage.Item(
      delivery: doubt.delivery.rawValue,
      lead: "/campaigns/\(doubt.campaign)/leads/\(doubt.enrolment)", name: doubt.name,
      email: doubt.email,
      about: "Step \(doubt.step) of \(doubt.campaignName), from \(doubt.mailbox)",
      evidence: "\(left)in doubt since \(words.time(doubt.settledAt))", messageID: doubt.messageID,
      answer: doubt.answer)
  }

  private var nothingInDoubt: EmptyState {
    EmptyState(
      "Nothing is in doubt",
      "An e-mail comes here when its sender or the connection died before the server answered. "
        + "An open, a reply or a bounce settles it by itself.")
  }
}
