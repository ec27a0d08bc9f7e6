import HTTPTypes
import Outreach
import Postgres
import Text
import Web

/// Templates/Campaigns/settings.mustache: the settings that can be changed at any time.
struct CampaignSettingsPage: Page {
  static let template = "Campaigns/settings"

  let frame: Frame
  let head: CampaignHead
  let errors: FormErrors?
  let nameVersion: FormVersion
  let nameField: FormField
  let version: FormVersion
  let settingErrors: FormErrors?
  let goalField: FormField
  let stageField: FormField
  let language: FormField
  let checks: [FormField]
  let slug: String
  let title: String
  let isArchived: Bool
}

extension Site {
  func campaignSettings(_ request: Request) throws -> Response {
    try campaignSettingsPage(request)
  }

  /// The same page, with the name's field in focus: without script, the way to rename.
  func renameForm(_ request: Request) throws -> Response {
    try campaignSettingsPage(request)
  }

  private func campaignSettingsPage(
    _ request: Request, _ typed: TypedSettings = TypedSettings()
  ) throws -> Response {
    let id: Campaign.ID = try request.parameter("campaign")
    let overview = try database.overview(of: id)
    let campaign = overview.campaign
    let scored = overview.statistics.scores.reduce(0, +)
    let saved = SettingsFields(campaign, scored: scored)
    let fields =
      typed.settings.map {
        SettingsFields(
          $0.campaign, $0.stage, scored: scored, typed.fieldErrors, typed: request.form)
      } ?? saved
    let name = CampaignFields.name(typed.name ?? campaign.name, typed.fieldErrors)
    let head = try campaignHead(overview, on: .settings)
    return try page(
      CampaignSettingsPage(
        frame: frame(of: head), head: head, errors: FormErrors.of([name]),
        nameVersion: typed.name == nil
          ? FormVersion(of: FormState([CampaignFields.name(campaign.name)])) : typed.version,
        nameField: name,
        version: typed.settings == nil ? FormVersion(of: saved.state) : typed.version,
        settingErrors: FormErrors.of([fields.stage, fields.goal, fields.language]),
        goalField: fields.goal, stageField: fields.stage, language: fields.language,
        checks: fields.checks, slug: campaign.slug, title: campaign.name,
        isArchived: campaign.isArchived),
      status: typed.version.isOvertaken
        ? .conflict : typed.fieldErrors.isEmpty ? .ok : .unprocessableContent)
  }

  func renameCampaign(_ request: Request) throws -> Response {
    let campaign: Campaign.ID = try request.parameter("campaign")
    try lockForm(at: request)
    let was = try database.overview(of: campaign).campaign
    var typed = TypedSettings()
    let name = typed.fieldErrors.name(
      "name", request.form["name"], missing: "A campaign needs a name.")
    typed.name = name
    typed.version = FormVersion(
      request.form, FormState([CampaignFields.name(name)]),
      saved: FormState([CampaignFields.name(was.name)]), of: "The name",
      page: "/campaigns/\(campaign)/settings")
    guard typed.fieldErrors.isEmpty, !typed.version.isOvertaken else {
      return try campaignSettingsPage(request, typed)
    }
    try database.rename(campaign, to: name)
    return try seeOther("/campaigns/\(campaign)", saying: .done("Campaign renamed to \(name)."))
  }

  func changeCampaign(_ request: Request) throws -> Response {
    let campaign: Campaign.ID = try request.parameter("campaign")
    try lockForm(at: request)
    let was = try database.overview(of: campaign).campaign
    var fieldErrors = FieldErrors()
    let new = NewCampaign(
      request.form, goal: was.goal, language: was.hasOwnLanguage ? was.language : "",
      fieldErrors: &fieldErrors)
    let stage = fieldErrors.choice("stage", request.form["stage"], standard: was.stage)
    // The name has a form of its own.
    fieldErrors["name"] = ""
    let version = FormVersion(
      request.form, SettingsFields(new, stage, scored: 0).state,
      saved: SettingsFields(was, scored: 0).state,
      of: "The campaign", page: "/campaigns/\(campaign)/settings")
    guard fieldErrors.isEmpty, !version.isOvertaken else {
      var typed = TypedSettings()
      (typed.settings, typed.version) = ((new, stage), version)
      typed.fieldErrors = fieldErrors
      return try campaignSettingsPage(request, typed)
    }
    try change(was, to: new, stage)
    guard new.goal != was.goal else {
      return try seeOther("/campaigns/\(campaign)/settings", saying: .done("Saved."))
    }
    let scored = try database.overview(of: campaign).statistics.scores.reduce(0, +)
    return try seeOther(
      "/campaigns/\(campaign)/settings",
      saying: .done(
        "The goal is \(new.goal.words) now. "
          + "\(Words.count(scored, "account has", "accounts have")) a score for it; "
          + "the scores for \(was.goal.words) come back with that goal."))
  }
}

extension Site {
  /// Changes the settings of a campaign, apart from its name.
  func change(_ was: Campaign, to new: NewCampaign, _ stage: Stage) throws {
    try database.changeSettings(of: was.id, to: new)
    if stage != was.stage { try database.move(was.id, to: stage) }
    if new.goal != was.goal { try database.switchGoal(of: was.id, to: new.goal) }
  }
}

/// Refused input, which is shown again in its own form.
private struct TypedSettings {
  var name: String?
  var settings: (campaign: NewCampaign, stage: Stage)?
  var version = FormVersion(value: "")
  var fieldErrors = FieldErrors()
}

private struct SettingsFields {
  let stage: FormField
  let goal: FormField
  let language: FormField
  let checks: [FormField]
  var state: FormState { FormState([stage, goal, language], checks: checks) }

  init(_ campaign: Campaign, scored: Int) {
    self.init(NewCampaign(campaign), campaign.stage, scored: scored)
  }

  /// `scored`: the accounts that have a score for the current goal.
  init(
    _ campaign: NewCampaign, _ stage: Stage, scored: Int,
    _ fieldErrors: FieldErrors = FieldErrors(),
    typed form: Form = Form()
  ) {
    let fields = CampaignFields(campaign, fieldErrors, typed: form)
    self.stage = FormField(
      "stage", "Stage", value: fieldErrors["stage"].isEmpty ? stage.rawValue : form["stage"],
      hint: "For your team only; it does not change what is sent.", error: fieldErrors["stage"],
      options: Stage.allCases.map { ($0.rawValue, $0.words) })
    goal = FormField(
      "goal", "Goal", value: fields.goal.value,
      hint: "Scores belong to a goal. "
        + (scored == 0
          ? "With another goal the campaign shows the scores for that one."
          : "With another goal the \(Words.count(scored, "score")) for this one "
            + "\(scored == 1 ? "is" : "are") hidden, and come back when you choose it again."),
      error: fieldErrors["goal"], options: Goal.allCases.map { ($0.rawValue, $0.words) })
    language = fields.language
    checks = fields.checks
  }
}

extension NewCampaign {
  fileprivate init(_ campaign: Campaign) {
    self.init()
    name = campaign.name
    product = campaign.product
    goal = campaign.goal
    language = campaign.hasOwnLanguage ? campaign.language : nil
    checkReply = campaign.checkReply
    trackOpens = campaign.trackOpens
    trackClicks = campaign.trackClicks
    onlyApproved = campaign.onlyApproved
  }
}
