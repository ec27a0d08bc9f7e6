import Composing
import Outreach
import Web

/// Templates/Sequences/step_item.mustache: one step in the list at the left.
struct StepItem {
  let number: Int
  let href: String
  let title: String
  let detail: String
  let isChosen: Bool
  let isLacking: Bool
  /// The wait after the step before; empty for the first.
  let wait: String
}

/// Templates/Sequences/editor.mustache: the editor of one step.
struct StepEditor {
  let campaign: Int
  let title: String
  let action: String
  let version: FormVersion
  let errors: FormErrors?
  let waits: [FormField]
  let condition: FormField
  let subjects: [Subject]
  let subjectError: String
  let body: FormField
  let warnings: [Warning]
  let verb: String
  let isSaved: Bool
  let position: Int
  let mayMove: Bool

  struct Subject {
    let letter: String
    let value: String
    let id: String
  }

  struct Warning {
    let name: String
    let words: String
  }

  init(
    _ form: StepForm, campaign: Campaign.ID, steps: Int, tracksClicks: Bool,
    _ lacking: [LackingField]
  ) {
    self.campaign = campaign.rawValue
    let number = (form.position ?? steps) + 1
    title = "Step \(number)"
    action = "/campaigns/\(campaign)/sequence/steps" + (form.position.map { "/\($0)" } ?? "")
    waits = [
      FormField(
        "wait_days", number == 1 ? "Days after launch" : "Days after the previous step",
        value: form.days, error: form.fieldErrors["wait_days"], isRight: true,
        attributes: ["inputmode": "numeric"]),
      FormField(
        "wait_hours", "Hours", value: form.hours, error: form.fieldErrors["wait_hours"],
        isRight: true, attributes: ["inputmode": "numeric"]),
    ]
    condition = FormField(
      "condition", "Send", value: form.condition, error: form.fieldErrors["condition"],
      options: StepCondition.allCases.map { ($0.rawValue, $0.words) })
    let shown = (form.subjects.isEmpty ? [""] : form.subjects).prefix(5)
    subjects = (shown + (shown.last == "" || shown.count == 5 ? [] : [""])).enumerated().map {
      Subject(
        letter: ["A", "B", "C", "D", "E"][$0], value: $1,
        id: $0 == 0 ? "subject" : "subject-\($0)")
    }
    subjectError = form.fieldErrors["subject"]
    body = FormField(
      "body", "Body", value: form.body,
      hint:
        "Plain text or HTML. A blank line starts a new paragraph. {{FIRST_NAME | \"there\"}} is a "
        + "tag with a fallback, {Hello|Hi} picks one of several. Tags: "
        + "\(knownFields.sorted().joined(separator: ", ")), and the other columns of your files.",
      error: form.fieldErrors["body"], rows: 14, attributes: ["spellcheck": "true"])
    let subjectField = FormField("subject", "Subjects", error: form.fieldErrors["subject"])
    version = form.version
    errors = FormErrors.of(waits + [condition, subjectField, body])
    warnings = Self.warnings(of: form, lacking) + (tracksClicks ? Self.untracked(form.body) : [])
    verb = form.position == nil ? "Add step \(number)" : "Save step \(number)"
    isSaved = form.position != nil
    position = form.position ?? 0
    mayMove = (form.position ?? 0) > 0
  }

  /// An address that is no link, although clicks are tracked.
  private static func untracked(_ body: String) -> [Warning] {
    guard let address = bareAddress(in: body) else { return [] }
    return [
      Warning(
        name: address.count > 60 ? "\(address.prefix(60))…" : address,
        words: "is plain text, so clicks on it are not tracked: write it as a link, "
          + "<a href=\"address\">words</a>.")
    ]
  }

  private static func warnings(of form: StepForm, _ lacking: [LackingField]) -> [Warning] {
    var seen: Set<String> = []
    return Step(subjects: form.subjects, body: form.body).placedTags.compactMap { place, tag in
      guard !tag.hasFallback, seen.insert(tag.name).inserted,
        let field = lacking.first(where: { $0.name == tag.name })
      else { return nil }
      let whose =
        field.lacking == field.looked
        ? "no lead has such a field"
        : "\(Words.number(field.lacking)) of "
          + "\(Words.count(field.looked, "lead")) have no value"
      return Warning(
        name: tag.name,
        words: "has no fallback and \(whose). Those deliveries would stop with this reason. "
          + "\(place), line \(tag.line), column \(tag.column).")
    }
  }
}

extension Step {
  /// Every tag, and the texts that use it.
  var placedTags: [(String, MessageTemplate.Tag)] {
    let texts = subjects.map { ("Subject", $0) } + [("Body", body)]
    return texts.flatMap { place, text in
      ((try? MessageTemplate(parsing: text))?.tags ?? []).map { (place, $0) }
    }
  }
}

extension Site {
  func stepItems(_ steps: [Step], _ lacking: [LackingField], chosen: Int?) -> [StepItem] {
    steps.map { step in
      let subject = step.subjects.first ?? ""
      let tags = step.tags.count
      let arms =
        step.subjects == [""] ? "same thread" : Words.count(step.subjects.count, "subject")
      return StepItem(
        number: step.position + 1, href: "?step=\(step.position)",
        title: subject.isEmpty ? "Follow-up" : subject,
        detail: tags == 0 ? arms : "\(arms) · \(Words.count(tags, "tag"))",
        isChosen: step.position == chosen,
        isLacking: step.tagsWithoutFallback.contains { name in
          lacking.contains { $0.name == name }
        },
        wait: step.position > 0 || step.waitDays + step.waitHours > 0
          ? "\(wait(of: step)), \(step.condition.shortWords)" : "")
    }
  }

  private func wait(of step: Step) -> String {
    let parts = [
      step.waitDays > 0 ? Words.count(step.waitDays, "day") : "",
      step.waitHours > 0 ? Words.count(step.waitHours, "hour") : "",
    ].filter { !$0.isEmpty }
    return parts.isEmpty ? "immediately" : parts.joined(separator: ", ")
  }
}
