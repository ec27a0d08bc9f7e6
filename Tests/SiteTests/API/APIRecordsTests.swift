import Foundation
import HTTPTypes
import Outreach
import Postgres
import Site
import Synchronization
import TestKit
import Testing
import Web

/// Accounts, contacts and campaigns of the API: what two write at once, and what a change leaves.
@Suite(.database, .serialized) struct APIRecordsTests {
  @Test func simultaneousContactsWithOneAddressAreOne() throws {
    let account = try workspace.makeAccount(AccountFields(name: "Frost"))
    let answers = try sentAtOnce(
      .post, "/v1/contacts", { _ in #"{"account_id": \#(account), "email": "ada@frost.example"}"# })

    #expect(answers.count { $0.status == .created } == 1)
    for answer in answers where answer.status != .created {
      #expect(answer.status == .unprocessableContent, "\(answer.text)")
      #expect(answer.text.contains("\"field\":\"email\""))
      #expect(answer.text.contains("already has this email address."))
    }
    #expect(try workspace.value("SELECT count(*) FROM contacts") == 1)
  }

  @Test func aTakenAddressIsRefusedByTheDatabaseToo() throws {
    let account = try workspace.makeAccount(AccountFields(name: "Frost"))
    var fields = ContactFields()
    fields.email = "ada@frost.example"
    _ = try workspace.addContact(fields, to: account)
    fields.email = "bo@frost.example"
    let other = try workspace.addContact(fields, to: account)
    fields.email = "Ada@frost.example"
    let taken = fields

    #expect(throws: Refusal.invalid("one_contact_per_email")) {
      try workspace.addContact(taken, to: account)
    }
    #expect(throws: Refusal.invalid("one_contact_per_email")) {
      try workspace.change(other, to: taken)
    }
  }

  @Test func simultaneousAccountsOfOneDomainAreOne() throws {
    let answers = try sentAtOnce(
      .post, "/v1/accounts", { #"{"name": "Frost \#($0)", "domain": "frost.example"}"# })

    #expect(answers.count { $0.status == .created } == 1)
    #expect(answers.count { $0.status == .conflict } == 7)
    #expect(try workspace.value("SELECT count(*) FROM accounts") == 1)
  }

  @Test func anAccountIsNotChangedIntoAnother() throws {
    var fields = AccountFields(name: "Frost")
    fields.domain = "frost.example"
    let frost = try workspace.makeAccount(fields)
    let dairy = try workspace.makeAccount(AccountFields(name: "Dairy"))
    let program = try APIProgram()
    func change(_ id: Account.ID, _ json: String) throws -> Response {
      try program.send(.patch, "/v1/accounts/\(id)", json)
    }

    for json in [#"{"domain": "frost.example"}"#, #"{"name": "frost"}"#] {
      let refused = try change(dairy, json)
      #expect(refused.status == .conflict)
      #expect(refused.text.contains("It is account \(frost)."))
    }
    #expect(
      try change(frost, #"{"name": "Frost", "domain": "frost.example"}"#).status == .ok)

    // A duplicate that is there already can be changed.
    try workspace.run("UPDATE accounts SET domain = 'frost.example'")
    #expect(try change(dairy, #"{"city": "Oslo", "domain": "frost.example"}"#).status == .ok)
    #expect(try workspace.account(dairy).city == "Oslo")
  }

  @Test func aChangeLeavesWhatItDoesNotName() throws {
    let account = try workspace.makeAccount(AccountFields(name: "Frost"))
    var fields = ContactFields()
    (fields.email, fields.firstName) = ("ada@frost.example", String(repeating: "a", count: 300))
    let contact = try workspace.addContact(fields, to: account)
    try workspace.run("UPDATE accounts SET phone = '12', country = 'DE'")
    try workspace.run("UPDATE contacts SET phone = '12'")
    let program = try APIProgram()

    let title = try program.send(.patch, "/v1/contacts/\(contact)", #"{"title": "Buyer"}"#)
    let city = try program.send(.patch, "/v1/accounts/\(account)", #"{"city": "Oslo"}"#)
    let phone = try program.send(.patch, "/v1/contacts/\(contact)", #"{"phone": "13"}"#)

    #expect(title.status == .ok, "\(title.text)")
    #expect(city.status == .ok, "\(city.text)")
    #expect(phone.status == .unprocessableContent)
    let saved = try workspace.contactFields(contact)
    #expect(saved.title == "Buyer" && saved.phone == "12" && saved.firstName == fields.firstName)
    #expect(try workspace.account(account).phone == "12")
  }

  @Test func aContactKeepsAnAddressOrAPhoneNumber() throws {
    let account = try workspace.makeAccount(AccountFields(name: "Frost"))
    var fields = ContactFields()
    fields.phone = "+4930901820"
    let contact = try workspace.addContact(fields, to: account)

    let refused = try APIProgram().send(.patch, "/v1/contacts/\(contact)", #"{"phone": null}"#)

    #expect(refused.status == .unprocessableContent)
    #expect(refused.text.contains("Enter an email address or a phone number."))
  }

  @Test func aCampaignHasAnotherVersionOnceItRunsAndNoneOfTheArchiveIsChanged() throws {
    let campaign = try workspace.makeDraft()
    let address = "/v1/outreach/campaigns/\(campaign)"
    let program = try APIProgram()
    let version = try #require(try program.send(.get, address).headers[.eTag])
    try workspace.run("UPDATE campaigns SET launch_at = now() + interval '1 day'")

    let late = try program.send(
      .patch, address, #"{"name": "Late"}"#, headers: [.ifMatch: version])
    try workspace.archive(campaign)
    let archived = try program.send(.patch, address, #"{"name": "Late"}"#)

    #expect(late.status == .preconditionFailed)
    #expect(archived.status == .conflict)
    #expect(archived.text.contains("This campaign is archived."))
    #expect(try workspace.value("SELECT count(*) FROM campaigns WHERE name = 'Late'") == 0)
  }

  @Test func aFloodOfWrongFieldsGetsAShortAnswer() throws {
    let fields = (0..<5_000).map { "\"unknown\($0)\": 1" }.joined(separator: ",")

    let answer = try APIProgram().send(.post, "/v1/accounts", "{\(fields)}")

    #expect(answer.status == .unprocessableContent)
    #expect(answer.text.matches(of: /"field":/).count == 100)
    #expect(answer.text.contains("100 or more fields are wrong."))
  }

  @Test func aRefusedRequestSaysWhatIsLeftOfTheMinute() throws {
    let program = try APIProgram()
    let limit = try #require(HTTPField.Name("ratelimit"))
    let answers = [
      try program.send(.get, "/v1/accounts/9999"),
      try program.send(.post, "/v1/accounts", "{}"),
      try program.send(.post, "/v1/accounts", "{"),
    ]

    #expect(answers.map(\.status.code) == [404, 422, 400])
    for answer in answers {
      #expect(answer.headers[limit]?.hasPrefix("\"minute\";r=") == true)
    }
  }

  /// The answers to eight requests at once.
  private func sentAtOnce(
    _ method: HTTPRequest.Method, _ path: String, _ json: @escaping @Sendable (Int) -> String
  ) throws -> [Response] {
    let program = try APIProgram()
    let door = try door()
    let answers = Mutex<[Response]>([])
    try atOnce(8) { number in
      let answer = try program.send(method, path, json(number), door: door)
      answers.withLock { $0.append(answer) }
    }
    return answers.withLock { $0 }
  }
}
