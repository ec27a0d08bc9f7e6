import HTTPTypes
import Outreach
import Postgres
import Web

/// The changes to the steps of a sequence.
extension Site {
  /// At the end; or, to undo a removal, at its old position.
  func addStep(_ request: Request) throws -> Response {
    let campaign: Campaign.ID = try request.parameter("campaign")
    let count = try database.steps(of: campaign).count
    var form = StepForm(request.form, position: nil, isFirst: count == 0)
    guard let step = form.step() else {
      return try stepPage(request, form, status: .unprocessableContent)
    }
    if request.form.has("at") {
      let place = try putBack(step, at: Int(request.form["at"]) ?? count, of: campaign)
      return try stepDone("Step \(place + 1) was restored.", place, campaign)
    }
    let place = try database.save(step, at: nil, of: campaign)
    return try stepDone("Step \(place + 1) was saved.", place, campaign)
  }

  /// A change since the form was made is not overwritten unseen.
  func changeStep(_ request: Request) throws -> Response {
    let campaign: Campaign.ID = try request.parameter("campaign")
    let position = try request.step
    try database.holdSteps(of: campaign)
    let steps = try database.steps(of: campaign)
    var form = StepForm(request.form, position: position, isFirst: position == 0)
    guard let step = form.step() else {
      return try stepPage(request, form, status: .unprocessableContent)
    }
    guard let found = form.place(of: step, among: steps) else {
      form.giveWay(to: steps.first { $0.position == position }, besides: step, of: campaign)
      return try stepPage(request, form, status: .conflict)
    }
    let place = try database.save(step, at: found, of: campaign)
    let past = try database.leads(past: place, of: campaign)
    let note = past > 0 ? " \(Words.count(past, "lead")) already got the old version." : ""
    return try stepDone("Step \(place + 1) was saved.\(note)", place, campaign)
  }

  func moveStepUp(_ request: Request) throws -> Response {
    let campaign: Campaign.ID = try request.parameter("campaign")
    let step = try request.step
    return try orSayWhyNot("/campaigns/\(campaign)/sequence?step=\(step)") {
      try database.moveStepUp(step, of: campaign)
      return try stepDone(
        "Moved to step \(step).", step - 1, campaign,
        undo: .init("/campaigns/\(campaign)/sequence/steps/\(step)/up"))
    }
  }

  func removeStep(_ request: Request) throws -> Response {
    let campaign: Campaign.ID = try request.parameter("campaign")
    let step = try request.step
    return try orSayWhyNot("/campaigns/\(campaign)/sequence?step=\(step)") {
      try database.holdSteps(of: campaign)
      let gone = try database.steps(of: campaign).first { $0.position == step }
      try database.removeStep(step, of: campaign)
      let undo = gone.map { Flash.Undo("/campaigns/\(campaign)/sequence/steps", $0.fields) }
      return try seeOther(
        "/campaigns/\(campaign)/sequence",
        saying: .done("Step \(step + 1) was removed.", undo: undo))
    }
  }

  /// At the end, if leads are past its old position by now: its text is not lost.
  private func putBack(_ step: Step, at place: Int, of campaign: Campaign.ID) throws -> Int {
    do {
      return try database.savepoint { try database.insert(step, at: place, of: campaign) }
    } catch Refusal.conflict {
      return try database.save(step, at: nil, of: campaign)
    }
  }

  private func stepPage(
    _ request: Request, _ form: StepForm, status: HTTPResponse.Status
  ) throws -> Response {
    try page(sequencePage(request, RefusedForms(step: form)), status: status)
  }

  private func stepDone(
    _ said: String, _ place: Int, _ campaign: Campaign.ID, undo: Flash.Undo? = nil
  ) throws -> Response {
    try seeOther("/campaigns/\(campaign)/sequence?step=\(place)", saying: .done(said, undo: undo))
  }
}

extension Request {
  /// The step that the address names, from 0.
  var step: Int {
    get throws {
      guard let step = Int(parameters["step"] ?? ""), (0...32_000).contains(step) else {
        throw HTTPError.notFound
      }
      return step
    }
  }
}

extension Step {
  /// The form that restores the step's position.
  fileprivate var fields: [HiddenField] {
    subjects.map { HiddenField("subject", $0) } + [
      HiddenField("body", body), HiddenField("wait_days", "\(waitDays)"),
      HiddenField("wait_hours", "\(waitHours)"), HiddenField("condition", condition.rawValue),
      HiddenField("at", "\(position)"),
    ]
  }
}
