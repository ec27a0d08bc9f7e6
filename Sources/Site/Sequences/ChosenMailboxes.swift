import HTTPTypes
import Outreach
import Postgres
import Web

struct BoxItem {
  let id: Int
  let email: String
  let detail: String
  let isChosen: Bool
}

extension Site {
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

  func chooseMailboxes(_ request: Request) throws -> Response {
    let campaign: Campaign.ID = try request.parameter("campaign")
    let known = Set(try database.mailboxes().map(\.id))
    let wanted = request.form.all("mailbox")
    let chosen = wanted.compactMap { Mailbox.ID($0) }.filter(known.contains)
    guard chosen.count == wanted.count else {
      let why = "A chosen mailbox is not there any more. Nothing was saved; choose again."
      return try page(
        sequencePage(request, RefusedForms(boxError: why)), status: .unprocessableContent)
    }
    do {
      try database.savepoint { try database.choose(mailboxes: chosen, for: campaign) }
    } catch Refusal.conflict(let why) {
      return try page(
        sequencePage(request, RefusedForms(boxError: why)), status: .unprocessableContent)
    } catch Refusal.invalid {
      let why = "A campaign uses practice mailboxes or real ones, not both."
      return try page(
        sequencePage(request, RefusedForms(boxError: why)), status: .unprocessableContent)
    }
    return try seeOther(
      "/campaigns/\(campaign)/sequence#mailboxes",
      saying: .done(
        chosen.isEmpty
          ? "No mailbox is selected."
          : "\(Words.count(chosen.count, "mailbox", "mailboxes")) chosen."))
  }
}
