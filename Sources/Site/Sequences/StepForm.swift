import Composing
import Outreach
import Text
import Web

/// A step as typed, with its errors.
struct StepForm {
  /// Nil: a new one.
  private(set) var position: Int?
  let isFirst: Bool
  var subjects: [String]
  var body: String
  var days: String
  var hours: String
  var condition: String
  private(set) var version = FormVersion(value: "")
  var fieldErrors = FieldErrors()

  init(_ step: Step) {
    position = step.position
    isFirst = step.position == 0
    subjects = step.subjects
    body = step.body
    days = "\(step.waitDays)"
    hours = "\(step.waitHours)"
    condition = step.condition.rawValue
    version = FormVersion(of: step.state)
  }

  static func new(isFirst: Bool) -> StepForm {
    var form = StepForm(Step(position: isFirst ? 0 : 1, subjects: [""], body: ""), position: nil)
    form.days = isFirst ? "0" : "3"
    return form
  }

  private init(_ step: Step, position: Int?) {
    self.init(
      position: position, isFirst: step.position == 0, subjects: step.subjects, body: step.body,
      days: "0", hours: "0", condition: "always")
  }

  init(
    position: Int?, isFirst: Bool, subjects: [String], body: String, days: String, hours: String,
    condition: String
  ) {
    self.position = position
    self.isFirst = isFirst
    self.subjects = subjects
    self.body = body
    self.days = days
    self.hours = hours
    self.condition = condition
  }

  /// As submitted.
  init(_ form: Form, position: Int?, isFirst: Bool) {
    self.init(
      position: position, isFirst: isFirst,
      subjects: form.all("subject").map { $0.trimmingBlanks() }, body: form["body"],
      days: form["wait_days"], hours: form["wait_hours"], condition: form["condition"])
    version = FormVersion(value: form["version"])
  }

  /// The current position of the step that this was made from; nil: it was changed or removed in
  /// the meantime.
  func place(of step: Step, among steps: [Step]) -> Int? {
    guard let position, !version.value.isEmpty else { return position }
    let standing = steps.first { $0.position == position }?.state
    // A form sent twice is already saved.
    if let standing, standing.version == version.value || standing == step.state { return position }
    return steps.first { $0.state.version == version.value }?.position
  }

  /// Shown again with the current state, so that a second save is deliberate; as a new step, if it
  /// was removed.
  mutating func giveWay(to other: Step?, besides step: Step, of campaign: Campaign.ID) {
    let name = "Step \((position ?? 0) + 1)"
    if let other {
      version = FormVersion(
        overtakenBy: other.state, besides: step.state, of: name,
        page: "/campaigns/\(campaign)/sequence?step=\(other.position)")
    } else {
      position = nil
      version = FormVersion(
        value: "",
        errors: FormErrors.plain(
          "Not saved. \(name) was removed by someone else. Saving now adds yours as a new last step."
        ))
    }
  }

  /// Fills the field errors; nil if there is one.
  mutating func step() -> Step? {
    var kept = subjects.filter { !$0.isEmpty }
    // A follow-up without a subject of its own stays in the thread.
    if kept.isEmpty, !isFirst { kept = [""] }
    if kept.isEmpty { fieldErrors["subject"] = "The first email needs a subject." }
    if body.allSatisfy(\.isWhitespace) { fieldErrors["body"] = "Enter the text of the email." }
    for subject in subjects { fieldErrors.limit("subject", subject, to: 500) }
    if subjects.count > 20 {
      fieldErrors["subject"] = "\(Words.count(subjects.count, "subject")). The limit is 20."
    }
    fieldErrors.limit("body", body, to: 200_000)
    // A text that is too long is not checked for other errors.
    guard fieldErrors.isEmpty else { return nil }
    let days = number(self.days, "wait_days", most: 365)
    let hours = number(self.hours, "wait_hours", most: 23)
    let condition = fieldErrors.choice("condition", condition, standard: StepCondition.always)
    let step = Step(
      subjects: kept, body: body, waitDays: days, waitHours: hours, condition: condition)
    for problem in step.problems {
      let place = "Line \(problem.problem.line), column \(problem.problem.column): "
      fieldErrors[problem.subject == nil ? "body" : "subject"] = place + problem.problem.message
    }
    return fieldErrors.isEmpty ? step : nil
  }

  private mutating func number(_ typed: String, _ field: String, most: Int) -> Int {
    fieldErrors.number(field, typed, in: 0...most) ?? 0
  }
}

extension Step {
  /// Its content, wherever it is.
  var state: FormState {
    FormState([
      (
        "Subjects",
        subjects.map { $0.isEmpty ? "None: in the same thread" : $0 }.joined(separator: "\n")
      ),
      ("Body", body),
      ("Wait", "\(Words.count(waitDays, "day")), \(Words.count(waitHours, "hour"))"),
      ("Send", condition.words),
    ])
  }
}
