import HTTPTypes
import Outreach
import Postgres
import Site
import TestKit
import Testing
import Web

@Suite(.database) struct ReviewQueuePageTests {
  @Test("S3-068 the card shows the best account, its score and the reasons")
  func theCardShowsTheBest() throws {
    let (campaign, accounts) = try scene()

    let page = try door().respond(
      to: Request(.get, "/campaigns/\(campaign)/reviews"), as: someone())

    #expect(page.status == .ok)
    #expect(page.text.contains("<h2 id=\"acct\">Dairy 2</h2>"))
    #expect(page.text.contains("Excellent for Sales"))
    #expect(page.text.contains("/reviews/\(accounts[1])"))
    #expect(page.text.contains("href=\"/accounts/\(accounts[1])\">Open account"))
    for key in ["a", "r", "j"] { #expect(page.text.contains("data-key=\"\(key)\"")) }
  }

  @Test("S3-059 a decision goes to the next account, and can be undone with one key")
  func aDecisionCanBeUndone() throws {
    let (campaign, accounts) = try scene()
    let door = try door()

    let decided = door.respond(
      to: post(campaign, accounts[1], ["verdict": "approved"]), as: someone())
    let next = door.respond(
      to: Request(
        .get, "/campaigns/\(campaign)/reviews", query: ["undo": "\(accounts[1])", "was": "pending"]),
      as: someone())
    let after = try workspace.statistics(of: campaign)
    let undone = door.respond(
      to: post(campaign, accounts[1], ["verdict": "pending", "undoing": "1"]), as: someone())

    #expect(
      decided.headers[.location] == "/campaigns/\(campaign)/reviews?undo=\(accounts[1])&was=pending"
    )
    #expect(next.text.contains("data-key=\"u\""))
    #expect(!next.text.contains("<h2 id=\"acct\">Dairy 2</h2>"))
    #expect(after.approved == 1)
    #expect(undone.status == .seeOther)
    #expect(try workspace.statistics(of: campaign).approved == 0)
  }

  @Test func whatIsTypedOnTheCardIsSavedWithTheDecision() throws {
    let (campaign, accounts) = try scene()
    let door = try door()

    let decided = door.respond(
      to: post(
        campaign, accounts[1],
        [
          "score": "9.5", "reason": "met them", "notes": "calls on Monday", "verdict": "approved",
          "place": "8_7",
        ]),
      as: someone())

    #expect(decided.status == .seeOther)
    #expect(decided.headers[.location]?.contains("from=8.0_7") == true)
    #expect(try workspace.statistics(of: campaign).approved == 1)
    let saved: String = try workspace.value(
      """
      SELECT concat_ws('/', review_status, override_score, override_reason, notes)
      FROM campaign_accounts WHERE account_id = \(accounts[1])
      """)
    #expect(saved == "approved/9.5/met them/calls on Monday")
  }

  @Test func aScoreThatIsRefusedDecidesNothingAndComesBackAsTyped() throws {
    let (campaign, accounts) = try scene()

    let refused = try door().respond(
      to: post(
        campaign, accounts[1], ["score": "11", "notes": "calls on Monday", "verdict": "approved"]),
      as: someone())

    #expect(refused.status == .unprocessableContent)
    #expect(
      refused.text.contains("value=\"calls on Monday\"") && refused.text.contains("value=\"11\""))
    #expect(try workspace.statistics(of: campaign).approved == 0)
  }

  @Test("S3-059 one skips to the next, goes back to the one before, and decides from there on")
  func nextAndBack() throws {
    let (campaign, accounts) = try scene()
    let door = try door()
    func link(_ key: String, of page: Response) -> String? {
      let found = page.text.matches(of: /href="([^"]*)" data-key="(\w)"/)
      return found.first { $0.2 == key }.map { String($0.1) }
    }
    func open(_ from: String) -> Response {
      door.respond(
        to: Request(.get, "/campaigns/\(campaign)/reviews", query: ["from": from]), as: someone())
    }

    let first = open("")
    let second = open("9.1_\(accounts[1])")
    let third = open("-1.0_\(accounts[2])")
    let decided = door.respond(
      to: post(
        campaign, accounts[2], ["verdict": "approved", "from": "-1.0_\(accounts[2])"]),
      as: someone())

    #expect(link("k", of: first) == nil)
    #expect(second.text.contains("<h2 id=\"acct\">Dairy 3</h2>"))
    #expect(link("k", of: second) == "/campaigns/\(campaign)/reviews")
    #expect(third.text.contains("<h2 id=\"acct\">Dairy 1</h2>"))
    #expect(link("k", of: third) == "/campaigns/\(campaign)/reviews?from=9.1_\(accounts[1])")
    #expect(decided.headers[.location]?.contains("&from=-1.0_\(accounts[2])") == true)
  }

  @Test("S3-059 the session counts what one decided oneself, without what was taken back")
  func theSessionIsCounted() throws {
    let (campaign, accounts) = try scene()
    let door = try door()
    let ada = try workspace.signIn()
    let path = "/campaigns/\(campaign)/reviews"

    for (account, verdict) in [(0, "approved"), (1, "rejected"), (1, "pending"), (2, "rejected")] {
      _ = door.respond(
        to: ada.request("\(path)/\(accounts[account])", form: ["verdict": verdict]))
    }
    let page = door.respond(to: ada.request(path))

    #expect(page.text.contains("This session"))
    #expect(page.text.contains("<span class=\"metric-n\">2</span>"))
    #expect(page.text.contains("aria-label=\"1 approved, 1 rejected\""))
  }

  @Test func aScoreOfOnesOwnLeavesTheAccountOnTheCardAndCanBeTakenBack() throws {
    let (campaign, accounts) = try scene()
    let door = try door()
    let ada = try workspace.signIn()
    let path = "/campaigns/\(campaign)/accounts/\(accounts[1])"
    func score(_ score: String) -> Response {
      door.respond(
        to: ada.request(
          path, form: ["score": score, "reason": "Met", "back": "review", "fit": "5"]))
    }

    let refused = score("99")
    #expect(refused.status == .unprocessableContent)
    #expect(refused.text.contains("<h2 id=\"acct\">Dairy 2</h2>"))
    #expect(refused.text.contains("“99” is not a number from 0 to 10."))
    #expect(refused.text.contains("name=\"score\" value=\"99\""))
    #expect(refused.text.contains("data-key=\"a\""))

    let kept = score("2")
    let card = "/campaigns/\(campaign)/reviews"
    #expect(kept.headers[.location] == "\(card)?account=\(accounts[1])&fit=5")
    let page = door.respond(
      to: ada.request(card, query: ["account": "\(accounts[1])", "fit": "5"]))
    #expect(page.text.contains("<h2 id=\"acct\">Dairy 2</h2>"))
    #expect(page.text.contains("Your score of 2.0 is used for Dairy 2."))
    #expect(page.text.contains("<form method=\"post\" action=\"\(path)\">"))

    let undo: Form = ["score": "", "reason": "", "back": "review", "fit": "5"]
    _ = door.respond(to: ada.request(path, form: undo))
    let again = door.respond(to: ada.request(card, query: ["fit": "5"]))
    #expect(again.text.contains("Dairy 2 uses the AI score again."))
    #expect(try workspace.statistics(of: campaign).pending == 3)
  }

  @Test func whoMayNotApproveSeesNoButtonAndIsRefused() throws {
    let (campaign, accounts) = try scene()
    let door = try door()

    let page = door.respond(
      to: Request(.get, "/campaigns/\(campaign)/reviews"), as: someone(.viewer))
    let refused = door.respond(
      to: post(campaign, accounts[0], ["verdict": "approved"]), as: someone(.viewer))

    #expect(page.status == .ok)
    #expect(!page.text.contains("data-key=\"a\""))
    #expect(!page.text.contains("</kbd> approve") && !page.text.contains("</kbd> undo"))
    #expect(page.text.contains("data-key=\"j\""))
    #expect(refused.status == .forbidden)
  }

  @Test func severalAreDecidedAtOnce() throws {
    let (campaign, accounts) = try scene()
    var form: Form = ["csrf": "token", "verdict": "rejected"]
    form = Form(form.fields + accounts.map { .init(name: "account", value: "\($0)") })

    let answer = try door().respond(
      to: Request(.post, "/campaigns/\(campaign)/decisions", form: form), as: someone())

    #expect(answer.status == .seeOther)
    #expect(try workspace.statistics(of: campaign).rejected == 3)
  }

  @Test(
    "the share of each score that people approved stands beside the card, and is judged",
    arguments: [
      ([9.2: (9, 1), 8: (5, 0), 6.5: (4, 6)], "They agree"),
      ([9.2: (1, 9), 6.5: (6, 4)], "They disagree"),
      ([9.2: (5, 5), 6.5: (5, 5)], "The scores say little about your decisions."),
      ([9.2: (9, 1)], "Not enough decisions"),
    ])
  func scoresAndDecisions(decided: [Double: (Int, Int)], says: String) throws {
    let (campaign, _) = try scene()
    for (number, (score, counts)) in decided.enumerated() {
      let accounts = try workspace.makeAccounts(
        counts.0 + counts.1, named: "Store \(number)")
      _ = try workspace.addAccounts(accounts, to: campaign)
      for account in accounts { try workspace.score([account], score, for: campaign) }
      try decide(.approved, accounts.prefix(counts.0), campaign)
      try decide(.rejected, accounts.dropFirst(counts.0), campaign)
    }
    // Without an AI score it compares with nothing.
    let own = try workspace.makeAccounts(1, named: "Own")
    _ = try workspace.addAccounts(own, to: campaign)
    try decide(.rejected, own[...], campaign)

    let page = try door().respond(
      to: Request(.get, "/campaigns/\(campaign)/reviews"), as: someone())
    let chart = section("decisions", of: page.text)

    #expect(words(in: chart).contains(says))
    let columns = rows(of: chart)
    #expect(columns.map { $0[0] } == (5..<10).map { "\($0)–\($0 + 1)" })
    for (score, counts) in decided {
      let column = try #require(columns.first { $0[0].hasPrefix("\(Int(score))–") })
      #expect(column.dropFirst() == ["\(counts.0)", "\(counts.0 + counts.1)"])
    }
    let share = decided[9.2].map { $0.0 * 100 / ($0.0 + $0.1) } ?? 0
    #expect(chart.contains(">\(share)</text>"))
  }

  @Test func beforeTheFirstDecisionThereIsNoChart() throws {
    let (campaign, _) = try scene()

    let page = try door().respond(
      to: Request(.get, "/campaigns/\(campaign)/reviews"), as: someone())

    #expect(section("decisions", of: page.text).isEmpty)
  }

  private func decide(
    _ verdict: ReviewStatus, _ accounts: ArraySlice<Account.ID>, _ campaign: Campaign.ID
  ) throws {
    try database.inWorkspace(workspace.id, as: Person.ID(rawValue: 1)) {
      _ = try $0.decide(verdict, on: Array(accounts), in: campaign)
    }
  }

  private func scene() throws -> (Campaign.ID, [Account.ID]) {
    let campaign = try workspace.makeCampaign("Autumn")
    let accounts = try workspace.makeAccounts(3, named: "Dairy")
    _ = try workspace.addAccounts(accounts, to: campaign)
    try workspace.score([accounts[1]], 9.1, for: campaign)
    return (campaign, accounts)
  }

  private func post(
    _ campaign: Campaign.ID, _ account: Account.ID, _ fields: KeyValuePairs<String, String>
  ) -> Request {
    let form = Form(
      [.init(name: "csrf", value: "token")] + fields.map { .init(name: $0.key, value: $0.value) })
    return Request(.post, "/campaigns/\(campaign)/reviews/\(account)", form: form)
  }
}
