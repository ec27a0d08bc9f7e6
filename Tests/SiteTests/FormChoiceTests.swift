import HTTPTypes
import Outreach
import Postgres
import Site
import TestKit
import Testing
import Web

/// A choice that a form does not offer comes back as an error at its field, and nothing is saved.
@Suite(.database) struct FormChoiceTests {
  @Test func anUnknownConditionIsRefused() throws {
    let campaign = try workspace.makeDraft()

    let response = try door().respond(
      to: Request(
        .post, "/campaigns/\(campaign)/sequence/steps",
        form: ["subject": "Hello", "body": "One", "condition": "sometimes"]), as: someone())

    #expect(response.status == .unprocessableContent)
    #expect(response.text.contains("“sometimes” is not a choice."))
    #expect(try workspace.steps(of: campaign).isEmpty)
  }

  @Test func anUnknownCategoryIsRefused() throws {
    let campaign = try workspace.makeDraft()

    let response = try door().respond(
      to: Request(
        .post, "/costs",
        form: [
          "campaign": "\(campaign)", "category": "bribes", "amount": "5", "currency": "EUR",
          "date": "2026-10-02", "token": "6f1d3a52-8f0e-4c6b-9d8e-000000000001",
        ]), as: someone())

    #expect(response.status == .unprocessableContent)
    #expect(response.text.contains("“bribes” is not a choice."))
    #expect(try workspace.value("SELECT count(*) FROM expenses") == 0)
  }

  @Test func anUnknownGoalIsRefused() throws {
    _ = try workspace.makeDraft()

    let response = try door().respond(
      to: Request(.post, "/campaigns", form: ["name": "Spring", "product": "1", "goal": "fame"]),
      as: someone())

    #expect(response.status == .unprocessableContent)
    #expect(response.text.contains("“fame” is not a choice."))
    #expect(try workspace.value("SELECT count(*) FROM campaigns WHERE name = 'Spring'") == 0)
  }
}
