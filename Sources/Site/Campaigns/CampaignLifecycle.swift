import HTTPTypes
import Outreach
import Postgres
import Text
import Web

extension Site {
  func setCampaignStatus(_ request: Request) throws -> Response {
    let campaign: Campaign.ID = try request.parameter("campaign")
    let status: CampaignStatus = try request.field("status")
    let path = "/campaigns/\(campaign)"
    do {
      try database.savepoint { try database.setStatus(of: campaign, to: status) }
    } catch Refusal.conflict(let why) {
      return try seeOther(path, saying: .bad("Not changed: \(why)."))
    }
    switch status {
    case .paused:
      return try seeOther(
        path,
        saying: .done(
          "Campaign paused. No emails are sent until you resume it.",
          undo: .init(
            "\(path)/status", [HiddenField("status", CampaignStatus.running.rawValue)],
            label: "Resume")))
    case .running: return try seeOther(path, saying: .done("Campaign resumed."))
    case .completed, .draft:
      return try seeOther(path, saying: .done("Campaign completed. No more emails are sent."))
    }
  }

  func archiveCampaign(_ request: Request) throws -> Response {
    let campaign: Campaign.ID = try request.parameter("campaign")
    try database.archive(campaign)
    return try seeOther(
      "/campaigns",
      saying: .done(
        "Campaign archived. Its data is kept.", undo: .init("/campaigns/\(campaign)/restore")))
  }

  func restoreCampaign(_ request: Request) throws -> Response {
    let campaign: Campaign.ID = try request.parameter("campaign")
    let path = "/campaigns/\(campaign)"
    let wasRunning = try database.standings(of: [campaign]).contains { $0.status == .running }
    let status = try database.restore(campaign)
    guard wasRunning, status == .paused else {
      return try seeOther(path, saying: .done("Campaign restored."))
    }
    return try seeOther(
      path,
      saying: .done(
        "Campaign restored as paused. No emails are sent until you resume it.",
        undo: try currentUser.may(.launch)
          ? .init(
            "\(path)/status", [HiddenField("status", CampaignStatus.running.rawValue)],
            label: "Resume") : nil))
  }

  func askToDuplicateCampaign(_ request: Request) throws -> Response {
    try duplicatePage(request)
  }

  func duplicateCampaign(_ request: Request) throws -> Response {
    var fieldErrors = FieldErrors()
    let name = fieldErrors.name("name", request.form["name"], missing: "A campaign needs a name.")
    if try database.isNameOfCampaign(name) {
      fieldErrors["name"] = "A campaign with this name already exists. Give the copy another."
    }
    guard fieldErrors.isEmpty else { return try duplicatePage(request, fieldErrors) }
    let copy = try database.duplicate(request.parameter("campaign"), as: name)
    return try seeOther(
      "/campaigns/\(copy)/sequence", saying: .done("\(name) is a draft. Attach a list next."))
  }

  private func duplicatePage(
    _ request: Request, _ fieldErrors: FieldErrors = FieldErrors()
  ) throws -> Response {
    let id: Campaign.ID = try request.parameter("campaign")
    let name = try database.nameOfCampaign(id)
    let copy = try fieldErrors.isEmpty ? database.nameOfCopy(of: id) : request.form["name"]
    return try page(
      ConfirmPage(
        frame: frame(.campaigns), question: "Duplicate \(name)?",
        stays: """
          The copy is a draft with the same settings, steps, schedule and mailboxes. Lists, accounts \
          and leads are not copied.
          """,
        action: "/campaigns/\(id)/duplicate", verb: "Duplicate campaign", back: "/campaigns/\(id)",
        typed: FormField(
          "name", "Name of the copy", value: copy, error: fieldErrors["name"]), isDanger: false),
      status: fieldErrors.isEmpty ? .ok : .unprocessableContent)
  }

  func askToDeleteCampaign(_ request: Request) throws -> Response {
    try deletePage(request)
  }

  func deleteCampaign(_ request: Request) throws -> Response {
    let campaign: Campaign.ID = try request.parameter("campaign")
    do {
      try database.savepoint {
        try database.delete(campaign, named: request.form["name"].trimmingBlanks())
      }
      return try seeOther("/campaigns", saying: .done("Campaign deleted."))
    } catch Refusal.invalid {
      return try deletePage(request, error: "This does not match the campaign’s name.")
    } catch Refusal.conflict(let why) {
      return try deletePage(request, error: "The campaign cannot be deleted: \(why).")
    }
  }

  private func deletePage(_ request: Request, error: String = "") throws -> Response {
    let id: Campaign.ID = try request.parameter("campaign")
    let overview = try database.overview(of: id)
    let name = overview.campaign.name
    return try page(
      ConfirmPage(
        frame: frame(.campaigns), question: "Delete \(name)?",
        stays: """
          Accounts, contacts, their scores and what was said with them stay. The campaign's own \
          rows go: its reviews, tags, notes, sequence, deliveries and expenses.
          """,
        action: "/campaigns/\(id)/delete", verb: "Delete the campaign", back: "/campaigns/\(id)",
        sums: [
          .init("Accounts in it", Words.number(overview.statistics.total)),
          .init("Contacted", Words.number(overview.statistics.outreached)),
        ],
        typed: FormField(
          "name", "Type the campaign’s name to confirm", value: request.form["name"], hint: name,
          error: error,
          attributes: ["autocomplete": "off"])),
      status: error.isEmpty ? .ok : .unprocessableContent)
  }
}
