import Outreach
import Web

struct ListItem {
  let id: Int
  let name: String
  let contacts: String
  let isAttached: Bool
  /// The result, or the progress.
  let link: Link?
  /// While it is being attached or detached, neither can be asked for.
  let isWorking: Bool

  struct Link {
    let href: String
    let words: String
  }
}

/// A guardrail that applies unless it is lifted for this attachment.
struct FlagItem {
  let name: String
  let label: String
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
        words: list.share.map {
          "\(list.isBeingDetached ? "Detaching" : "Attaching"), \(Words.percent($0))"
        } ?? "Result")
    }
  }

  /// The guardrails that may be lifted for one attachment.
  var guardrailFlags: [FlagItem] {
    ["customers", "suppliers", "investors", "press", "analysts", "candidates"].map {
      FlagItem(name: "include_\($0)", label: "Include \($0)")
    }
  }
}
