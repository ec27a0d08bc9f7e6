import Foundation
import HTTPTypes
import Outreach
import Postgres
import Site
import TestKit
import Testing
import Web

@Suite(.database) struct FailuresPageTests {
  @Test func aCampaignThatEndedWithFailuresSaysSoAndIsNotGreen() throws {
    let campaign = try ended(["given_up": 2, "hard_recipient": 1], sent: 1)

    for path in ["/campaigns", "/campaigns/\(campaign)"] {
      let page = try get(path)
      #expect(page.text.lowercased().contains("completed, 3 failed"), "\(path)")
    }
    let page = try get("/campaigns/\(campaign)").text
    #expect(page.contains("Completed, but 3 of 4 emails failed."))
    #expect(page.contains("2: the recipient’s server deferred every attempt; 1: the address"))
    #expect(page.contains(#"<div class="banner warn""#))
    #expect(page.contains("See who and why"))
  }

  @Test func aCampaignOfWhichNothingArrivedIsRed() throws {
    let campaign = try ended(["policy_sender": 2])
    let page = try get("/campaigns/\(campaign)").text
    #expect(page.contains("Completed, but nothing arrived: 2 emails failed."))
    #expect(page.contains(#"<div class="banner stop""#))
    #expect(page.contains("See who and why"))
  }

  @Test func aCampaignThatEndedWellIsGreen() throws {
    let campaign = try ended([:], sent: 2)
    let page = try get("/campaigns/\(campaign)").text
    #expect(!page.contains("banner warn"))
    #expect(page.contains("Email: completed<"))
  }

  @Test func thePageSaysWhatIsTriedAndWhatIsNot() throws {
    let campaign = try ended(["given_up": 2, "hard_recipient": 1])
    let page = try get("/campaigns/\(campaign)/failures").text

    #expect(page.contains("Sends 2 emails again that surely did not arrive"))
    #expect(page.contains("The campaign runs again until they are through."))
    #expect(page.contains("The other one stays as it is."))
    #expect(page.contains(">Try 2 emails again</button>"))
    #expect(page.contains("Not retried: permanently rejected emails are not resent"))

    let answer = try post(campaign)
    #expect(answer.headers[.location] == "/campaigns/\(campaign)")
    #expect(try workspace.overview(of: campaign).campaign.status == .running)
    #expect(
      try get("/campaigns/\(campaign)/failures").text.contains(
        "None of these emails can be retried"))
  }

  @Test func theFailedLeadsAreNamedWithTheirReasonsAlsoWhereNoneIsRetried() throws {
    let campaign = try ended(["given_up": 1, "hard_recipient": 1])
    try workspace.run(
      "UPDATE campaign_accounts SET review_status = 'rejected', reviewed_by = 1, reviewed_at = now()"
    )

    let page = try get("/campaigns/\(campaign)/failures").text
    let leads = rows(of: section("failed-leads", of: page))

    #expect(page.contains("None of these emails can be retried."))
    #expect(page.contains("To contact them, approve their accounts, then retry here."))
    #expect(leads.count == 2)
    for (lead, reason) in zip(
      leads.sorted { $0[0] < $1[0] },
      ["The recipient’s server deferred every attempt", "The address does not accept email"]
        .sorted())
    {
      #expect(lead[0].contains("@e.example"))
      #expect(lead[1] == "Step 1")
      #expect(lead[3] == "450 later")
      #expect(leads.contains { $0[2].hasPrefix(reason) && $0[2].contains("Not retried: ") })
    }
  }

  @Test func onlyWhoMayLaunchHasTheButton() throws {
    let campaign = try ended(["given_up": 1])
    let seen = try door().respond(
      to: Request(.get, "/campaigns/\(campaign)/failures"), as: someone(.viewer))
    #expect(seen.status == .ok)
    #expect(!seen.text.contains("Try 1 email again"))
    let done = try door().respond(
      to: Request(.post, "/campaigns/\(campaign)/failures", form: [:]), as: someone(.viewer))
    #expect(done.status == .forbidden)
  }

  @Test func theLeadsOfTheFigureAreThoseThatFailed() throws {
    let campaign = try ended(["given_up": 1], sent: 1)
    #expect(try get("/campaigns/\(campaign)/leads", ["state": "failed"]).text.contains("450 later"))
    _ = try post(campaign)
    #expect(
      try get("/campaigns/\(campaign)/leads", ["state": "failed"]).text
        .contains("No lead is failed"))
  }

  @Test func nothingFailedIsSaid() throws {
    let campaign = try ended([:], sent: 1)
    #expect(try get("/campaigns/\(campaign)/failures").text.contains("No failed emails"))
    #expect(try post(campaign).headers[.location] == "/campaigns/\(campaign)/failures")
  }

  /// A completed campaign of which so many emails failed for each reason.
  private func ended(_ failures: [String: Int], sent: Int = 0) throws -> Campaign.ID {
    let campaign = try workspace.makeSendingCampaign()
    try workspace.makeSendingStep(of: campaign)
    let reasons = failures.flatMap { Array(repeating: $0.key, count: $0.value) }
    for number in 0..<reasons.count + sent {
      let lead = try workspace.makeSendingLead("l\(number)@e.example", in: campaign)
      let reason = number < reasons.count ? reasons[number] : nil
      try workspace.run(
        """
        UPDATE deliveries
        SET state = \(reason == nil ? "sent" : "failed")::delivery_state, settled_at = now(),
          sent_at = CASE WHEN \(reason)::text IS NULL THEN now() END, failure = \(reason),
          answer = CASE WHEN \(reason)::text IS NULL THEN '250 ok' ELSE '450 later' END
        WHERE enrollment_id = \(lead)
        """)
    }
    try workspace.run("UPDATE enrollments SET state = 'finished', ended_at = now()")
    try workspace.run("UPDATE campaigns SET status = 'completed', completed_at = now()")
    return campaign
  }

  private func get(_ path: String, _ query: Form = [:]) throws -> Response {
    try door().respond(to: Request(.get, path, query: query), as: someone())
  }

  private func post(_ campaign: Campaign.ID) throws -> Response {
    try door().respond(
      to: Request(.post, "/campaigns/\(campaign)/failures", form: [:]), as: someone())
  }
}
