import Composing
import Postgres

package enum StepCondition: String, SQLValue, Sendable, CaseIterable {
  case always
  case onOpen = "on_open"
  case onClick = "on_click"
  case notOpened = "not_opened"
}

/// One email of a campaign's sequence.
package struct Step: Sendable, Equatable {
  /// From 0.
  package let position: Int
  /// One, or the variants of an A/B test.
  package var subjects: [String]
  package var body: String
  package var waitDays: Int
  package var waitHours: Int
  package var condition: StepCondition
  /// The next step of the same sequence: a follow-up stays in the first email's thread.
  package var isFollowUp: Bool { position > 0 }

  package init(
    position: Int = 0, subjects: [String], body: String, waitDays: Int = 0, waitHours: Int = 0,
    condition: StepCondition = .always
  ) {
    self.position = position
    self.subjects = subjects
    self.body = body
    self.waitDays = waitDays
    self.waitHours = waitHours
    self.condition = condition
  }
}

extension Step: RowDecodable {}

/// What is wrong with a step's texts: in which subject, from 0, or in the body.
package struct StepProblem: Error, Equatable, Sendable {
  package let subject: Int?
  package let problem: TemplateProblem
}

extension Step {
  /// Every text that cannot be parsed. A step with one is not saved.
  package var problems: [StepProblem] {
    var found: [StepProblem] = []
    for (place, text) in subjects.enumerated() {
      if let problem = problem(in: text) { found.append(.init(subject: place, problem: problem)) }
    }
    if let problem = problem(in: body) { found.append(.init(subject: nil, problem: problem)) }
    return found
  }

  /// The tags of all its texts.
  package var tags: [MessageTemplate.Tag] {
    (subjects + [body]).flatMap { (try? MessageTemplate(parsing: $0))?.tags ?? [] }
  }

  /// The names of its tags that need a value.
  package var tagsWithoutFallback: [String] { tags.filter { !$0.hasFallback }.map(\.name) }

  private func problem(in text: String) -> TemplateProblem? {
    do {
      _ = try MessageTemplate(parsing: text)
      return nil
    } catch {
      return error
    }
  }
}

extension Queryable {
  package func steps(of campaign: Campaign.ID) throws -> [Step] {
    try all(
      """
      SELECT position, subjects, body, wait_days, wait_hours, condition
      FROM steps
      WHERE campaign_id = \(campaign)
      ORDER BY position
      """)
  }

  /// Changes the step at `position`, or adds one at the end. Returns its position.
  package func save(_ step: Step, at position: Int?, of campaign: Campaign.ID) throws -> Int {
    if let problem = step.problems.first { throw problem }
    return try refusing {
      try value(
        """
        SELECT fn.save_step(\(campaign), \(position), \(step.subjects), \(step.body),
          \(step.waitDays), \(step.waitHours), \(step.condition))
        """)
    }
  }

  /// Puts a step before the one at that position; it and those after it move on. Returns its
  /// position. Refused if leads are past that position.
  package func insert(_ step: Step, at position: Int, of campaign: Campaign.ID) throws -> Int {
    var place = try save(step, at: nil, of: campaign)
    while place > max(position, 0) {
      try moveStepUp(place, of: campaign)
      place -= 1
    }
    return place
  }

  /// Until this transaction ends, no other one changes the steps of this campaign, and no sender
  /// claims an email of it.
  package func holdSteps(of campaign: Campaign.ID) throws {
    try refusing { try run("SELECT fn.hold_steps(\(campaign))") }
  }

  /// Refused if leads are past it.
  package func removeStep(_ position: Int, of campaign: Campaign.ID) throws {
    try refusing { try run("SELECT fn.remove_step(\(campaign), \(position))") }
  }

  /// The step and the one before it change places. Refused if leads are past it.
  package func moveStepUp(_ position: Int, of campaign: Campaign.ID) throws {
    try refusing { try run("SELECT fn.move_step(\(campaign), \(position))") }
  }

  /// Leads who have had this step or a later one.
  package func leads(past position: Int, of campaign: Campaign.ID) throws -> Int {
    try value("SELECT fn.leads_past_step(\(campaign), \(position))")
  }
}
