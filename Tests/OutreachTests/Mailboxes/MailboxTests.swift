import Outreach
import Postgres
import TestKit
import Testing

@Suite(.database) struct MailboxTests {
  private let draft = MailboxDraft(
    email: "ines@tarnbrook.example", host: "smtp.example", port: 587, security: .starttls,
    user: "ines", dailyLimit: 40, rampStart: 5, rampStep: 2)

  @Test func aRampBindsUntilItReachesTheLimit() throws {
    let id = try workspace.add(draft, password: [1])
    #expect(try workspace.mailbox(id).dayLimit == 5)

    try workspace.run("UPDATE mailboxes SET ramp_since = ramp_since - 12")
    #expect(try workspace.mailbox(id).dayLimit == 29)
    try workspace.run("UPDATE mailboxes SET ramp_since = ramp_since - 12")
    #expect(try workspace.mailbox(id).dayLimit == 40)
  }

  @Test func withoutANewPasswordTheOldOneStays() throws {
    let id = try workspace.add(draft, password: [1, 2])
    var changed = draft
    changed.displayName = "Ines"
    try workspace.change(mailbox: id, to: changed)
    #expect(try workspace.mailbox(id).password == [1, 2])

    try workspace.change(mailbox: id, to: changed, password: [3])
    #expect(try workspace.mailbox(id).password == [3])
    changed.user = nil
    try workspace.change(mailbox: id, to: changed)
    #expect(try workspace.mailbox(id).password == nil)
  }

  @Test func aMailboxOfARunningCampaignIsNotRemoved() throws {
    let id = try workspace.makeBox()
    let campaign = try workspace.makeDraft()
    try workspace.choose(mailboxes: [id], for: campaign)
    try workspace.run("UPDATE campaigns SET status = 'running'")

    #expect(throws: Refusal.self) { try workspace.archive(mailbox: id) }
    try workspace.run("UPDATE campaigns SET status = 'draft'")
    try workspace.archive(mailbox: id)
    #expect(try workspace.mailboxes(of: campaign).isEmpty)
  }
}
