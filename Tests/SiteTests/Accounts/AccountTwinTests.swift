import Foundation
import HTTPTypes
import Outreach
import Postgres
import Site
import Synchronization
import TestKit
import Testing
import Web

/// Records that may be there once, on the pages.
@Suite(.database, .serialized) struct AccountTwinTests {
  @Test func anAccountBecomesASecondOfADomainOnlyByWhoHasSeenTheFirst() throws {
    var fields = AccountFields(name: "Frost")
    fields.domain = "frost.example"
    let frost = try workspace.makeAccount(fields)
    let dairy = try workspace.makeAccount(AccountFields(name: "Dairy"))

    let refused = try post("/accounts/\(dairy)", ["name": "Dairy", "domain": "frost.example"])
    let named = try post("/accounts/\(dairy)", ["name": "frost"])

    #expect(refused.status == .unprocessableContent)
    #expect(refused.text.contains("Frost already has this domain."))
    #expect(refused.text.contains("<a href=\"/accounts/\(frost)\">Open Frost</a>"))
    #expect(refused.text.contains("name=\"despite\""))
    #expect(named.status == .unprocessableContent)
    #expect(named.text.contains("Frost already has this name."))

    let wanted = try post(
      "/accounts/\(dairy)", ["name": "Dairy", "domain": "frost.example", "despite": "\(frost)"])
    #expect(wanted.status == .seeOther)
    let later = try post(
      "/accounts/\(dairy)", ["name": "Dairy", "domain": "frost.example", "city": "Oslo"])
    #expect(later.status == .seeOther)
    #expect(try workspace.account(dairy).city == "Oslo")
  }

  @Test func ofTwoWhoGiveOneAddressAtOnceOneIsTold() throws {
    let account = try workspace.makeAccount(AccountFields(name: "Frost"))
    let told = Mutex<[Response]>([])
    try atOnce(8) { _ in
      let answer = try post("/accounts/\(account)/contacts", ["email": "ada@frost.example"])
      told.withLock { $0.append(answer) }
    }

    let answers = told.withLock { $0 }
    #expect(answers.count { $0.status == .seeOther } == 1)
    for answer in answers where answer.status != .seeOther {
      #expect(answer.status == .unprocessableContent)
      #expect(answer.text.contains("already has this email address."))
    }
  }

  @Test func ofTwoWhoAddADomainAtOnceOneIsTold() throws {
    let told = Mutex<[HTTPResponse.Status]>([])
    try atOnce(8) { number in
      let answer = try post("/accounts", ["name": "Frost \(number)", "domain": "frost.example"])
      told.withLock { $0.append(answer.status) }
    }

    let statuses = told.withLock { $0 }
    #expect(statuses.count { $0 == .seeOther } == 1)
    #expect(statuses.count { $0 == .unprocessableContent } == 7)
  }
}
