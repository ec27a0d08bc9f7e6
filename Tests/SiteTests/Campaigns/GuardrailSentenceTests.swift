import Outreach
import Site
import TestKit
import Testing

@Suite(.database) struct GuardrailSentenceTests {
  @Test("S3-106 the sentence speaks of this campaign's goal in words for people")
  func theSentenceSpeaksToPeople() throws {
    let campaign = try workspace.makeCampaign()
    let press = try workspace.makeAccounts(1, status: "press")

    let answer = try workspace.addAccounts(press, to: campaign)

    #expect(
      answer.blocked.map(\.sentence) == [
        "this Sales campaign leaves out press accounts; let them in this once, or change the campaign’s "
          + "goal to one that is meant for them"
      ])
    // What lifts it is the button's business.
    #expect(answer.blocked.map(\.flags) == [["include_press"]])
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
