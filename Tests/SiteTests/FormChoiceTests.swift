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

  /// What was typed stays in the field: the browser would show another choice as the chosen one.
  @Test(arguments: Choice.all)
  func anUnknownWordIsRefusedAtItsFieldAndNothingIsSaved(choice: Choice) throws {
    let (path, form) = try choice.form()
    let before: Int = try workspace.value("SELECT count(*) FROM audit_entries")
    var typed = form
    typed[choice.field] = choice.word

    let response = try door().respond(to: Request(.post, path, form: typed), as: someone())

    #expect(response.status == .unprocessableContent)
    #expect(response.text.contains("“\(choice.word)” is not a choice. Choose one from the list."))
    #expect(response.text.contains("<option value=\"\(choice.word)\" selected>"))
    #expect(try workspace.value("SELECT count(*) FROM audit_entries") == before)
  }

  struct Choice: Sendable, CustomTestStringConvertible {
    let field: String
    let word: String
    let form: @Sendable () throws -> (String, Form)

    var testDescription: String { "\(field) \(word)" }

    init(
      _ field: String, _ word: String, _ form: @escaping @Sendable () throws -> (String, Form)
    ) {
      self.field = field
      self.word = word
      self.form = form
    }

    static let all = [
      Choice("language", "xx") { ("/campaigns/\(try workspace.makeDraft())/settings", settings) },
      Choice("goal", "fame") { ("/campaigns/\(try workspace.makeDraft())/settings", settings) },
      Choice("stage", "later") { ("/campaigns/\(try workspace.makeDraft())/settings", settings) },
      Choice("language", "xx") {
        let product = try workspace.makeProduct("Herbals")
        return ("/campaigns", ["name": "Autumn", "product": "\(product)", "goal": "sales"])
      },
      Choice("column-1", "bogus") {
        let file = try workspace.stage("email,company\na@frost.example,Frost\n")
        return ("/imports/\(file)/mapping", ["column-0": "email", "region": ""])
      },
      Choice("language", "xx") { (try account(), ["name": "Frost"]) },
      Choice("status", "asleep") { ("\(try account())/status", [:]) },
      Choice("country", "Atlantis") { (try account(), ["name": "Frost"]) },
      Choice("language", "xx") { (try contact(), ["email": "mia@frost.example"]) },
      Choice("language", "xx") {
        ("/products/\(try workspace.makeProduct("Herbals"))", ["name": "Herbals"])
      },
      Choice("class", "glad") { ("\(try logged())/inbound", try message) },
      Choice("channel", "pigeon") { ("\(try logged())/sent", try message) },
      Choice("role", "king") { ("/members", ["name": "Ben", "email": "ben@frost.example"]) },
    ]

    private static let settings: Form = ["goal": "sales", "language": "de"]

    private static var message: Form {
      get throws {
        let contact: Contact.ID = try workspace.value("SELECT max(id) FROM contacts")
        return ["contact": "\(contact)", "channel": "email", "text": "Hello"]
      }
    }

    private static func account() throws -> String {
      "/accounts/\(try workspace.makeAccount(AccountFields(name: "Frost")))"
    }

    private static func contact() throws -> String {
      var fields = ContactFields()
      fields.email = "mia@frost.example"
      let account = try workspace.makeAccount(AccountFields(name: "Frost"))
      return "/contacts/\(try workspace.addContact(fields, to: account))"
    }

    private static func logged() throws -> String {
      let campaign = try workspace.makeCampaign()
      let lead = try workspace.makeWrittenTo(
        "Acme", in: campaign, from: try workspace.makeMailbox())
      return "/campaigns/\(campaign)/accounts/\(lead.account)"
    }
  }
}
