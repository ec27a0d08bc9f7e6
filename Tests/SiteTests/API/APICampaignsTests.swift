import Foundation
import HTTPTypes
import Outreach
import Postgres
import Site
import TestKit
import Testing
import Web

/// `POST /v1/outreach/campaigns` as the requirements show it.
@Suite(.database, .serialized) struct APICampaignsTests {
  private let path = "/v1/outreach/campaigns"

  @Test("S1-029 a campaign is created by JSON with the cookie of a session")
  func theCookieOfASessionIsEnough() throws {
    let example = try Example()
    let browser = try workspace.signIn("Ida")

    let response = try door().respond(
      to: Request(
        .post, path,
        headers: [
          .contentType: "application/json", .cookie: "auth_token=\(browser.token)",
        ], body: Array(example.json.utf8)))

    #expect(response.status == .created, "\(response.text)")
    let id: Int = try workspace.value("SELECT id FROM campaigns WHERE name = 'Q2 Outreach'")
    #expect(response.headers[.location] == "\(path)/\(id)")
  }

  @Test("S1-029 a page of another site cannot use the cookie")
  func anotherSiteIsRefused() throws {
    let example = try Example()
    let browser = try workspace.signIn("Ida")
    let name = try #require(HTTPField.Name("sec-fetch-site"))

    let response = try door().respond(
      to: Request(
        .post, path,
        headers: [
          .contentType: "application/json", .cookie: "auth_token=\(browser.token)",
          name: "cross-site",
        ], body: Array(example.json.utf8)))

    #expect(response.status == .forbidden)
    #expect(try workspace.value("SELECT count(*) FROM campaigns") == 0)
  }

  @Test("S1-030 name, status, check_reply, track_opens and track_clicks are saved")
  func theSettingsAreSaved() throws {
    let example = try Example()
    let answer = try create(
      example.json.replacing("\"track_clicks\": true", with: "\"track_clicks\": false"))

    let campaign = try workspace.overview(of: answer.id).campaign
    #expect(campaign.name == "Q2 Outreach" && campaign.status == .running)
    #expect(campaign.checkReply && campaign.trackOpens && !campaign.trackClicks)
    #expect(campaign.product == example.product)
  }

  @Test("S1-030 what is left out has the standard of the page")
  func defaultsAreThoseOfThePage() throws {
    _ = try Example()
    let answer = try create(#"{"name": "Bare"}"#)

    let campaign = try workspace.overview(of: answer.id).campaign
    #expect(campaign.status == .draft)
    #expect(campaign.checkReply && campaign.trackOpens && campaign.trackClicks)
    #expect(try workspace.schedule(of: answer.id) == nil)
  }

  @Test("S1-031 schedule_config is a document within a string")
  func theScheduleIsRead() throws {
    let answer = try create(Example().json)

    #expect(
      try workspace.schedule(of: answer.id)
        == Schedule(days: [1, 2, 3, 4, 5], start: "09:00", end: "17:00", timezone: "UTC"))
  }

  @Test("S1-032 lists are attached and senders chosen, by id")
  func listsAndSendersAreTaken() throws {
    let example = try Example()
    let answer = try create(example.json)

    #expect(try workspace.mailboxes(of: answer.id) == example.senders)
    let attached: [LeadList.ID] = try workspace.rows("SELECT list_id FROM campaign_lists").map {
      try $0["list_id"]
    }
    #expect(attached == [example.list])
    #expect(answer.text.contains("\"leads\":2"))
  }

  @Test(
    "S1-033 steps have a position from 0, subjects as an array within a string, and a condition")
  func stepsAreRead() throws {
    let answer = try create(Example().json)

    let steps = try workspace.steps(of: answer.id)
    #expect(steps.map(\.position) == [0, 1])
    #expect(
      steps[0].subjects == [
        "Hey {{FIRST_NAME}}, quick question", "{{FIRST_NAME}} — saw your work at {{COMPANY}}",
      ])
    #expect(steps[1].waitDays == 3 && steps[1].condition == .notOpened)
  }

  @Test("S1-034 with the status running it is launched in the same request")
  func runningLaunches() throws {
    let answer = try create(Example().json)

    #expect(answer.text.contains("\"status\":\"running\""))
    #expect(try workspace.value("SELECT count(*) FROM deliveries") == 2)
  }

  @Test("S1-034 what cannot be launched is not created, and the answer says why")
  func aRefusedLaunchCreatesNothing() throws {
    let example = try Example()
    let response = try APIProgram().send(
      .post, path,
      example.json.replacing("\"senders\": [{\"id\": 1}, {\"id\": 2}]", with: "\"senders\": []"))

    #expect(response.status == .conflict)
    #expect(response.headers[.contentType] == "application/problem+json")
    #expect(response.text.contains("\"field\":\"status\""))
    #expect(try workspace.value("SELECT count(*) FROM campaigns") == 0)
  }

  @Test("S1-034 a long list is attached by a worker, and the launch follows it")
  func aLaunchWaitsForLongLists() throws {
    let campaign = try workspace.makeDraft()
    try workspace.makeSendingStep(of: campaign)
    let list = try workspace.makeList(of: [workspace.makeLead()])
    let box = try workspace.makeBox()
    try workspace.choose(mailboxes: [box], for: campaign)
    let attachment = try workspace.beginAttachment(of: list, to: campaign)

    #expect(try !workspace.launchWhenAttached(campaign))
    #expect(try workspace.overview(of: campaign).campaign.status == .draft)
    try database.inWorkspace(workspace.id) { connection in
      while try connection.attachBatch(attachment, atMost: 1) == .working {}
      try connection.launchIfAwaited(after: attachment)
    }

    #expect(try workspace.overview(of: campaign).campaign.status == .running)
    #expect(try workspace.awaitedLaunch(of: campaign) == nil)
  }

  @Test func aLaunchIsRefusedWhenWhoAskedMayNoLongerLaunch() throws {
    let campaign = try workspace.makeDraft()
    try workspace.makeSendingStep(of: campaign)
    let list = try workspace.makeList(of: [workspace.makeLead()])
    try workspace.choose(mailboxes: [workspace.makeBox()], for: campaign)
    let attachment = try workspace.beginAttachment(of: list, to: campaign)
    #expect(try !workspace.launchWhenAttached(campaign))

    try database.inWorkspace(workspace.id) { connection in
      while try connection.attachBatch(attachment, atMost: 1) == .working {}
      // A person without a membership.
      try connection.run("SELECT set_config('overture.person', '1', true)")
      try connection.launchIfAwaited(after: attachment)
    }

    #expect(try workspace.overview(of: campaign).campaign.status == .draft)
    #expect(
      try workspace.awaitedLaunch(of: campaign)?.refusedBecause?.contains("may no longer launch")
        == true)
  }

  @Test("S1-035 wait_hours stands beside wait_days and is 0 where left out")
  func hoursAreReadBesideDays() throws {
    let answer = try create(
      Example().json.replacing("\"wait_days\": 3,", with: "\"wait_days\": 3, \"wait_hours\": 5,"))

    let steps = try workspace.steps(of: answer.id)
    #expect(steps[0].waitHours == 0 && steps[1].waitHours == 5)
  }

  @Test("S1-030 each wrong field is named", arguments: wrongFields)
  func wrongFieldsAreNamed(change: (from: String, to: String, field: String)) throws {
    let example = try Example()
    let json = example.json.replacing(change.from, with: change.to)
    #expect(json != example.json)

    let response = try APIProgram().send(.post, path, json)

    #expect(response.status == .unprocessableContent, "\(response.text)")
    #expect(response.text.contains("\"field\":\"\(change.field)\""), "\(response.text)")
    #expect(try workspace.value("SELECT count(*) FROM campaigns") == 0)
  }

  static let wrongFields: [(from: String, to: String, field: String)] = [
    ("\"name\": \"Q2 Outreach\"", "\"name\": \" \"", "name"),
    ("\"name\": \"Q2 Outreach\",", "", "name"),
    ("\"name\"", "\"nam\"", "nam"),
    ("\"running\"", "\"paused\"", "status"),
    ("\"check_reply\": true", "\"check_reply\": 1", "check_reply"),
    ("09:00", "9", "schedule_config.start"),
    ("UTC", "Nowhere", "schedule_config.timezone"),
    ("{\"id\": 2}", "{\"id\": 99}", "senders[1].id"),
    ("\"lists\": [{\"id\": 1}]", "\"lists\": [{\"id\": 99}]", "lists[0].id"),
    ("\"position\": 1", "\"position\": 2", "steps[1].position"),
    (#""[\"Following up\"]""#, #""Following up""#, "steps[1].subjects"),
    ("<p>Hey {{FIRST_NAME}}", "<p>Hey {{FIRST_NAME", "steps[1].body"),
    ("\"not_opened\"", "\"never\"", "steps[1].trigger_condition"),
  ]

  @Test func launchingNeedsItsRight() throws {
    let response = try APIProgram([.see, .edit]).send(.post, path, Example().json)

    #expect(response.status == .forbidden)
    #expect(response.text.contains("right launch"))
  }

  @Test func theDefaultProductIsTaken() throws {
    let example = try Example()
    let other = try workspace.makeProduct("Other")
    // As long as none is chosen it is the first.
    #expect(
      try workspace.overview(of: create(#"{"name": "A"}"#).id).campaign.product == example.product)

    try workspace.setDefaultProduct(other)
    #expect(try workspace.overview(of: create(#"{"name": "B"}"#).id).campaign.product == other)
    let named = try create(#"{"name": "C", "product": {"id": \#(example.product)}}"#)
    #expect(try workspace.overview(of: named.id).campaign.product == example.product)
  }

  @Test func settingsAreChangedForWhoSawThem() throws {
    let program = try APIProgram()
    let answer = try create(Example().json)
    let address = "\(path)/\(answer.id)"
    let version = try #require(try program.send(.get, address).headers[.eTag])

    let changed = try program.send(
      .patch, address, #"{"name": "Q3", "track_opens": false}"#, headers: [.ifMatch: version])
    let late = try program.send(
      .patch, address, #"{"name": "Q4"}"#, headers: [.ifMatch: version])

    #expect(changed.status == .ok, "\(changed.text)")
    #expect(late.status == .preconditionFailed)
    let campaign = try workspace.overview(of: answer.id).campaign
    #expect(campaign.name == "Q3" && !campaign.trackOpens && campaign.trackClicks)
  }

  private func create(_ json: String) throws -> (id: Campaign.ID, text: String) {
    let response = try APIProgram().send(.post, path, json)
    #expect(response.status == .created, "\(response.text)")
    let id = try #require(
      response.headers[.location].flatMap { $0.split(separator: "/").last }
        .flatMap { Campaign.ID(String($0)) })
    return (id, response.text)
  }
}

/// The example of the requirements, and the records that it names.
struct Example {
  let product: Product.ID
  let list: LeadList.ID
  let senders: [Mailbox.ID]

  init() throws {
    product = try workspace.makeProduct()
    let leads = try ["ada", "bo"].map {
      try workspace.makeLead("\($0)@example.com", company: "Firm of \($0)")
    }
    list = try workspace.makeList(of: leads)
    senders = try ["one", "two"].map { try workspace.makeBox("\($0)@tarnbrook.example") }
  }

  let json = #"""
    {
      "name": "Q2 Outreach",
      "status": "running",
      "check_reply": true,
      "track_opens": true,
      "track_clicks": true,
      "schedule_config": "{\"days\":[1,2,3,4,5],\"start\":\"09:00\",\"end\":\"17:00\",\"timezone\":\"UTC\"}",
      "lists": [{"id": 1}],
      "senders": [{"id": 1}, {"id": 2}],
      "steps": [
        {
          "position": 0,
          "subjects": "[\"Hey {{FIRST_NAME}}, quick question\", \"{{FIRST_NAME}} — saw your work at {{COMPANY}}\"]",
          "body": "<p>Hi {{FIRST_NAME}},</p><p>{I noticed|I saw} your work at {{COMPANY}}...</p>",
          "wait_days": 0,
          "trigger_condition": "always"
        },
        {
          "position": 1,
          "subjects": "[\"Following up\"]",
          "body": "<p>Hey {{FIRST_NAME}}, just bumping this to the top...</p>",
          "wait_days": 3,
          "trigger_condition": "not_opened"
        }
      ]
    }
    """#
}
