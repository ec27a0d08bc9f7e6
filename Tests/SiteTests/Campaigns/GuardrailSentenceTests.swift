import Outreach
import Site
import TestKit
import Testing

@Suite(.database) struct GuardrailSentenceTests {
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
  }

  @Test func noFlagIsNamedWhereNoneHelps() throws {
    let campaign = try workspace.makeCampaign()
    let accounts =
      try workspace.makeAccounts(1, named: "Rival", status: "competitor")
      + workspace.makeAccounts(1, named: "Gone", status: "do_not_contact")

    let answer = try workspace.addAccounts(accounts, to: campaign)

    #expect(
      Set(answer.blocked.map(\.sentence)) == [
        "competitor accounts are never added to a campaign, in any goal",
        "do-not-contact accounts are never written to, in any goal; to re-engage one, change its "
          + "status by hand first",
      ])
  }
}
