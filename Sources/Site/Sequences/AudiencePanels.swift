import Outreach
import Web

struct ListItem {
  let id: Int
  let name: String
  let contacts: String
  let isAttached: Bool
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
        id: $0.id, name: $0.name, contacts: Words.count($0.contacts, "contact"),
        isAttached: $0.isAttached)
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
        id: mailbox.id, email: mailbox.email,
        detail: [kind, badge.word.lowercased(), detail].filter { !$0.isEmpty }
          .joined(separator: ", "),
        isChosen: chosen.contains(mailbox.id))
    }
  }
}

/// Templates/Sequences/attached.mustache: what became of a list.
struct AttachmentPage: Page {
  static let template = "Sequences/attached"

  let frame: Frame
  let campaign: Int
  let name: String
  let list: Int
  let listName: String
  let title: String
  let accounts: [Group]
  let contacts: [Group]

  struct Group {
    let figure: String
    let words: String
    let isGood: Bool
    let hasFlags: Bool
    let flags: [FlagItem]
  }
}

extension Site {
  /// Attaches, and says what became of every account and every contact.
  func attachList(_ request: Request) throws -> Response {
    let campaign = try database.sequenceCampaign(request.parameter("campaign"))
    guard let list = Int(request.form["list"]) else {
      throw HTTPError.badRequest("No list was chosen.")
    }
    let answer = try database.attach(
      list: list, to: campaign.id, flags: request.form.all("flag"))
    let name = try database.lists(for: campaign.id).first { $0.id == list }?.name ?? ""
    return try page(
      AttachmentPage(
        frame: frame(
          .campaigns, practice: campaign.isPractice ? Self.practiceWords : nil),
        campaign: campaign.id.rawValue, name: campaign.name, list: list, listName: name,
        title: "\(Words.count(answer.enrolled, "lead")) enrolled",
        accounts: accountGroups(answer.accounts), contacts: contactGroups(answer.contacts)))
  }

  private func accountGroups(_ answer: AddingAnswer) -> [AttachmentPage.Group] {
    let good = [(answer.added, "added to the campaign"), (answer.already, "in it already")]
      .filter { $0.0 > 0 }
      .map {
        AttachmentPage.Group(
          figure: Words.number($0.0), words: $0.1, isGood: true, hasFlags: false, flags: [])
      }
    return good
      + answer.blocked.map { group in
        .init(
          figure: Words.number(group.accounts), words: group.sentence, isGood: false,
          hasFlags: !group.flags.isEmpty,
          flags: group.flags.map { FlagItem(name: $0, label: Words.sentence($0)) })
      }
  }

  private func contactGroups(_ groups: [ContactGroup]) -> [AttachmentPage.Group] {
    groups.map { group in
      .init(
        figure: Words.number(group.contacts), words: contactWords(group.outcome),
        isGood: ["enrolled", "already"].contains(group.outcome), hasFlags: false, flags: [])
    }
  }

  private func contactWords(_ outcome: String) -> String {
    switch outcome {
    case "enrolled": "enrolled; their first e-mail is planned"
    case "already": "in this sequence already"
    case "account_left_out": "left out: their account is not in the campaign"
    case "rejected": "left out: their account was rejected in the review"
    case "active_elsewhere": "left out: active in another campaign of the same or higher priority"
    case "do_not_contact": "left out: their account must not be contacted"
    case "no_address": "left out: no e-mail address"
    case "invalid_address": "left out: the address is not valid"
    case "unsubscribed": "left out: unsubscribed"
    case "asked_in_words": "left out: asked in an answer not to be written to"
    case "complained": "left out: complained about an e-mail"
    case "hard_bounced": "left out: the address bounced"
    case "by_hand": "left out: suppressed by hand"
    default: "left out: \(Words.sentence(outcome).lowercased())"
    }
  }
}
