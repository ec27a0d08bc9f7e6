import HTTPTypes
import Outreach
import Postgres
import Site
import TestKit
import Testing
import Web

@Suite(.database) struct CampaignAccountsPageTests {
  @Test(
    "S3-058 the accounts of a campaign are found by the beginning of a name or domain, in order")
  func foundAndSorted() throws {
    let (campaign, accounts) = try scene()
    try workspace.run("UPDATE accounts SET domain = 'dairyland.example' WHERE id = \(accounts[3])")
    let door = try door()

    func names(_ query: Form) -> [String] {
      let page = door.respond(
        to: Request(.get, "/campaigns/\(campaign)/accounts", query: query), as: someone())
      return page.text.matches(of: /class="name"[^>]*>([^<]+)</).map { String($0.1) }
    }

    #expect(names(["sort": "name"]) == ["Dairy 1", "Dairy 2", "Dairy 3", "Paper 1"])
    #expect(names(["sort": "-name"]) == ["Paper 1", "Dairy 3", "Dairy 2", "Dairy 1"])
    #expect(names(["sort": "-score"]).first == "Dairy 2")
    #expect(names(["sort": "score"]).last == "Dairy 2")
    #expect(names(["q": "paper"]) == ["Paper 1"])
    #expect(names(["q": "DAIRY", "sort": "name"]) == ["Dairy 1", "Dairy 2", "Dairy 3", "Paper 1"])
  }

  @Test("S3-058 each order is paged by key, on and back", arguments: ["name", "-score", "touch"])
  func pagedByKey(sort: String) throws {
    let campaign = try workspace.makeCampaign("Autumn")
    _ = try workspace.addAccounts(try workspace.makeAccounts(60), to: campaign)
    let door = try door()

    func page(_ query: Form) -> (names: [String], next: String?, previous: String?) {
      let text = door.respond(
        to: Request(.get, "/campaigns/\(campaign)/accounts", query: query), as: someone()
      ).text
      return (
        text.matches(of: /class="name"[^>]*>([^<]+)</).map { String($0.1) },
        text.firstMatch(of: /after=([\w-]+)[^"]*" rel="next"/).map { String($0.1) },
        text.firstMatch(of: /before=([\w-]+)[^"]*" rel="prev"/).map { String($0.1) }
      )
    }
    let first = page(["sort": sort])
    let second = page(["sort": sort, "after": try #require(first.next)])
    let back = page(["sort": sort, "before": try #require(second.previous)])

    #expect(first.names.count == 50)
    #expect(second.names.count == 10)
    #expect(Set(first.names + second.names).count == 60)
    #expect(back.names == first.names)
  }

  @Test("S3-065 S3-066 tags and notes become a field in their row, and the page stays where it was")
  func describedInTheRow() throws {
    let (campaign, accounts) = try scene()
    let path = "/campaigns/\(campaign)/accounts"
    let door = try door()

    let open = door.respond(
      to: Request(
        .get, path, query: ["sort": "name", "q": "dairy", "edit": "tags-\(accounts[0])"]),
      as: someone())
    let kept = door.respond(
      to: Request(
        .post, "\(path)/\(accounts[0])", query: ["sort": "name", "q": "dairy"],
        form: ["csrf": "token", "tags": "warm intro, Q2"]), as: someone())

    #expect(
      open.text.contains("action=\"\(path)/\(accounts[0])?sort=name&amp;q=dairy\" data-swap"))
    #expect(open.text.contains("name=\"tags\""))
    #expect(kept.headers[.location] == "\(path)?sort=name&q=dairy")
    #expect(try workspace.lead(accounts[0], in: campaign).tags == ["warm intro", "Q2"])
  }

  @Test("S3-068 a person's own score stands before the AI's, with its reason, until it is emptied")
  func ownScore() throws {
    let (campaign, accounts) = try scene()
    let path = "/campaigns/\(campaign)/accounts/\(accounts[1])"
    let door = try door()

    let wrong = door.respond(
      to: Request(
        .post, path, form: ["csrf": "token", "score": "eleven", "reason": "Met at the fair"]),
      as: someone())
    _ = door.respond(
      to: Request(.post, path, form: ["csrf": "token", "score": "4,5", "reason": "Too small"]),
      as: someone())
    let lead = try workspace.lead(accounts[1], in: campaign)
    let page = door.respond(to: Request(.get, "/campaigns/\(campaign)/accounts"), as: someone())
    _ = door.respond(
      to: Request(.post, path, form: ["csrf": "token", "score": "", "reason": "Too small"]),
      as: someone())

    for score in ["0x5", "1e1"] {
      let answer = door.respond(
        to: Request(.post, path, form: ["csrf": "token", "score": score]), as: someone())
      #expect(answer.text.contains("“\(score)” is not a number from 0 to 10."))
    }
    #expect(wrong.status == .unprocessableContent)
    #expect(wrong.text.contains("“eleven” is not a number from 0 to 10."))
    #expect(wrong.text.contains("value=\"Met at the fair\""))
    #expect(lead.overrideScore == 4.5)
    #expect(lead.overrideReason == "Too small")
    #expect(page.text.contains("AI 9.1"))
    #expect(try workspace.lead(accounts[1], in: campaign).overrideScore == nil)
  }

  @Test("S3-068 a wrong score typed on the card comes back on the card, as typed")
  func aWrongScoreFromTheCard() throws {
    let (campaign, accounts) = try scene()

    let page = try door().respond(
      to: Request(
        .post, "/campaigns/\(campaign)/accounts/\(accounts[1])",
        form: ["csrf": "token", "score": "12", "notes": "Ask again", "back": "review"]),
      as: someone())

    #expect(page.status == .unprocessableContent)
    #expect(page.text.contains("value=\"12\""))
    #expect(page.text.contains("data-key=\"a\""))
    #expect(page.text.contains("Ask again"))
  }

  @Test("S3-092 an account is taken out after a question that says what stays")
  func removed() throws {
    let (campaign, accounts) = try scene()
    let path = "/campaigns/\(campaign)/accounts/\(accounts[0])/remove"
    let door = try door()

    let question = door.respond(to: Request(.get, path), as: someone())
    let done = door.respond(to: Request(.post, path, form: ["csrf": "token"]), as: someone())

    #expect(question.text.contains("Remove Dairy 1 from Autumn?"))
    #expect(question.text.contains("The account, its contacts and scores stay"))
    #expect(done.headers[.location] == "/campaigns/\(campaign)/accounts")
    #expect(try workspace.statistics(of: campaign).total == 3)
    #expect(try workspace.account(accounts[0]).name == "Dairy 1")
  }

  @Test func aFieldInARowIsNotWrittenOverUnseen() throws {
    let (campaign, accounts) = try scene()
    let path = "/campaigns/\(campaign)/accounts"
    let door = try door()
    let page = door.respond(
      to: Request(.get, path, query: ["edit": "notes-\(accounts[0])"]), as: someone()
    ).text
    let seen = try #require(
      PageForm.all(in: page).first { $0.path == "\(path)/\(accounts[0])" }?.fields)
    func save(_ notes: String) -> Response {
      var form = seen
      form["notes"] = notes
      return door.respond(to: Request(.post, "\(path)/\(accounts[0])", form: form), as: someone())
    }

    let theirs = save("Ask for Ms Thiele")
    let mine = save("Call on Monday")

    #expect(theirs.status == .seeOther)
    #expect(mine.status == .conflict)
    #expect(mine.text.contains("<b>Note:</b> Ask for Ms Thiele"))
    #expect(mine.text.contains("value=\"Call on Monday\""))
    #expect(try workspace.lead(accounts[0], in: campaign).notes == "Ask for Ms Thiele")
  }

  @Test("S3-092 several accounts are taken out after a question: those selected, or all found")
  func severalAreRemoved() throws {
    let (campaign, accounts) = try scene()
    let path = "/campaigns/\(campaign)/removals"
    let door = try door()
    func send(_ form: Form, _ query: Form = [:]) -> Response {
      door.respond(to: Request(.post, path, query: query, form: form), as: someone())
    }

    var selected: Form = ["account": "\(accounts[0])"]
    let asked = send(selected)
    selected["confirmed"] = "yes"
    let before = try workspace.statistics(of: campaign).total
    let removed = send(selected)
    let all = send(["all": "yes"], ["q": "dairy"])
    let confirm = try #require(PageForm.all(in: all.text).first { $0.path == path })
    let rest = door.respond(
      to: Request(.post, path, query: confirm.query, form: confirm.fields), as: someone())

    #expect(asked.text.contains("Remove 1 account from Autumn?"))
    #expect(before == 4)
    #expect(removed.status == .seeOther)
    #expect(all.text.contains("Remove 2 accounts from Autumn?"))
    #expect(rest.headers[.location] == "/campaigns/\(campaign)/accounts?q=dairy")
    #expect(try workspace.statistics(of: campaign).total == 1)
    #expect(try workspace.account(accounts[0]).name == "Dairy 1")
  }

  @Test func allFoundAreFoundHoweverTheSearchIsTyped() throws {
    let (campaign, _) = try scene()

    let all = try door().respond(
      to: Request(
        .post, "/campaigns/\(campaign)/removals", query: ["q": "Dairy"], form: ["all": "yes"]),
      as: someone())

    #expect(all.text.contains("Remove 3 accounts from Autumn?"))
  }

  @Test("of those selected, each in the campaign counts once, and why one stays is true")
  func selectedAccountsAreCounted() throws {
    let (campaign, accounts) = try scene()
    let browser = try workspace.signIn()
    let door = try door()
    func send(_ accounts: [Account.ID], _ act: String = "removals", _ more: Form = [:]) -> Response
    {
      let form = Form(more.fields + accounts.map { .init(name: "account", value: "\($0)") })
      return door.respond(to: browser.request("/campaigns/\(campaign)/\(act)", form: form))
    }
    func line() -> String {
      door.respond(to: browser.request("/campaigns/\(campaign)/accounts")).text
    }
    let unknown = Account.ID(rawValue: 999_999)

    let thrice = send(Array(repeating: accounts[0], count: 3))
    #expect(thrice.text.contains("Remove 1 account from Autumn?"))
    #expect(send([unknown]).status == .seeOther)
    #expect(line().contains("None of the selected accounts is in this campaign."))

    #expect(
      send([accounts[0], accounts[0], unknown], "removals", ["confirmed": "yes"]).status
        == .seeOther)
    #expect(line().contains("Removed 1 account from this campaign. 1 is not in this campaign."))

    // An email to one of the others is being sent.
    try workspace.run(
      """
      WITH k AS (
        INSERT INTO contacts (account_id, email) VALUES (\(accounts[1]), 'ada@dairy.example')
        RETURNING id
      ), e AS (
        INSERT INTO enrollments (campaign_id, account_id, contact_id)
        SELECT \(campaign), \(accounts[1]), id FROM k RETURNING id
      )
      INSERT INTO deliveries (campaign_id, enrollment_id, position, due_at, state, claim, claimed_by,
        claimed_until, claimed_at)
      SELECT \(campaign), id, 0, now(), 'claimed', 1, 'one', now() + interval '1 minute', now() FROM e
      """)
    _ = send([accounts[1], accounts[1]], "decisions", ["verdict": "rejected"])
    #expect(line().contains("Rejected 0 accounts. 1 stays: an email to it is being sent."))
    _ = send([accounts[1], accounts[2], unknown], "decisions", ["verdict": "rejected"])
    #expect(
      line().contains(
        "Rejected 1 account. 1 stays: an email to it is being sent. 1 is not in this campaign."))
    _ = send([accounts[1], accounts[2]], "removals", ["confirmed": "yes"])
    #expect(
      line().contains(
        "Removed 1 account from this campaign. 1 stays: an email to it is being sent or unconfirmed."
      ))
  }

  private func scene() throws -> (Campaign.ID, [Account.ID]) {
    let campaign = try workspace.makeCampaign("Autumn")
    let accounts =
      try workspace.makeAccounts(3, named: "Dairy") + workspace.makeAccounts(1, named: "Paper")
    _ = try workspace.addAccounts(accounts, to: campaign)
    try workspace.score([accounts[1]], 9.1, for: campaign)
    return (campaign, accounts)
  }
}
