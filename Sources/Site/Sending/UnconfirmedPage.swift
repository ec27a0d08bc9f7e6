import Foundation
import Outreach
import Postgres
import Web

/// Templates/Sending/unconfirmed.mustache
struct UnconfirmedPage: Page {
  static let template = "Sending/unconfirmed"

  let frame: Frame
  let address: String
  let head: CampaignHead?
  let isOverall: Bool
  let mayResolve: Bool
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
  /// Emails whose server never confirmed them, of one campaign or of all.
  func unconfirmedDeliveries(_ request: Request) throws -> Response {
    let campaign: Campaign.ID? =
      request.parameters["campaign"] == nil ? nil : try request.parameter("campaign")
    let head = try campaign.map { try campaignHead($0, on: .sequence) }
    let turn = PageTurn(request)
    let key: Delivery.ID? = turn.key?.id(0)
    let place: Place<Delivery.ID> =
      key.map { turn.isBackwards ? .before($0) : .after($0) } ?? .first
    let (shown, paging) = Paging.of(
      try database.unconfirmedDeliveries(of: campaign, at: place), turn, request,
      of: ("email", "emails"),
      key: { ["\($0.delivery)"] })
    return try page(
      UnconfirmedPage(
        frame: head.map(frame(of:)) ?? frame(.campaigns),
        address: campaign.map { "/campaigns/\($0)/unconfirmed" } ?? "/unconfirmed",
        head: head, isOverall: head == nil, mayResolve: currentUser.may(.launch),
        items: shown.map(item), paging: paging,
        empty: shown.isEmpty ? nothingUnconfirmed : nil))
  }

  func resolveUnconfirmed(_ request: Request) throws -> Response {
    let delivery: Delivery.ID = try request.parameter("delivery")
    try database.refuseUnknown(delivery)
    let verdict: UnconfirmedDelivery.Verdict = try request.field("verdict")
    let back = LocalPath.isOurs(request.form["back"]) ? request.form["back"] : "/unconfirmed"
    do {
      try database.savepoint {
        try database.resolveUnconfirmed(delivery, as: verdict, by: currentUser.person)
      }
    } catch Refusal.conflict(let why) {
      return try seeOther(back, saying: .bad("Not changed: \(why)."))
    }
    switch verdict {
    case .arrived: return try seeOther(back, saying: .done("Marked as delivered."))
    case .lost: return try seeOther(back, saying: .done("Marked as not delivered."))
    case .again: return try seeOther(back, saying: .done("It will be sent again."))
    }
  }

  /// A second email cannot be recalled.
  func askToSendAgain(_ request: Request) throws -> Response {
    let delivery: Delivery.ID = try request.parameter("delivery")
    try database.refuseUnknown(delivery)
    return try page(
      ConfirmPage(
        frame: frame(.campaigns), question: "Send this email again?",
        stays:
          "If the first one did arrive after all, the person gets it twice. The resend is "
          + "recorded in the audit trail with your name.",
        action: "/unconfirmed/\(delivery)", verb: "Send 1 email again", back: "/unconfirmed",
        fields: [HiddenField("verdict", UnconfirmedDelivery.Verdict.again.rawValue)]))
  }

  private func item(_ delivery: UnconfirmedDelivery) -> UnconfirmedPage.Item {
    let left = delivery.transmittingAt.map { "left at \(words.exact($0)), " } ?? ""
    return UnconfirmedPage.Item(
      delivery: delivery.delivery.rawValue,
      lead: "/campaigns/\(delivery.campaign)/leads/\(delivery.enrollment)", name: delivery.name,
      email: delivery.email,
      about: "Step \(delivery.step) of \(delivery.campaignName), from \(delivery.mailbox)",
      evidence: "\(left)unconfirmed since \(words.time(delivery.settledAt))",
      messageID: delivery.messageID,
      answer: delivery.answer)
  }

  private var nothingUnconfirmed: EmptyState {
    EmptyState(
      "No unconfirmed emails",
      "An email appears here when its sender or the connection failed before the server answered. "
        + "An open, a reply or a bounce confirms it automatically.")
  }
}
