import Outreach
import Postgres
import TestKit
import Testing

@Suite(.database) struct AccountSearchTests {
  @Test func wordsInsideANameAreFoundBehindThoseThatBeginIt() throws {
    try make("Firm 12 GmbH, cold storage", "Cold Storage Oslo", "Bakery", "Arctic cold storage")

    let found = try workspace.accounts(holding: "Cold Storage")

    #expect(
      names(found) == [
        "Cold Storage Oslo", "Arctic cold storage", "Firm 12 GmbH, cold storage",
      ])
    #expect(found.stop == nil)
    #expect(try names(workspace.accounts(holding: "nothing")) == [])
  }

  @Test func whatStandsBehindTheAtOfAnAddressFindsTheAccountOfThatDomain() throws {
    try make("Frost", "Other")
    try workspace.run("UPDATE accounts SET domain = 'arctic.example' WHERE name = 'Frost'")

    #expect(try names(workspace.accounts(holding: "mia@Arctic.example")) == ["Frost"])
    #expect(try names(workspace.accounts(holding: "@arctic")) == ["Frost"])
    #expect(try names(workspace.accounts(holding: "arctic.ex", status: .customer)) == [])
  }

  @Test func aPageFollowsAnotherInBothDirections() throws {
    try make("Ice 1", "Ice 2", "Ice 3", "A ice", "B ice", "C ice", "D ice")
    let all = ["Ice 1", "Ice 2", "Ice 3", "A ice", "B ice", "C ice", "D ice"]

    var (seen, place): ([String], Place<AlphabetKey>) = ([], .first)
    for _ in 0..<4 {
      let page = try workspace.accounts(holding: "ice", at: place, limit: 2)
      seen += names(page)
      place = .after(try #require(page.accounts.last).key)
    }
    #expect(seen == all)

    let last = try #require(workspace.accounts(holding: "ice").accounts.last)
    let back = try workspace.accounts(holding: "ice", at: .before(last.key), limit: 5)
    #expect(names(back) == Array(all.reversed()[1...5]))
  }

  @Test func aSearchThatStoppedGoesOnFromThereAndMissesNobody() throws {
    try make("A ice", "B", "C", "D ice", "E", "F", "G", "H ice")
    var budget = SearchBudget(chunk: 3)
    budget.time = .zero

    var (seen, looked, place): ([String], Int, Place<AlphabetKey>) = ([], 0, .first)
    while true {
      let page = try workspace.accounts(holding: "ice", at: place, budget)
      seen += names(page)
      guard let stop = page.stop else { break }
      looked += stop.looked
      place = .after(stop.key)
    }

    #expect(seen == ["A ice", "D ice", "H ice"])
    #expect(looked == 6)
  }

  @Test func aStatusFilterBoundsTheScan() throws {
    _ = try workspace.makeAccounts(60, named: "A ice")
    _ = try workspace.makeAccounts(60, named: "B ice", status: "customer")
    try make("C ice")
    var budget = SearchBudget(chunk: 1_000)
    budget.time = .zero

    for (status, last) in [(AccountStatus.prospect, "C ice"), (.customer, "B ice")] {
      let first = try workspace.accounts(holding: "ice", status: status, budget)
      let place = Place.after(try #require(first.accounts.dropLast().last).key)
      let rest = try workspace.accounts(holding: "ice", status: status, at: place, budget)

      #expect(first.accounts.count == 51 && first.stop == nil)
      #expect(rest.accounts.count > 1 && rest.stop == nil)
      #expect(try #require(names(rest).last).hasPrefix(last))
    }
  }

  private func make(_ names: String...) throws {
    for name in names { _ = try workspace.makeAccount(AccountFields(name: name)) }
  }

  private func names(_ found: AccountsFound) -> [String] {
    found.accounts.map(\.account.name)
  }
}
