import Outreach
import Web

struct ListItem {
  let id: Int
  let name: String
  let contacts: String
  let isAttached: Bool
  /// What became of it, or how far it has come.
  let link: Link?
  /// While it is on its way nobody attaches it again.
  let isWorking: Bool

  struct Link {
    let href: String
    let words: String
  }
}

/// A guardrail that holds unless it is lifted for this one time.
struct FlagItem {
  let name: String
  let label: String
}

struct BoxItem {
  let id: Int
  let email: String
  let detail: String
  let isChosen: Bool
}

extension Site {
  func listItems(_ campaign: SequenceCampaign) throws -> [ListItem] {
    try database.lists(for: campaign.id).map {
      ListItem(
        id: $0.id.rawValue, name: $0.name, contacts: Words.count($0.contacts, "contact"),
        isAttached: $0.isAttached, link: link(of: $0, in: campaign.id),
        isWorking: $0.share != nil)
    }
  }

  private func link(of list: AttachedList, in campaign: Campaign.ID) -> ListItem.Link? {
    list.attachment.map { id in
      .init(
        href: "/campaigns/\(campaign)/sequence/lists/\(id)",
        words: list.share.map { "Being attached, \(Words.percent($0))" } ?? "What became of it")
    }
  }

  /// Of decisions.md section 3.
  var guardrailFlags: [FlagItem] {
    ["customers", "suppliers", "investors", "press", "analysts", "candidates"].map {
      FlagItem(name: "include_\($0)", label: "Include \($0)")
    }
  }

  func boxItems(_ campaign: SequenceCampaign) throws -> [BoxItem] {
    let chosen = Set(try database.mailboxes(of: campaign.id))
    return try database.mailboxes().map { mailbox in
      let (badge, detail) = state(of: mailbox)
      let kind = mailbox.kind == .practice ? "practice" : "real"
      return BoxItem(
        id: mailbox.id.rawValue, email: mailbox.email,
        detail: [kind, badge.word.lowercased(), detail].filter { !$0.isEmpty }
          .joined(separator: ", "),
        isChosen: chosen.contains(mailbox.id))
    }
  }
}
