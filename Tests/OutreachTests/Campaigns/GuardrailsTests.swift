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
    #expect(answer.blocked.map(\.kinds) == [["press"], ["competitor"]])
    #expect(answer.blocked.map(\.accounts) == [2, 1])
    #expect(try workspace.statistics(of: campaign).total == 3)
  }

  @Test("S3-106 the sentence speaks of this campaign's goal and names the flag")
  func theSentenceNamesTheFlag() throws {
    let campaign = try workspace.makeCampaign()
    let press = try workspace.makeAccounts(1, status: "press")

    let answer = try workspace.addAccounts(press, to: campaign)

    #expect(
      answer.blocked.map(\.sentence) == [
        "this Sales campaign soft-blocks press accounts; pass include_press=true to override, or "
          + "switch the goal so press is the target audience"
      ])
    #expect(answer.blocked.map(\.flags) == [["include_press"]])
  }
}
