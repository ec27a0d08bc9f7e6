import Outreach
import Postgres
import TestKit
import Testing

@Suite(.database) struct CampaignAccountActsTests {
  @Test("S3-092 the account, its contacts and its conversations on other campaigns are unaffected")
  func removingTouchesThisCampaignOnly() throws {
    let box = try workspace.makeMailbox()
    let spring = try workspace.makeCampaign("Spring")
    let autumn = try workspace.makeCampaign("Autumn")
    let lead = try workspace.makeWrittenTo("Nordfrost", in: spring, from: box)
    try workspace.score([lead.account], 3.5, for: spring)
    let reply = try workspace.makeReply("Tell me more", from: lead, mailbox: box)
    _ = try workspace.addAccounts([lead.account], to: autumn)
    try log("Called them", to: lead.contact, in: autumn)

    try workspace.remove(account: lead.account, from: spring)

    #expect(
      try workspace.value("SELECT count(*) FROM campaign_accounts WHERE campaign_id = \(spring)")
        == 0)
    #expect(try workspace.value("SELECT count(*) FROM enrollments") == 0)
    #expect(try workspace.value("SELECT count(*) FROM accounts WHERE id = \(lead.account)") == 1)
    #expect(try workspace.value("SELECT count(*) FROM contacts WHERE id = \(lead.contact)") == 1)
    #expect(try workspace.value("SELECT count(*) FROM fit_scores") == 1)
    #expect(
      try workspace.value("SELECT count(*) FROM messages WHERE campaign_id = \(autumn)") == 1)
    // What was said in the campaign stays with the account.
    #expect(
      try workspace.value("SELECT account_id FROM replies WHERE id = \(reply)") == lead.account)
    #expect(try workspace.value("SELECT count(*) FROM fn.statistics_drift()") == 0)
    #expect(try workspace.statistics(of: spring).total == 0)
    #expect(try workspace.statistics(of: autumn).total == 1)
  }

  @Test("S3-093 what was removed by accident can be added again")
  func whatWasRemovedCanBeAddedAgain() throws {
    let campaign = try workspace.makeCampaign()
    let accounts = try workspace.makeAccounts(2)
    _ = try workspace.addAccounts(accounts, to: campaign)
    try workspace.remove(account: accounts[0], from: campaign)

    let available = try workspace.candidates(for: campaign)
    let answer = try workspace.addAccounts([accounts[0]], to: campaign)

    #expect(available.map(\.account) == [accounts[0]])
    #expect(answer.added == 1)
  }

  @Test("an account that comes back with its list gets no step a second time")
  func whoHadAStepDoesNotGetItAgain() throws {
    let campaign = try workspace.makeSendingCampaign()
    for position in 0...1 { try workspace.makeSendingStep(position, of: campaign, days: position) }
    let firm = "Nordfrost"
    let ada = try workspace.makeLead("ada@nordfrost.example", company: firm)
    let list = try workspace.makeList(of: [ada])
    _ = try workspace.attach(list: list, to: campaign)
    let sent = try queue.claimDeliveries(for: "dead", atMost: 10)
    _ = try beginTransmission(of: sent.map(departure), by: "dead")
    try queue.settle(sent.map { settlement($0, .sent) })
    let account: Account.ID = try workspace.value("SELECT account_id FROM contacts LIMIT 1")
    try workspace.remove(account: account, from: campaign)
    // Somebody of the same account who never had anything has come to the list.
    let bob = try workspace.makeLead("bob@nordfrost.example", company: firm)
    try workspace.run("INSERT INTO list_contacts (list_id, contact_id) VALUES (\(list), \(bob))")

    let again = try workspace.attach(list: list, to: campaign)

    #expect(
      again.contacts == [
        .init(outcome: .enrolled, contacts: 1), .init(outcome: .writtenBefore, contacts: 1),
      ])
    #expect(
      try queue.claimDeliveries(for: "dead", atMost: 10).map(\.email) == ["bob@nordfrost.example"])
    // Also when the account is taken out and comes back once more.
    #expect(try workspace.value("SELECT count(*) FROM former_leads") == 1)
  }

  @Test func whoWasWrittenToCanStillUnsubscribe() throws {
    let box = try workspace.makeMailbox()
    let campaign = try workspace.makeCampaign()
    let lead = try workspace.makeWrittenTo("Nordfrost", in: campaign, from: box)
    let token: String = try workspace.value(
      "SELECT token FROM deliveries WHERE id = \(lead.delivery)")
    try workspace.remove(account: lead.account, from: campaign)

    try workspace.run("SELECT fn.unsubscribe(\(token), NULL, '')")

    #expect(try workspace.value("SELECT email FROM suppressions") == lead.email)
  }

  @Test(arguments: ["claimed", "transmitting", "unconfirmed"])
  func whatIsOnItsWayHoldsTheAccount(state: String) throws {
    let box = try workspace.makeMailbox()
    let campaign = try workspace.makeCampaign()
    let lead = try workspace.makeWrittenTo("Nordfrost", in: campaign, from: box)
    try workspace.run(
      """
      UPDATE deliveries SET state = 'claimed', claim = 1, claimed_by = 'sender'
      WHERE enrollment_id = \(lead.enrollment) AND position = 1
      """)
    try workspace.run(
      """
      UPDATE deliveries
      SET state = \(state)::delivery_state, claimed_by = 'sender', answer = 'as it was',
        settled_at = CASE WHEN \(state) = 'unconfirmed' THEN now() END
      WHERE enrollment_id = \(lead.enrollment) AND position = 1
      """)

    #expect(throws: Refusal.self) { try workspace.remove(account: lead.account, from: campaign) }
    #expect(try workspace.value("SELECT count(*) FROM campaign_accounts") == 1)
  }

  @Test("S3-062 a score of one's own counts in this campaign, and the product's does not move")
  func anOverrideIsOfOneCampaign() throws {
    let spring = try workspace.makeCampaign("Spring")
    let accounts = try workspace.makeAccounts(2)
    _ = try workspace.addAccounts(accounts, to: spring)
    try workspace.score([accounts[0]], 8, for: spring)

    try workspace.override(score: 2.5, because: "closed last week", of: accounts[0], in: spring)

    let row = try #require(
      try workspace.rows(
        """
        SELECT ca.sort_score::float8 AS sort, ca.override_reason, f.score::float8 AS score
        FROM campaign_accounts ca JOIN fit_scores f USING (workspace_id, account_id)
        """
      ).first)
    #expect(try row["sort"] == 2.5)
    #expect(try row["override_reason"] == "closed last week")
    #expect(try row["score"] == 8.0)
    try workspace.override(score: nil, because: "", of: accounts[0], in: spring)
    #expect(
      try workspace.value(
        "SELECT sort_score::float8 FROM campaign_accounts WHERE account_id = \(accounts[0])") == 8.0
    )
    #expect(throws: Refusal.invalid("override_score_in_range")) {
      try workspace.override(score: 10.5, because: "", of: accounts[0], in: spring)
    }
  }

  @Test("S3-067 scoring fills the AI score of every row, and of those that are added later")
  func scoringFillsEveryRow() throws {
    let campaign = try workspace.makeCampaign()
    let accounts = try workspace.makeAccounts(4)
    _ = try workspace.addAccounts(Array(accounts.prefix(3)), to: campaign)

    try workspace.score(accounts, 7.5, for: campaign)
    _ = try workspace.addAccounts([accounts[3]], to: campaign)

    #expect(
      try workspace.value(
        "SELECT count(*) FROM campaign_accounts WHERE fit_score = 7.5 AND override_score IS NULL")
        == 4)
    #expect(try workspace.statistics(of: campaign).scored == 4)
  }

  private func log(_ words: String, to contact: Contact.ID, in campaign: Campaign.ID) throws {
    try workspace.run(
      """
      SELECT fn.log_sent(\(campaign), \(contact), 'linkedin'::channel, '', \(words), now(), NULL)
      """)
  }
}
