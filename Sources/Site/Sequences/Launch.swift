import Foundation
import HTTPTypes
import Outreach
import Postgres
import Text
import Web

extension Site {
  func launch(_ request: Request) throws -> Response {
    let campaign = try database.sequenceCampaign(request.parameter("campaign"))
    let (moment, refused) = try launchMoment(request)
    if let refused {
      return try page(sequencePage(request, refused), status: .unprocessableContent)
    }
    let back = "/campaigns/\(campaign.id)/sequence"
    return try orSayWhyNot(back + "#checklist") {
      let hopeless = try lacking(database.steps(of: campaign.id), campaign.id)
        .filter(\.isHopeless).map(\.name)
      guard hopeless.isEmpty else {
        throw Refusal.conflict(
          "Not launched. No lead has \(hopeless.joined(separator: ", ")), and the tag has no fallback."
        )
      }
      try database.launch(campaign.id, at: moment)
      let words = moment.map { "\(self.words.launch(at: $0))." }
      return try seeOther(
        back,
        saying: .done(
          words ?? "\(campaign.name) is running.",
          undo: .init("\(back)/draft", label: "Undo launch"))
      )
    }
  }

  /// Another time for what waits for its launch.
  func changeLaunch(_ request: Request) throws -> Response {
    let campaign: Campaign.ID = try request.parameter("campaign")
    let (moment, refused) = try launchMoment(request)
    if let refused {
      return try page(sequencePage(request, refused), status: .unprocessableContent)
    }
    let back = "/campaigns/\(campaign)/sequence"
    return try orSayWhyNot(back + "#checklist") {
      try database.changeLaunch(of: campaign, to: moment)
      return try seeOther(
        back, saying: .done(moment.map { "\(words.launch(at: $0))." } ?? "It is running."))
    }
  }

  /// When it was asked to begin; nil: now. Or what is wrong with it.
  private func launchMoment(_ request: Request) throws -> (Date?, RefusedForms?) {
    let typed = request.form["at"].trimmingBlanks()
    guard !typed.isEmpty else { return (nil, nil) }
    let moment = localTime(typed, in: try viewer.timeZone)
    guard moment.map({ $0.timeIntervalSinceNow < -60 }) ?? true else { return (moment, nil) }
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

  /// A refusal becomes the line at the foot of the page that the form stood on.
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
