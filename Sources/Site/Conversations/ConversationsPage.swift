import Foundation
import Outreach
import Web

/// Templates/Conversations/conversations.mustache: the latest messages of a campaign.
struct ConversationsPage: Page {
  static let template = "Conversations/conversations"

  let frame: Frame
  let head: CampaignHead
  let campaign: Int
  let segments: [Segment]
  let items: [ConversationItem]
  let empty: EmptyState?
  let paging: Paging

  struct Segment {
    let label: String
    let href: String
    let isCurrent: Bool
  }
}

/// Templates/Conversations/item.mustache: one line of the panel on the campaign's page and of the
/// whole list.
struct ConversationItem {
  let href: String
  let author: String
  let detail: String
  let badge: Badge?
  let when: String
  let words: String
  let isOurs: Bool

  init(_ line: ConversationLine, in campaign: Campaign.ID, words: Words) {
    href = line.account.map { line.address(in: campaign, with: $0) } ?? "#"
    author = line.author
    let step = line.step.map { ", step \($0 + 1)" } ?? ""
    let draft = line.isDraft ? ", draft" : ""
    let to = line.recipient.isEmpty ? "" : ", to \(line.recipient)"
    detail = "\(line.accountName) · \(line.channel.words)\(step)\(to)\(draft)"
    badge =
      line.isDraft
      ? OutreachStatus.draft.badge
      : line.isInbound ? line.replyClass?.badge : OutreachStatus.sent.badge
    when = words.time(line.at)
    let subject = line.isInbound || line.subject.isEmpty ? "" : line.subject + ". "
    self.words = subject + Words.beginning(of: line.text, 300)
    isOurs = !line.isInbound
  }
}

extension Site {
  func conversations(_ request: Request) throws -> Response {
    let id: Campaign.ID = try request.parameter("campaign")
    let head = try campaignHead(id, on: .conversations)
    let inboundOnly = request.query["show"] == "inbound"
    let turn = PageTurn(request)
    let rows = try database.conversations(
      in: id, inboundOnly: inboundOnly, from: turn.timeKey(), newer: turn.isBackwards, limit: 51)
    let (shown, paging) = Paging.of(
      rows, turn, request, of: ("message", "messages"),
      total: try database.totalMessages(in: id, inboundOnly: inboundOnly),
      words: ("Newer", "Older"),
      key: { PageTurn.key(at: $0.at, $0.id.rawValue) })
    let here = "/campaigns/\(id)/conversations"
    return try page(
      ConversationsPage(
        frame: frame(of: head), head: head, campaign: id.rawValue,
        segments: [
          .init(label: "All", href: here, isCurrent: !inboundOnly),
          .init(label: "Inbound", href: here + "?show=inbound", isCurrent: inboundOnly),
        ],
        items: shown.map { ConversationItem($0, in: id, words: words) },
        empty: shown.isEmpty
          ? EmptyState(
            "No messages yet", "Emails and replies of this campaign appear here.")
          : nil,
        paging: paging))
  }
}
