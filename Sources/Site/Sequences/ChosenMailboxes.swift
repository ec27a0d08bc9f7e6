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
  func boxItems(_ chosen: Set<Mailbox.ID>) throws -> [BoxItem] {
    try database.mailboxes().map { mailbox in
      let (badge, detail) = state(of: mailbox)
      let kind = mailbox.kind == .practice ? "practice" : "real"
      return BoxItem(
        id: mailbox.id.rawValue, email: mailbox.email,
        detail: [kind, badge.word.lowercased(), detail].filter { !$0.isEmpty }
          .joined(separator: ", "),
        isChosen: chosen.contains(mailbox.id))
    }
  }

  /// The mailboxes that a campaign sends from, as its form shows them.
  func chosenMailboxes(of campaign: Campaign.ID) throws -> FormState {
    .mailboxes(Set(try database.mailboxes(of: campaign)), among: try database.mailboxes())
  }

  func chooseMailboxes(_ request: Request) throws -> Response {
    let campaign: Campaign.ID = try request.parameter("campaign")
    try lockForm(at: request)
    let mailboxes = try database.mailboxes()
    let known = Set(mailboxes.map(\.id))
    let wanted = request.form.all("mailbox")
    let chosen = wanted.compactMap { Mailbox.ID($0) }.filter(known.contains)
    let version = FormVersion(
      request.form, .mailboxes(Set(chosen), among: mailboxes),
      saved: try chosenMailboxes(of: campaign), of: "The choice of mailboxes",
      page: "/campaigns/\(campaign)/sequence#mailboxes")
    func refused(_ why: String) throws -> Response {
      let boxes = RefusedMailboxes(
        chosen: Set(chosen), version: version, why: version.isOvertaken ? "" : why)
      return try page(
        sequencePage(request, RefusedForms(boxes: boxes)),
        status: version.isOvertaken ? .conflict : .unprocessableContent)
    }
    guard !version.isOvertaken else { return try refused("") }
    guard chosen.count == wanted.count else {
      return try refused(
        "A chosen mailbox is not there any more. Nothing was saved; choose again.")
    }
    do {
      try database.savepoint { try database.choose(mailboxes: chosen, for: campaign) }
    } catch Refusal.conflict(let why) {
      return try refused(why)
    } catch Refusal.invalid {
      return try refused("A campaign uses practice mailboxes or real ones, not both.")
    }
    return try seeOther(
      "/campaigns/\(campaign)/sequence#mailboxes",
      saying: .done(
        chosen.isEmpty
          ? "No mailbox is selected."
          : "\(Words.count(chosen.count, "mailbox", "mailboxes")) chosen."))
  }
}

extension FormState {
  /// In one order, however they were chosen.
  fileprivate static func mailboxes(
    _ chosen: Set<Mailbox.ID>, among mailboxes: [Mailbox]
  ) -> FormState {
    let emails = mailboxes.filter { chosen.contains($0.id) }.map(\.email).sorted()
    return FormState([("Mailboxes", emails.joined(separator: "\n"))])
  }
}
