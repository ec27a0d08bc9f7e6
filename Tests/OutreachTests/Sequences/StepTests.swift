import Composing
import Outreach
import Postgres
import TestKit
import Testing

@Suite(.database) struct StepTests {
  private let note = Step(subjects: ["Hello {{FIRST_NAME | \"you\"}}"], body: "<p>One</p>")

  @Test("S1-016 a sequence has one or more steps, in order and without gaps")
  func stepsStandInOrder() throws {
    let campaign = try workspace.makeDraft()
    for word in ["one", "two", "three"] { try add(word, to: campaign) }

    try workspace.moveStepUp(2, of: campaign)
    try workspace.removeStep(0, of: campaign)

    let steps = try workspace.steps(of: campaign)
    #expect(steps.map(\.body) == ["three", "two"])
    #expect(steps.map(\.position) == [0, 1])
  }

  @Test("S1-017 S1-018 a step keeps its subjects and its HTML to the letter")
  func textsAreKeptToTheLetter() throws {
    let campaign = try workspace.makeDraft()
    var step = note
    step.subjects = ["First — één", "Second, \"quoted\" {a|b}", "Third \\{x"]
    step.body = "<p class=\"x\">{{COMPANY}} & {a|b} — 测试 🙂</p>"
    _ = try workspace.save(step, at: nil, of: campaign)

    let kept = try workspace.steps(of: campaign)
    #expect(kept.map(\.subjects) == [step.subjects])
    #expect(kept.map(\.body) == [step.body])
  }

  @Test("S1-019 S1-035 a step waits days and hours after the one before it")
  func stepsWait() throws {
    let campaign = try workspace.makeDraft()
    var step = note
    step.waitDays = 3
    _ = try workspace.save(step, at: nil, of: campaign)
    step.waitHours = 4
    _ = try workspace.save(step, at: 0, of: campaign)

    let kept = try #require(try workspace.steps(of: campaign).first)
    #expect(kept.waitDays == 3)
    #expect(kept.waitHours == 4)
  }

  @Test("S1-020 there are four conditions, and no other", arguments: StepCondition.allCases)
  func thereAreFourConditions(condition: StepCondition) throws {
    let campaign = try workspace.makeDraft()
    var step = note
    step.condition = condition
    _ = try workspace.save(step, at: nil, of: campaign)

    #expect(try workspace.steps(of: campaign).map(\.condition) == [condition])
    #expect(StepCondition.allCases.map(\.rawValue).count == 4)
    #expect(throws: PostgresError.self) {
      try workspace.run("UPDATE steps SET condition = 'sometimes'")
    }
  }

  @Test func aTextThatCannotBeReadIsNotSaved() throws {
    let campaign = try workspace.makeDraft()
    var step = note
    step.body = "{a|b"
    let problem = #expect(throws: StepProblem.self) {
      _ = try workspace.save(step, at: nil, of: campaign)
    }

    #expect(problem?.subject == nil)
    #expect(problem?.problem.column == 1)
    #expect(try workspace.steps(of: campaign).isEmpty)
  }

  @Test func aStepThatLeadsAreAtOrPastStays() throws {
    let campaign = try workspace.makeDraft()
    for word in ["one", "two"] { try add(word, to: campaign) }
    let list = try workspace.makeList(of: [workspace.makeLead()])
    _ = try workspace.attach(list: list, to: campaign)
    try workspace.run("UPDATE campaigns SET launched_at = now(), status = 'running'")
    try workspace.run(
      "UPDATE deliveries SET state = 'skipped', settled_at = now(), answer = 'a test'")

    #expect(
      throws: Refusal.conflict(
        "Step 1 cannot be removed: 1 leads have received it or are past it.")
    ) {
      try workspace.removeStep(0, of: campaign)
    }
    #expect(throws: Refusal.self) { try workspace.moveStepUp(1, of: campaign) }
    try workspace.removeStep(1, of: campaign)
    #expect(try workspace.leads(past: 0, of: campaign) == 1)
  }

  @Test func anotherWorkspacesStepsAreOutOfReach() throws {
    let campaign = try workspace.makeDraft()
    try add("one", to: campaign)

    #expect(try otherWorkspace.steps(of: campaign).isEmpty)
    #expect(throws: Refusal.self) { try otherWorkspace.removeStep(0, of: campaign) }
    #expect(throws: Refusal.self) { _ = try otherWorkspace.save(note, at: nil, of: campaign) }
  }

  private func add(_ body: String, to campaign: Campaign.ID) throws {
    var step = note
    step.body = body
    _ = try workspace.save(step, at: nil, of: campaign)
  }
}
