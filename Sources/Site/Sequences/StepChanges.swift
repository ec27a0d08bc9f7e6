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
      try database.holdSteps(of: campaign)
      let steps = try database.steps(of: campaign)
      switch steps.position(of: request, at: step) {
      case step:
        try database.moveStepUp(step, of: campaign)
        // The one that it changed places with.
        let other = steps.first { $0.position == step - 1 }?.state.version
        let undo = Flash.Undo(
          "/campaigns/\(campaign)/sequence/steps/\(step)/up",
          other.map { [HiddenField("version", $0)] } ?? [])
        return try stepDone("Moved to step \(step).", step - 1, campaign, undo: undo)
      // Sent twice, or by two people: it is where it was to go.
      case step - 1: return try stepDone("Moved to step \(step).", step - 1, campaign)
      default:
        throw Refusal.conflict(
          "Not moved. Step \(step + 1) was changed, moved or removed by someone else.")
      }
    }
  }

  func removeStep(_ request: Request) throws -> Response {
    let campaign: Campaign.ID = try request.parameter("campaign")
    let step = try request.step
    return try orSayWhyNot("/campaigns/\(campaign)/sequence?step=\(step)") {
      try database.holdSteps(of: campaign)
      let steps = try database.steps(of: campaign)
      guard let place = steps.position(of: request, at: step) else {
        throw Refusal.conflict(
          "Not removed. Step \(step + 1) was changed or removed by someone else.")
      }
      let gone = steps.first { $0.position == place }
      try database.removeStep(place, of: campaign)
      let undo = gone.map { Flash.Undo("/campaigns/\(campaign)/sequence/steps", $0.fields) }
      return try seeOther(
        "/campaigns/\(campaign)/sequence",
        saying: .done("Step \(place + 1) was removed.", undo: undo))
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

extension [Step] {
  /// The current position of the step that a form was made for: the one at that position, or the
  /// only one with the same content elsewhere, if it was moved since. Nil: there is no such step any
  /// more. A form without a version means whatever is at the position.
  fileprivate func position(of request: Request, at position: Int) -> Int? {
    let version = request.form["version"]
    let standing = first { $0.position == position }
    if version.isEmpty || standing?.state.version == version { return position }
    let same = filter { $0.state.version == version }
    return same.count == 1 ? same[0].position : nil
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
