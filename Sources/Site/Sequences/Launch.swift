import Foundation
import HTTPTypes
import Outreach
import Postgres
import Text
import Web

extension Site {
  /// Asks before a launch: how many people, from which mailboxes, and when the first email leaves.
  func askToLaunch(_ request: Request) throws -> Response {
    let campaign = try database.sequenceCampaign(request.parameter("campaign"))
    let path = "/campaigns/\(campaign.id)/sequence"
    guard campaign.isDraft, !campaign.isArchived else {
      let why =
        campaign.isArchived
        ? "This campaign is archived. Restore it before you launch it."
        : "This campaign is launched already."
      return try seeOther(path, saying: .bad(why))
    }
    let (moment, refused) = try launchMoment(request.query["at"])
    if let refused {
      return try page(sequencePage(request, refused), status: .unprocessableContent)
    }
    let outlook = try database.launchOutlook(of: campaign.id, at: moment)
    let hold = try database.launchHold()
    return try page(
      ConfirmPage(
        frame: frame(.campaigns, practice: campaign.isPractice ? Self.practiceWords : nil),
        question: "Launch “\(campaign.name)”?",
        stays: warning(about: outlook) + wayBack(from: moment, hold),
        action: "\(path)/launch", verb: verb(of: outlook), back: "\(path)#checklist",
        sums: [
          .init("Leads in the sequence", Words.number(outlook.leads)),
          .init("Will be emailed now", Words.number(outlook.reached)),
          .init(
            outlook.mailboxes.count == 1 ? "Mailbox" : "Mailboxes", mailboxes(of: outlook)),
          .init("First email", firstEmail(of: outlook, at: moment)),
          .init("Accounts approved", Words.number(outlook.approved)),
          .init("Accounts waiting for review", Words.number(outlook.pending)),
        ],
        fields: [HiddenField("at", request.query["at"].trimmingBlanks())], isDanger: false))
  }

  /// How many it emails now: others follow when their accounts are approved.
  private func verb(of outlook: LaunchOutlook) -> String {
    outlook.reached == 0
      ? "Launch" : "Launch to \(Words.count(outlook.reached, "person", "people"))"
  }

  /// Until when the launch can be canceled.
  private func wayBack(from moment: Date?, _ hold: Int) -> String {
    if let moment, moment.timeIntervalSinceNow > Double(hold) {
      return
        "Nothing is sent before \(words.moment(moment)) (\(words.zone)). Until then you can cancel "
        + "the launch or change its time."
    }
    return hold == 0
      ? ""
      : "For \(Words.count(hold, "second")) nothing is sent, and you can cancel the launch."
  }

  func warning(about outlook: LaunchOutlook) -> String {
    guard outlook.pending > 0 else { return "" }
    let accounts = Words.count(outlook.pending, "account")
    let isOne = outlook.pending == 1
    return outlook.onlyApproved
      ? "\(accounts) \(isOne ? "waits" : "wait") for review and \(isOne ? "gets" : "get") "
        + "nothing until you approve \(isOne ? "it" : "them"). "
      : "\(accounts) \(isOne ? "was" : "were") not reviewed and will still be contacted. "
  }

  func mailboxes(of outlook: LaunchOutlook) -> String {
    outlook.mailboxes.count < 4
      ? outlook.mailboxes.joined(separator: ", ")
      : outlook.mailboxes.prefix(2).joined(separator: ", ")
        + " and \(outlook.mailboxes.count - 2) more"
  }

  func firstEmail(of outlook: LaunchOutlook, at wanted: Date?) -> String {
    if outlook.onlyApproved, outlook.approved == 0 { return "once an account is approved" }
    guard let first = outlook.firstAt else { return "never: the schedule does not open" }
    let wait = first.timeIntervalSinceNow
    if wait < 1 { return "now" }
    return wait < 90 ? "in \(Words.count(Int(wait.rounded()), "second"))" : words.moment(first)
  }

  func launch(_ request: Request) throws -> Response {
    let campaign = try database.sequenceCampaign(request.parameter("campaign"))
    let (moment, refused) = try launchMoment(request.form["at"])
    if let refused {
      return try page(sequencePage(request, refused), status: .unprocessableContent)
    }
    let back = "/campaigns/\(campaign.id)/sequence"
    return try orSayWhyNot(back + "#checklist") {
      try database.launch(campaign.id, at: moment)
      return try seeOther(back, saying: launched(campaign.name, at: moment, back))
    }
  }

  /// Another time for a scheduled launch.
  func changeLaunch(_ request: Request) throws -> Response {
    let campaign: Campaign.ID = try request.parameter("campaign")
    let (moment, refused) = try launchMoment(request.form["at"])
    if let refused {
      return try page(sequencePage(request, refused), status: .unprocessableContent)
    }
    let back = "/campaigns/\(campaign)/sequence"
    return try orSayWhyNot(back + "#checklist") {
      try database.changeLaunch(of: campaign, to: moment)
      return try seeOther(back, saying: launched("It", at: moment, back))
    }
  }

  /// The line after a launch, with an undo button for as long as nothing is sent.
  private func launched(_ name: String, at moment: Date?, _ path: String) throws -> Flash {
    let undo = Flash.Undo("\(path)/draft", label: "Undo launch")
    if let moment { return .done("\(words.launch(at: moment)).", undo: undo) }
    let hold = try database.launchHold()
    return hold == 0
      ? .done("\(name) is running.", undo: undo)
      : .done(
        "\(name) is launched. For \(hold) seconds nothing is sent.", undo: undo, seconds: hold)
  }

  /// The requested time; nil: now. Or the error.
  private func launchMoment(_ text: String) throws -> (Date?, RefusedForms?) {
    let typed = text.trimmingBlanks()
    guard !typed.isEmpty else { return (nil, nil) }
    let moment = localTime(typed, in: try currentUser.timeZone)
    let day = moment.flatMap { Day(sqlText: words.dayText($0)) }
    if let day, let today, day > today.aYearLater {
      return (
        nil,
        RefusedForms(launchAt: typed, launchError: "“\(typed)” is more than a year ahead.")
      )
    }
    if let moment, moment.timeIntervalSinceNow > 0 { return (moment, nil) }
    // The minute that was chosen may have begun since.
    if let moment, moment.timeIntervalSinceNow > -60 { return (nil, nil) }
    return (
      nil,
      RefusedForms(
        launchAt: typed,
        launchError: moment == nil ? "“\(typed)” is not a time." : "That is in the past.")
    )
  }

  func unlaunch(_ request: Request) throws -> Response {
    let campaign: Campaign.ID = try request.parameter("campaign")
    let back =
      request.form["back"] == "overview"
      ? "/campaigns/\(campaign)" : "/campaigns/\(campaign)/sequence"
    return try orSayWhyNot(back) {
      try database.unlaunch(campaign)
      return try seeOther(back, saying: .done("The campaign is a draft again. Nothing was sent."))
    }
  }

  /// A refusal becomes the flash of the page that the form was on.
  func orSayWhyNot(
    _ path: String, _ act: () throws -> Response
  ) throws -> Response {
    do {
      return try database.savepoint(act)
    } catch Refusal.conflict(let why) {
      return try seeOther(path, saying: .bad(why))
    }
  }
}

/// `2026-11-21T09:00` on a clock of this zone.
func localTime(_ text: String, in zone: String) -> Date? {
  // The formatter takes a year of any number of digits.
  guard (16...19).contains(text.utf8.count) else { return nil }
  let format = DateFormatter()
  format.locale = Locale(identifier: "en_US_POSIX")
  format.timeZone = TimeZone(identifier: zone) ?? .gmt
  format.isLenient = false
  for pattern in ["yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd'T'HH:mm:ss"] {
    format.dateFormat = pattern
    if let date = format.date(from: text) { return date }
  }
  return nil
}
