import Outreach
import Postgres
import TestKit
import Testing

@Suite(.database) struct GuardrailsTests {
  @Test(
    "S3-094 a bulk-add honours every protection in one pass, and says what became of each account")
  func everyProtectionInOnePass() throws {
    let campaign = try workspace.makeCampaign()
    let prospects = try workspace.makeAccounts(3, named: "Prospect")
    let press = try workspace.makeAccounts(2, named: "Paper", status: "press")
    let rivals = try workspace.makeAccounts(1, named: "Rival", status: "competitor")
    _ = try workspace.addAccounts([prospects[0]], to: campaign)

    let answer = try workspace.addAccounts(prospects + press + rivals, to: campaign)

    #expect(answer.added == 2)
    #expect(answer.already == 1)
    #expect(answer.blocked.map(\.kinds) == [[.press], [.competitor]])
    #expect(answer.blocked.map(\.accounts) == [2, 1])
    #expect(try workspace.statistics(of: campaign).total == 3)
  }

  @Test("S3-095 a press campaign takes press accounts; S3-107 and says nothing of them")
  func pressTakesPress() throws { try expectAdded("press", under: .press) }

  @Test("S3-096 a recruiting campaign takes candidates")
  func recruitingTakesCandidates() throws { try expectAdded("candidate", under: .recruiting) }

  @Test("S3-097 a customer expansion campaign is for customers")
  func expansionIsForCustomers() throws { try expectAdded("customer", under: .customerExpansion) }

  @Test(
    "S3-101 customers are admissible in expansion, renewal, event, research and partnership",
    arguments: [Goal.customerExpansion, .renewal, .event, .research, .partnership])
  func customersAreAdmissible(goal: Goal) throws { try expectAdded("customer", under: goal) }

  @Test(
    "S3-102 customers are blocked in all other goals, and let in by include_customers",
    arguments: [Goal.sales, .press, .investor, .recruiting, .winBack, .influencer])
  func customersAreLetInByTheFlag(goal: Goal) throws {
    try expectSoft("customer", "include_customers", under: goal)
  }

  @Test(
    "S3-103 five kinds are soft-blocked, but for the goal that targets them",
    arguments: [
      ("supplier", "include_suppliers", Goal.partnership),
      ("investor", "include_investors", .investor), ("press", "include_press", .press),
      ("analyst", "include_analysts", .press), ("candidate", "include_candidates", .recruiting),
    ])
  func fiveKindsAreSoftBlocked(kind: String, flag: String, target: Goal) throws {
    for goal in Goal.allCases {
      if goal == target {
        try expectAdded(kind, under: goal)
      } else {
        try expectSoft(kind, flag, under: goal)
      }
    }
  }

  @Test("S3-098 do-not-contact accounts are blocked in every goal; S3-099 and no flag lets them in")
  func doNotContactIsBlockedAlways() throws {
    try expectBlocked("do_not_contact", as: .never)
  }

  @Test(
    "S3-100 competitors and one's own network are blocked in every goal, whatever the flags",
    arguments: ["competitor", "personal_network"])
  func hardBlocksStand(kind: String) throws { try expectBlocked(kind, as: .hard) }

  @Test("S3-099 a do-not-contact account is added after its status was changed by hand")
  func aChangedStatusLetsIn() throws {
    let campaign = try workspace.makeCampaign()
    let accounts = try workspace.makeAccounts(1, status: "do_not_contact")
    try workspace.run("UPDATE accounts SET status = 'prospect'")

    #expect(try workspace.addAccounts(accounts, to: campaign).added == 1)
  }

  @Test("S3-104 S3-105 the blocked are grouped by reason, each group with the flags that let it in")
  func groupsByReason() throws {
    let campaign = try workspace.makeCampaign()
    let press = try workspace.makeAccounts(2, named: "Paper", status: "press")
    let both = try workspace.makeAccounts(
      1, named: "Both", status: "customer", relationships: ["press"])

    let answer = try workspace.addAccounts(press + both, to: campaign)
    let again = try workspace.addAccounts(
      both, to: campaign, flags: answer.blocked.last?.flags ?? [])

    #expect(answer.blocked.map(\.kinds) == [[.press], [.customer, .press]])
    #expect(
      answer.blocked.map(\.flags) == [["include_press"], ["include_customers", "include_press"]])
    #expect(again.added == 1)
  }

  @Test("S3-094 a dry run answers the same and adds nothing")
  func aDryRunAddsNothing() throws {
    let campaign = try workspace.makeCampaign()
    let accounts =
      try workspace.makeAccounts(3) + workspace.makeAccounts(1, named: "P", status: "press")

    let dry = try workspace.addAccounts(accounts, to: campaign, dryRun: true)
    let total = try workspace.statistics(of: campaign).total

    #expect(total == 0)
    #expect(try workspace.addAccounts(accounts, to: campaign) == dry)
  }

  @Test("S3-122 an override is written to the audit trail")
  func overridesAreAudited() throws {
    let campaign = try workspace.makeCampaign()
    let press = try workspace.makeAccounts(1, status: "press")

    try database.inWorkspace(workspace.id, as: Person.ID(rawValue: 1)) {
      _ = try $0.addAccounts(press, to: campaign, flags: ["include_press"])
    }

    #expect(
      try workspace.value(
        """
        SELECT count(*) FROM audit_entries
        WHERE campaign_id = \(campaign) AND person_id = 1
          AND after -> 'flags' = '["include_press"]'
        """) == 1)
  }

  @Test func aFlagThatNoGuardrailKnowsIsRefused() throws {
    let campaign = try workspace.makeCampaign()

    #expect(throws: Refusal.invalid("include_all is not a guardrail flag")) {
      _ = try workspace.addAccounts([], to: campaign, flags: ["include_all"])
    }
  }

  @Test("S3-106 a blocked group knows the campaign's goal and the flag that lets it in")
  func aBlockedGroupNamesGoalAndFlag() throws {
    let campaign = try workspace.makeCampaign()
    let press = try workspace.makeAccounts(1, status: "press")

    let answer = try workspace.addAccounts(press, to: campaign)

    #expect(answer.blocked.map(\.goal) == [.sales])
    #expect(answer.blocked.map(\.kinds) == [[.press]])
    #expect(answer.blocked.map(\.flags) == [["include_press"]])
  }

  private static let everyFlag = [
    "include_customers", "include_suppliers", "include_investors", "include_press",
    "include_analysts", "include_candidates",
  ]

  private func campaign(_ goal: Goal) throws -> Campaign.ID {
    let campaign = try workspace.makeCampaign("For \(goal.rawValue)")
    try workspace.switchGoal(of: campaign, to: goal)
    return campaign
  }

  private func expectAdded(_ kind: String, under goal: Goal) throws {
    let accounts = try workspace.makeAccounts(1, named: "\(kind) \(goal)", status: kind)
    let answer = try workspace.addAccounts(accounts, to: campaign(goal))
    #expect(answer.added == 1, "\(kind) under \(goal)")
    #expect(answer.blocked == [])
  }

  private func expectSoft(_ kind: String, _ flag: String, under goal: Goal) throws {
    let campaign = try campaign(goal)
    let accounts = try workspace.makeAccounts(1, named: "\(kind) \(goal)", status: kind)
    let refused = try workspace.addAccounts(accounts, to: campaign)
    let forced = try workspace.addAccounts(accounts, to: campaign, flags: [flag])
    #expect(refused.blocked.map(\.verdict) == [.soft], "\(kind) under \(goal)")
    #expect(forced.added == 1, "\(kind) under \(goal)")
  }

  private func expectBlocked(_ kind: String, as verdict: GuardrailVerdict) throws {
    let accounts = try workspace.makeAccounts(1, status: kind)
    for goal in Goal.allCases {
      let answer = try workspace.addAccounts(
        accounts, to: campaign(goal), flags: Self.everyFlag)
      #expect(answer.blocked.map(\.verdict) == [verdict], "\(kind) under \(goal)")
    }
  }
}
