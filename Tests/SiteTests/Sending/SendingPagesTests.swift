import Foundation
import HTTPTypes
import Outreach
import Postgres
import Site
import TestKit
import Testing
import Web

@Suite(.database) struct SendingPagesTests {
  @Test("S1-047 the lead's page says what binds, and the smallest change that would let it go")
  func whyALeadIsHeld() throws {
    let (campaign, lead) = try makeLead()
    try workspace.run("UPDATE mailboxes SET daily_limit = 1")
    try workspace.run(
      "INSERT INTO mailbox_uses (mailbox_id, minute, used) SELECT id, now(), 1 FROM mailboxes")

    let page = try get("/campaigns/\(campaign)/leads/\(lead)")

    #expect(page.status == .ok)
    #expect(page.text.contains("Step 1 is on hold until"))
    #expect(page.text.contains("1 of 1 in 24 hours"))
    #expect(page.text.contains(#"<li class="binds">"#))
    #expect(page.text.contains("raise a mailbox’s day limit by 1"))
    // What the page says is what the sender is told.
    #expect(try queue.claimDeliveries(for: "dead", atMost: 10).isEmpty)
  }

  @Test(
    "S1-047 each reason is said",
    arguments: [
      ("UPDATE campaigns SET status = 'paused'", "resume the campaign"),
      (
        "UPDATE campaigns SET archived_at = now()",
        "Blocked by: campaign, archived, so nothing is sent."
      ),
      ("UPDATE campaigns SET archived_at = now()", "restore the campaign from the archive"),
      (
        """
        UPDATE campaigns SET status = 'paused', pause_reason = 'bounces',
          pause_details = '{"bounces": 2, "emails": 21, "allowed": 0.05}'
        """,
        "paused: 2 of 21 emails bounced hard: 9.5 %, more than the 5.0 % that are allowed."
      ),
      ("UPDATE campaigns SET only_approved = true", "approve the account"),
      ("UPDATE deliveries SET due_at = now() + interval '2 days'", "shorten the wait"),
      (
        """
        UPDATE campaigns SET schedule = jsonb_build_object('start', '09:00', 'end', '17:00', 'timezone', 'UTC',
          'days', jsonb_build_array(extract(dow FROM now() + interval '3 days')::int))
        """,
        "widen the window"
      ),
      ("UPDATE mailboxes SET state = 'paused'", "resume the mailbox"),
      ("UPDATE accounts SET status = 'do_not_contact'", "do-not-contact"),
    ])
  func eachReasonIsSaid(change: String, words: String) throws {
    let (campaign, lead) = try makeLead()
    try database.inWorkspace(workspace.id) { try $0.script(change) }

    #expect(try get("/campaigns/\(campaign)/leads/\(lead)").text.contains(words))
  }

  @Test(arguments: [
    ("SELECT 1", "step 1, due now"),
    ("UPDATE campaigns SET only_approved = true", "step 1, once the account is approved"),
    (
      "UPDATE campaign_accounts SET review_status = 'rejected', reviewed_at = now(), reviewed_by = 1",
      "nothing: the account is rejected"
    ),
    ("UPDATE campaigns SET status = 'draft'", "step 1, once the campaign is launched<"),
    (
      "UPDATE campaigns SET status = 'draft', only_approved = true",
      "step 1, once the campaign is launched and the account is approved"
    ),
    (
      """
      UPDATE campaigns SET status = 'draft';
      UPDATE campaign_accounts SET review_status = 'rejected', reviewed_at = now(), reviewed_by = 1
      """,
      "nothing: the account is rejected"
    ),
    (
      "UPDATE campaigns SET status = 'draft'; DELETE FROM deliveries",
      "step 1, once the campaign is launched<"
    ),
    ("UPDATE campaigns SET status = 'paused'", "step 1, once the campaign is resumed"),
    ("UPDATE campaigns SET archived_at = now()", "once the campaign is restored from the archive"),
  ])
  func theListSaysWhatEachLeadWaitsFor(change: String, words: String) throws {
    let (campaign, _) = try makeLead()
    try database.inWorkspace(workspace.id) { try $0.script(change) }

    #expect(try get("/campaigns/\(campaign)/leads").text.contains(words))
  }

  @Test(arguments: [("-9 days", "launched "), ("9 days", "launches ")])
  func aLaunchIsSaidToComeOrToBePast(moved: String, words: String) throws {
    let (campaign, lead) = try makeLead()
    try workspace.run("UPDATE campaigns SET launch_at = now() + \(moved)::interval")

    let page = try get("/campaigns/\(campaign)/leads/\(lead)").text

    #expect(["launched ", "launches "].filter(page.contains) == [words])
  }

  @Test func theListSaysWhenTheWindowOpens() throws {
    let (campaign, _) = try makeLead()
    try workspace.run(
      """
      UPDATE campaigns SET schedule = jsonb_build_object('start', '09:00', 'end', '17:00',
        'timezone', 'UTC', 'days', jsonb_build_array(extract(dow FROM now() + interval '3 days')::int))
      """)
    #expect(
      try get("/campaigns/\(campaign)/leads").text.contains(
        /step 1, (Sunday|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday) 09:00/))
  }

  @Test func aLeadThatMayGoIsSaidToGo() throws {
    let (campaign, lead) = try makeLead()
    try workspace.run("UPDATE mailboxes SET signature = E'Ines <Weir>\\nSales'")
    let page = try get("/campaigns/\(campaign)/leads/\(lead)").text
    #expect(page.contains("Step 1 is queued"))
    #expect(page.contains("Hi Ada"))
    #expect(page.contains(">Ines &lt;Weir&gt;\nSales</p>"))
  }

  @Test func theStoryOfASentMail() throws {
    let (campaign, lead) = try makeLead()
    try sendAll(.sent, "250 2.0.0 queued as 7")

    let page = try get("/campaigns/\(campaign)/leads/\(lead)").text

    #expect(page.contains("Step 1 sent"))
    #expect(page.contains("250 2.0.0 queued as 7"))
    #expect(page.contains("The sequence finished"))
  }

  @Test func aBounceAndAReplyAreToldOnce() throws {
    let (campaign, lead) = try makeLead()
    try sendAll(.sent, "250 ok")
    try workspace.run(
      """
      UPDATE deliveries SET bounce = 'hard', bounced_at = now(), replied_at = now();
      """)
    for kind in ["bounced", "replied"] {
      try workspace.run(
        """
        INSERT INTO tracking_events (delivery_id, campaign_id, kind, visitor, judged_by)
        SELECT id, campaign_id, \(kind)::tracking_kind, 'machine', 'delivery report' FROM deliveries
        """)
    }

    let page = try get("/campaigns/\(campaign)/leads/\(lead)").text

    #expect(page.contains("Step 1 bounced, hard") && page.contains("Replied"))
    #expect(!page.contains("not counted") && !page.contains("delivery report"))
    #expect(page.contains(#"</svg>Bounced"#) && !page.contains(#"</svg>Sent"#))
  }

  @Test func aSkippedStepIsToldOnceWithItsConditionInWords() throws {
    let campaign = try workspace.makeSendingCampaign()
    try workspace.makeSendingStep(of: campaign, condition: "on_open")
    let lead = try workspace.makeSendingLead("ada@example.com", in: campaign)
    _ = try queue.claimDeliveries(for: "dead", atMost: 10)

    let page = try get("/campaigns/\(campaign)/leads/\(lead)").text

    #expect(page.contains("Step 1 skipped"))
    #expect(!page.contains("Skipped, condition of the step"))
    #expect(page.contains("sent if a person opened the last email; none did"))
    #expect(!page.contains("on_open"))
  }

  @Test func theListSaysWhoGotItAndWhoDidNot() throws {
    let (campaign, _) = try makeLead()
    try sendAll(.sent, "250 ok")
    try workspace.makeSendingLead("bob@example.com", in: campaign)
    try sendAll(.failed, "554 no thanks")
    try workspace.makeSendingLead("cleo@example.com", in: campaign)

    let all = try get("/campaigns/\(campaign)/leads").text
    #expect(all.contains("ada@example.com") && all.contains("cleo@example.com"))
    let failed = try get("/campaigns/\(campaign)/leads", ["state": "failed"]).text
    #expect(failed.contains("bob@example.com") && failed.contains("554 no thanks"))
    #expect(!failed.contains("ada@example.com"))
    let active = try get("/campaigns/\(campaign)/leads", ["state": "active"]).text
    #expect(active.contains("cleo@example.com") && !active.contains("ada@example.com"))
    let found = try get("/campaigns/\(campaign)/leads", ["q": "BO"]).text
    #expect(found.contains("bob@example.com") && !found.contains("cleo@example.com"))
  }

  @Test func manyLeadsAreReadInPages() throws {
    let (campaign, _) = try makeLead()
    for number in 1...60 { try workspace.makeSendingLead("l\(number)@e.example", in: campaign) }

    let first = try workspace.sequenceLeads(of: campaign, .all, limit: 51)
    let next = try workspace.sequenceLeads(of: campaign, .active, key: first[49].enrollment)
    let back = try workspace.sequenceLeads(
      of: campaign, .all, key: next[0].enrollment, isBackwards: true, limit: 2)

    #expect(first.count == 51)
    #expect(next.map(\.email).first == first[50].email)
    #expect(back.map(\.enrollment) == [first[49].enrollment, first[48].enrollment])
  }

  @Test(arguments: [("arrived", "sent", 1), ("lost", "failed", 1), ("again", "failed", 2)])
  func aPersonResolvesAnUnconfirmedEmail(verdict: String, state: String, deliveries: Int) throws {
    let (campaign, _) = try makeLead()
    try sendAll(.unconfirmed, "the connection ended")
    #expect(try get("/campaigns/\(campaign)/unconfirmed").text.contains("the connection ended"))

    let answer = try door().respond(
      to: Request(.post, "/unconfirmed/1", form: ["csrf": "token", "verdict": verdict]),
      as: someone())

    #expect(answer.status == .seeOther)
    #expect(try workspace.stateOfDelivery() == state)
    #expect(try workspace.value("SELECT count(*) FROM deliveries") == deliveries)
    #expect(try get("/unconfirmed").text.contains("No unconfirmed emails"))
  }

  @Test func sendingAgainIsAskedFor() throws {
    _ = try makeLead()
    try sendAll(.unconfirmed, "the connection ended")

    #expect(try get("/unconfirmed/1/again").text.contains("Send this email again?"))
    #expect(try workspace.stateOfDelivery() == "unconfirmed")
  }

  @Test func aRoleThatMayNotLaunchMayNotResolve() throws {
    _ = try makeLead()
    try sendAll(.unconfirmed, "the connection ended")

    let page = try door().respond(to: Request(.get, "/unconfirmed"), as: someone(.viewer))
    #expect(!page.text.contains("It arrived</button>"))
    let answer = try door().respond(
      to: Request(.post, "/unconfirmed/1", form: ["csrf": "token", "verdict": "arrived"]),
      as: someone(.viewer))
    #expect(answer.status == .forbidden)
  }

  @Test func aLeadIsRemovedAfterAQuestion() throws {
    let (campaign, lead) = try makeLead()
    let path = "/campaigns/\(campaign)/leads/\(lead)"

    #expect(try get(path).text.contains(#"href="\#(path)/remove" data-dialog-link"#))
    #expect(try !get(path).text.contains(#"action="\#(path)/remove""#))
    #expect(try get("\(path)/remove").text.contains("Remove Ada Lovelace from Spring?"))
    #expect(try workspace.value("SELECT state FROM enrollments") == "active")

    _ = try door().respond(
      to: Request(.post, "\(path)/remove", form: ["csrf": "token"]), as: someone())

    #expect(try workspace.value("SELECT exit_reason FROM enrollments") == "manually_removed")
    #expect(try workspace.stateOfDelivery() == "canceled")
  }

  @Test func figuresOfAMailboxHaveTheirThousandsSeparated() throws {
    let (campaign, lead) = try makeLead()

    let page = try get("/campaigns/\(campaign)/leads/\(lead)").text

    #expect(page.contains("of 1,000,000 in 24 hours"))
  }

  private func makeLead() throws -> (Campaign.ID, Enrollment.ID) {
    let campaign = try workspace.makeSendingCampaign()
    try workspace.makeSendingStep(of: campaign)
    return (campaign, try workspace.makeSendingLead("ada@example.com", in: campaign))
  }

  private func get(_ path: String, _ query: Form = [:]) throws -> Response {
    try door().respond(to: Request(.get, path, query: query), as: someone())
  }

  private func sendAll(_ outcome: Settlement.Outcome, _ answer: String) throws {
    let claimed = try queue.claimDeliveries(for: "dead", atMost: 500)
    _ = try beginTransmission(
      of: claimed.map { Departure(of: $0, links: []) },
      by: "dead")
    try queue.settle(
      claimed.map {
        Settlement(
          of: $0, by: "dead", outcome, meaning: .content, answer: answer, subject: "Hello")
      })
  }
}
