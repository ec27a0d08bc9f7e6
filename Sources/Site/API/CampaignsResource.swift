import HTTPTypes
import Outreach
import Web

/// Campaigns of the API.
enum CampaignsResource {
  static let path = "/v1/outreach/campaigns"

  static let routes: [APIRoute] = [
    .get(
      path, .see, "List campaigns, the newest first",
      query: APIField.paging + [
        APIField(
          "status", .choice(CampaignFilter.Status.allCases.map(\.rawValue)),
          "Only records with this status.")
      ], answer: CampaignObjects.summary.page(named: "CampaignPage")
    ) { site, call in try site.listCampaigns(call) },
    .post(
      path, .edit, "Create a campaign", body: CampaignObjects.new, answer: CampaignObjects.campaign,
      hasVersion: true
    ) { site, call in try site.postCampaign(call) },
    .get(
      "\(path)/:campaign", .see, "Read a campaign and its counts",
      answer: CampaignObjects.campaign, hasVersion: true
    ) { site, call in try site.readCampaign(call.id("campaign")) },
    .patch(
      "\(path)/:campaign", .edit, "Change the settings of a campaign",
      body: CampaignObjects.changes, answer: CampaignObjects.campaign
    ) { site, call in try site.patchCampaign(call) },
  ]

  fileprivate static func json(_ line: CampaignLine) -> JSONValue {
    [
      "id": .int(line.id.rawValue), "name": .text(line.name),
      "status": .text(line.status.rawValue), "goal": .text(line.goal.rawValue),
      "stage": .text(line.stage.rawValue), "product_name": .text(line.productName),
      "launch_at": .moment(line.launchAt),
    ]
  }
}

extension Site {
  fileprivate func listCampaigns(_ call: APICall) throws -> APIAnswer {
    var filter = CampaignFilter()
    filter.status = call.query("status").flatMap(CampaignFilter.Status.init(rawValue:))
    let key = try call.number(after: "campaigns")
    let found = try database.campaigns(
      filter, key: key.map { CampaignKey(value: "\($0)", id: .init(rawValue: $0)) },
      limit: call.limit + 1)
    return call.page(found, "campaigns", key: { ["\($0.id)"] }, CampaignsResource.json)
  }

  /// An answer with a campaign as it is now.
  func readCampaign(_ id: Campaign.ID, location: String? = nil) throws -> APIAnswer {
    let campaign = try database.overview(of: id).campaign
    let report = try database.report(of: id)
    let awaited = try database.awaitedLaunch(of: id)
    let launch: JSONValue =
      awaited.map {
        [
          "state": .text($0.refusedBecause == nil ? "waiting" : "refused"),
          "detail": .optional($0.refusedBecause),
        ]
      } ?? .null
    let body: JSONValue = [
      "id": .int(id.rawValue), "name": .text(campaign.name),
      "status": .text(campaign.status.rawValue),
      "product": ["id": .int(campaign.product.rawValue), "name": .text(campaign.productName)],
      "goal": .text(campaign.goal.rawValue), "stage": .text(campaign.stage.rawValue),
      "language": campaign.hasOwnLanguage ? .text(campaign.language) : .null,
      "check_reply": .bool(campaign.checkReply), "track_opens": .bool(campaign.trackOpens),
      "track_clicks": .bool(campaign.trackClicks),
      "only_approved": .bool(campaign.onlyApproved), "is_archived": .bool(campaign.isArchived),
      "launch_at": .moment(campaign.launchAt), "created_at": .moment(campaign.createdAt),
      "leads": .int(report.leads), "sent": .int(report.sent), "opened": .int(report.opened),
      "clicked": .int(report.clicked), "replied": .int(report.replied),
      "bounced": .int(report.bounced), "unsubscribed": .int(report.unsubscribed),
      "launch": launch,
    ]
    return APIAnswer(
      body, location: location,
      versionWithout: Set(CampaignObjects.counts.map(\.name) + ["launch"]))
  }

  fileprivate func patchCampaign(_ call: APICall) throws -> APIAnswer {
    let id: Campaign.ID = try call.id("campaign")
    // The pages' forms for the name and the settings wait for each other in the same places.
    try database.lockForm(at: "/campaigns/\(id)/rename")
    try database.lockForm(at: "/campaigns/\(id)/settings")
    let before = try readCampaign(id)
    try call.expect(before.headers[.eTag] ?? "")
    let was = try database.overview(of: id).campaign
    if was.isArchived { throw APIProblem(.conflict, "This campaign is archived.") }
    let form = Form((before.body ?? .null).changed(by: call.body))
    var fieldErrors = FieldErrors()
    let new = NewCampaign(
      form, goal: was.goal, language: was.hasOwnLanguage ? was.language : "",
      fieldErrors: &fieldErrors)
    let stage = fieldErrors.choice("stage", form["stage"], standard: was.stage)
    guard fieldErrors.isEmpty else { throw APIProblem.invalid(fieldErrors.problems()) }
    if new.name != was.name { try database.rename(id, to: new.name) }
    try change(was, to: new, stage)
    return try readCampaign(id)
  }
}
