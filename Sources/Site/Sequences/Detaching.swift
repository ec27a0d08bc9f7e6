import HTTPTypes
import Outreach
import Postgres
import Web

extension Site {
  private static let longDetaching =
    " A long list leaves step by step, and emails that are due in the meantime are still sent: "
    + "pause the campaign first to prevent this."

  func askToDetachList(_ request: Request) throws -> Response {
    try askToDetach(request)
  }

  func detachList(_ request: Request) throws -> Response {
    let campaign: Campaign.ID = try request.parameter("campaign")
    let list = try database.list(request.parameter("list"))
    let ends = request.form["ends"] == "yes"
    // Those who were let in for this list come back with it.
    let flags = try database.flags(of: list.id, in: campaign)
    let done: Detachment
    do {
      done = try database.savepoint {
        try database.detach(list: list.id, from: campaign, ends: ends)
      }
    } catch Refusal.conflict(let why) {
      return try askToDetach(request, error: "Not detached. \(why)")
    }
    let sequence = "/campaigns/\(campaign)/sequence"
    guard done.state != .working else { return .seeOther("\(sequence)/lists/\(done.id)") }
    let written =
      done.leadsWritten == 0
      ? ""
      : " \(Words.count(done.leadsWritten, "lead")) already contacted "
        + (ends ? "get nothing more." : "stay in the sequence.")
    return try seeOther(
      "\(sequence)#lists",
      saying: .done(
        "\(list.name) detached, \(Words.count(done.leadsRemoved, "lead")) removed.\(written)",
        undo: .init(
          "\(sequence)/lists",
          [HiddenField("list", "\(list.id)")] + flags.map { HiddenField("flag", $0) },
          label: "Attach again")))
  }

  private func askToDetach(_ request: Request, error: String = "") throws -> Response {
    let campaign = try database.sequenceCampaign(request.parameter("campaign"))
    let list = try database.list(request.parameter("list"))
    let leads = try database.leads(of: list.id, in: campaign.id)
    let path = "/campaigns/\(campaign.id)/sequence"
    let count = Words.count(leads.unwritten, "lead")
    return try page(
      ConfirmPage(
        frame: frame(.campaigns), question: "Detach \(list.name) from \(campaign.name)?",
        stays: """
          Leads that nothing was sent to leave the campaign, with their accounts unless these \
          were reviewed or noted on. The list and its contacts stay; attached again, it \
          brings them back. Leads that another attached list also has are not touched.\
          \(list.contacts < ListAttachment.atOnce ? "" : Self.longDetaching)
          """,
        action: "\(path)/detach/\(list.id)",
        verb: leads.unwritten == 0 ? "Detach the list" : "Detach and remove \(count)",
        back: "\(path)#lists",
        sums: [
          .init("Not contacted yet: leave", Words.number(leads.unwritten)),
          .init("Already contacted: stay", Words.number(leads.written)),
        ],
        choice: leads.inFlight == 0
          ? nil
          : FormField(
            "ends", "End the sequence for the \(Words.number(leads.inFlight)) who are in it",
            value: "yes", hint: "Off: they get their remaining steps. Ended, this stays so."),
        errors: error.isEmpty ? nil : FormErrors.plain(error)),
      status: error.isEmpty ? .ok : .conflict)
  }
}
