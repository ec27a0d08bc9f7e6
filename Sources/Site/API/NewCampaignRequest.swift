import HTTPTypes
import Outreach
import Text
import Web

/// `POST /v1/outreach/campaigns` as it was sent, read by the same rules as the pages' forms.
struct NewCampaignRequest {
  private(set) var campaign: NewCampaign
  private(set) var schedule: Schedule?
  private(set) var steps: [Step] = []
  let isLaunched: Bool
  let product: Product.ID?
  let lists: [LeadList.ID]
  let senders: [Mailbox.ID]
  private(set) var problems: [FieldProblem] = []

  init(_ body: JSONValue) {
    isLaunched = body["status"]?.text == "running"
    product = body["product"]?["id"]?.int.map(Product.ID.init(rawValue:))
    lists = Self.ids(body["lists"])
    senders = Self.ids(body["senders"])
    // What is left out is on, as on the page of a new campaign.
    let standards: JSONValue = [
      "name": "", "goal": "sales", "language": .null, "check_reply": true, "track_opens": true,
      "track_clicks": true, "only_approved": false,
    ]
    var fieldErrors = FieldErrors()
    campaign = NewCampaign(Form(standards.changed(by: body)), fieldErrors: &fieldErrors)
    problems = fieldErrors.problems()
    readSchedule(body["schedule_config"]?.text)
    readSteps(body["steps"]?.elements ?? [])
  }

  mutating func setProduct(_ product: Product.ID) { campaign.product = product }

  private static func ids<Record>(_ value: JSONValue?) -> [Outreach.ID<Record>] {
    (value?.elements ?? []).compactMap { $0["id"]?.int.map(Outreach.ID<Record>.init(rawValue:)) }
  }

  private mutating func readSchedule(_ text: String?) {
    guard let text else { return }
    let field = "schedule_config"
    guard let config = JSONValue(parsing: Array(text.utf8)) else {
      return refuse(field, "This must be an object as JSON, encoded as a string.")
    }
    let wrong = CampaignObjects.schedule.problems(with: config, at: field)
    guard wrong.isEmpty else {
      problems += wrong
      return
    }
    let schedule = Schedule(
      days: Set((config["days"]?.elements ?? []).compactMap(\.int)).sorted(),
      start: config["start"]?.text ?? "", end: config["end"]?.text ?? "",
      timezone: config["timezone"]?.text ?? "")
    for fault in schedule.faults {
      let part =
        switch fault {
        case .noDay, .day: "days"
        case .start: "start"
        case .end: "end"
        case .zone: "timezone"
        }
      refuse("\(field).\(part)", "Not valid: \(fault.description).")
    }
    self.schedule = schedule
  }

  private mutating func readSteps(_ given: [JSONValue]) {
    let order = given.indices.sorted {
      (given[$0]["position"]?.int ?? 0, $0) < (given[$1]["position"]?.int ?? 0, $1)
    }
    for (place, index) in order.enumerated() {
      let path = "steps[\(index)]."
      if given[index]["position"]?.int != place {
        refuse("\(path)position", "Positions count from 0, each once and without a gap.")
      }
      if let step = step(given[index], isFirst: place == 0, path) { steps.append(step) }
    }
  }

  private mutating func step(_ given: JSONValue, isFirst: Bool, _ path: String) -> Step? {
    let subjects = JSONValue(parsing: Array((given["subjects"]?.text ?? "").utf8))
    guard case .array(let elements)? = subjects, elements.allSatisfy({ $0.text != nil }) else {
      refuse("\(path)subjects", "This must be a JSON array of strings, encoded as a string.")
      return nil
    }
    let texts = elements.compactMap(\.text)
    guard !texts.contains(where: { $0.utf8.contains(0) }) else {
      refuse("\(path)subjects", "A text cannot hold a zero byte.")
      return nil
    }
    var form = StepForm(
      position: nil, isFirst: isFirst, subjects: texts.map { $0.trimmingBlanks() },
      body: given["body"]?.text ?? "", days: "\(given["wait_days"]?.int ?? 0)",
      hours: "\(given["wait_hours"]?.int ?? 0)",
      condition: given["trigger_condition"]?.text ?? "")
    let step = form.step()
    problems += form.fieldErrors.problems(
      at: path, called: ["subject": "subjects", "condition": "trigger_condition"])
    return step
  }

  mutating func refuse(_ field: String, _ detail: String) {
    problems.append(FieldProblem(field: field, detail: detail))
  }
}

extension Site {
  /// Creates a campaign with its schedule, steps, mailboxes and lists, and launches it if it is to run:
  /// all of it or nothing.
  func postCampaign(_ call: APICall) throws -> APIAnswer {
    var wanted = NewCampaignRequest(call.body)
    if try wanted.isLaunched && !currentUser.may(.launch) {
      throw HTTPError.forbidden("Launching needs the right launch. Create it as a draft.")
    }
    try check(&wanted)
    guard wanted.problems.isEmpty else { throw APIProblem.invalid(wanted.problems) }
    let campaign = try database.create(wanted.campaign)
    if let schedule = wanted.schedule { try database.setSchedule(schedule, of: campaign) }
    for step in wanted.steps { _ = try database.save(step, at: nil, of: campaign) }
    do {
      try database.choose(mailboxes: wanted.senders, for: campaign)
    } catch Refusal.invalid {
      throw APIProblem.invalid(
        "senders", "A campaign uses practice mailboxes or real ones, not both.")
    }
    // What is too much for one request is left to a worker, also where it comes from many lists.
    var left = ListAttachment.atOnce
    for list in Set(wanted.lists).sorted(by: { $0.rawValue < $1.rawValue }) {
      let attachment = try database.attach(list: list, to: campaign, atOnce: left)
      left = max(left - attachment.contactsInAll, 0)
    }
    if wanted.isLaunched { try launchNow(campaign) }
    return try readCampaign(campaign, location: "\(CampaignsResource.path)/\(campaign)")
  }

  private func launchNow(_ campaign: Campaign.ID) throws {
    do {
      _ = try database.launchWhenAttached(campaign)
    } catch Refusal.conflict(let why) {
      throw APIProblem(
        .conflict, "The campaign cannot be launched, so it was not created. \(why)",
        errors: [FieldProblem(field: "status", detail: why)])
    }
  }

  /// What only the database knows: the product, the lists, the mailboxes and the time zone.
  private func check(_ wanted: inout NewCampaignRequest) throws {
    let offered = try database.productChoices().map(\.id)
    if let product = wanted.product {
      if !offered.contains(product) {
        wanted.refuse("product.id", "No product has this id, or it is archived.")
      }
      wanted.setProduct(product)
    } else if let product = try database.defaultProduct() {
      wanted.setProduct(product)
    } else {
      wanted.refuse(
        "product",
        "The workspace has no product yet. Create one first.")
    }
    if let schedule = wanted.schedule, !schedule.faults.contains(.zone),
      try !database.isTimeZone(schedule.timezone)
    {
      wanted.refuse("schedule_config.timezone", "Not valid: \(Schedule.Fault.zone.description).")
    }
    let mailboxes = Set(try database.mailboxes().map(\.id))
    for (place, sender) in wanted.senders.enumerated() where !mailboxes.contains(sender) {
      wanted.refuse("senders[\(place)].id", "No mailbox has this id.")
    }
    for (place, list) in wanted.lists.enumerated() {
      do {
        if try database.list(list).isArchived {
          wanted.refuse("lists[\(place)].id", "This list is archived.")
        }
      } catch Refusal.notFound {
        wanted.refuse("lists[\(place)].id", "No list has this id.")
      }
    }
  }
}
