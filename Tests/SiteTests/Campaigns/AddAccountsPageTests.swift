import HTTPTypes
import Outreach
import Postgres
import Site
import TestKit
import Testing
import Web

@Suite(.database) struct AddAccountsPageTests {
  @Test("S3-093 what is not in the campaign stands under Available to add")
  func availableToAdd() throws {
    let campaign = try workspace.makeCampaign()
    let accounts = try workspace.makeAccounts(2, named: "Dairy")
    _ = try workspace.addAccounts([accounts[0]], to: campaign)

    let page = try door().respond(to: Request(.get, "/campaigns/\(campaign)/add"), as: someone())

    #expect(page.text.contains("aria-label=\"Select Dairy 2\""))
    #expect(!page.text.contains("aria-label=\"Select Dairy 1\""))
  }

  @Test("S3-104 S3-105 the answer groups the blocked by reason, with a button that lets a group in")
  func theAnswerGroupsByReason() throws {
    let campaign = try workspace.makeCampaign()
    let accounts =
      try workspace.makeAccounts(2) + workspace.makeAccounts(1, named: "Paper", status: "press")
    let door = try door()
    let form = Form(
      [.init(name: "csrf", value: "token")]
        + accounts.map { .init(name: "account", value: "\($0)") })

    let page = door.respond(
      to: Request(.post, "/campaigns/\(campaign)/add", form: form), as: someone())
    let forced = Form(form.fields + [.init(name: "flag", value: "include_press")])
    let after = door.respond(
      to: Request(.post, "/campaigns/\(campaign)/add", form: forced), as: someone())

    #expect(page.text.contains("2 accounts added"))
    #expect(page.text.contains("this Sales campaign leaves out press accounts"))
    #expect(page.text.contains("Let 1 press account in"))
    #expect(page.text.contains("name=\"flag\" value=\"include_press\""))
    #expect(after.text.contains("1 account added"))
  }

  @Test("S3-001 S3-058 the accounts of a list become accounts of the campaign")
  func accountsOfAList() throws {
    let campaign = try workspace.makeCampaign()
    let accounts = try workspace.makeAccounts(3)
    let list: Int = try workspace.value(
      """
      WITH made AS (INSERT INTO lists (name) VALUES ('Fair') RETURNING id),
        people AS (
          INSERT INTO contacts (account_id, email)
          SELECT a, 'lead' || a || '@example.com' FROM unnest(\(accounts)::bigint[]) a RETURNING id
        ),
        members AS (
          INSERT INTO list_contacts (list_id, contact_id)
          SELECT made.id, people.id FROM made, people
        )
      SELECT id FROM made
      """)

    let page = try door().respond(
      to: Request(
        .post, "/campaigns/\(campaign)/add", form: ["csrf": "token", "list": "\(list)"]),
      as: someone())

    #expect(page.text.contains("3 accounts added"))
    #expect(try workspace.statistics(of: campaign).total == 3)
  }
}
