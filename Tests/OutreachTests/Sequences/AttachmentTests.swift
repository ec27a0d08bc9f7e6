import Outreach
import Postgres
import TestKit
import Testing

@Suite(.database) struct AttachmentTests {
  @Test("S1-011 S1-059 a lead in several attached lists is enrolled once")
  func aLeadInTwoListsIsEnrolledOnce() throws {
    let campaign = try workspace.makeDraft()
    let ada = try workspace.makeLead()
    let bob = try workspace.makeLead("bob@example.com", company: "Other")
    let first = try workspace.attach(
      list: workspace.makeList(of: [ada], named: "A"), to: campaign)
    let second = try workspace.attach(
      list: workspace.makeList(of: [ada, bob], named: "B"), to: campaign)

    #expect(first.contacts == [.init(outcome: .enrolled, contacts: 1)])
    #expect(
      second.contacts
        == [.init(outcome: .enrolled, contacts: 1), .init(outcome: .already, contacts: 1)])
    #expect(try workspace.value("SELECT count(*) FROM deliveries WHERE state = 'planned'") == 2)
    #expect(try workspace.lists(for: campaign).map(\.isAttached) == [true, true])
  }

  @Test func aCompletedCampaignRunsAgainWhenItTakesInLeads() throws {
    let campaign = try workspace.makeDraft()
    _ = try workspace.save(.init(subjects: ["Hi"], body: "Hi"), at: nil, of: campaign)
    let ada = try workspace.makeLead()
    let list = try workspace.makeList(of: [ada])
    _ = try workspace.attach(list: list, to: campaign)
    try workspace.choose(mailboxes: [workspace.makeBox()], for: campaign)
    try workspace.run("UPDATE campaigns SET status = 'running', launched_at = now()")
    try workspace.setStatus(of: campaign, to: .completed)
    func status() throws -> String {
      try workspace.value("SELECT status::text FROM campaigns WHERE id = \(campaign)")
    }

    // Without anybody new it stays completed.
    _ = try workspace.attach(list: list, to: campaign)
    #expect(try status() == "completed")

    let bob = try workspace.makeLead("bob@example.com", company: "Other")
    try workspace.run("INSERT INTO list_contacts (list_id, contact_id) VALUES (\(list), \(bob))")
    let attachment = try workspace.attach(list: list, to: campaign)
    #expect(attachment.enrolled == 1)
    #expect(try status() == "running")
    #expect(try workspace.value("SELECT completed_at IS NULL FROM campaigns") == true)
    #expect(
      try workspace.value(
        "SELECT count(*) FROM events WHERE kind = 'campaign.resumed'") == 1)
  }

  @Test func aCopyHasTheSettingsStepsScheduleAndMailboxesAndNoLead() throws {
    let campaign = try workspace.makeDraft("Autumn")
    let step = Step(subjects: ["Hi", "Ho"], body: "Hi", waitHours: 3)
    _ = try workspace.save(step, at: nil, of: campaign)
    let office = Schedule(days: [1], start: "09:00", end: "17:00", timezone: "UTC")
    try workspace.setSchedule(office, of: campaign)
    let box = try workspace.makeBox()
    try workspace.choose(mailboxes: [box], for: campaign)
    try workspace.run("UPDATE campaigns SET only_approved = true, track_opens = false")
    _ = try workspace.attach(list: workspace.makeList(of: [workspace.makeLead()]), to: campaign)

    let copy = try workspace.duplicate(campaign, as: "Winter")

    #expect(try workspace.steps(of: copy) == [step])
    #expect(try workspace.schedule(of: copy) == office)
    #expect(try workspace.mailboxes(of: copy) == [box])
    let overview = try workspace.overview(of: copy)
    #expect(overview.campaign.name == "Winter")
    #expect(overview.campaign.status == .draft)
    #expect((overview.campaign.onlyApproved, overview.campaign.trackOpens) == (true, false))
    #expect(overview.statistics.total == 0)
    #expect(try workspace.lists(for: copy).allSatisfy { !$0.isAttached })
  }

  @Test("S1-012 S1-013 who may not be written to is left out, grouped by reason")
  func whoMayNotBeWrittenToIsLeftOut() throws {
    let campaign = try workspace.makeDraft()
    let good = try workspace.makeLead()
    let left = try workspace.makeLead("left@example.com")
    let none = try workspace.makeLead(nil)
    let gone = try workspace.makeLead("gone@example.com")
    let rival = try workspace.makeLead("r@rival.example", company: "Rival", status: "competitor")
    try workspace.run(
      "INSERT INTO suppressions (email, reason) VALUES ('left@example.com', 'unsubscribed')")
    try workspace.run(
      """
      UPDATE contacts SET email_invalid_reason = '550', email_invalid_at = now() WHERE id = \(gone)
      """)

    let answer = try workspace.attach(
      list: workspace.makeList(of: [good, left, none, gone, rival]), to: campaign)

    #expect(answer.enrolled == 1)
    #expect(answer.accounts.blockedAccounts == 1)
    #expect(
      Set(answer.contacts.map(\.outcome.sqlText))
        == ["enrolled", "unsubscribed", "no_address", "invalid_address", "account_left_out"])
  }

  @Test("S1-017 arms rotate evenly and go on over lists")
  func armsRotateEvenly() throws {
    let campaign = try workspace.makeDraft()
    for name in ["A", "B"] {
      let leads = try (0..<3).map { try workspace.makeLead("\(name)\($0)@example.com") }
      _ = try workspace.attach(list: workspace.makeList(of: leads, named: name), to: campaign)
    }

    #expect(
      try workspace.value("SELECT array_agg(rotation ORDER BY id) FROM enrollments")
        == [0, 1, 2, 3, 4, 5])
  }

  @Test("S1-017 each subject of a step goes to as many leads as the others, in previews and emails")
  func eachSubjectIsSentEquallyOften() throws {
    let campaign = try workspace.makeSendingCampaign()
    let subjects = ["A question", "Cold stores", "For {{COMPANY}}"]
    try workspace.makeSendingStep(of: campaign, subjects: subjects)
    for number in 1...12 { try workspace.makeSendingLead("l\(number)@e.example", in: campaign) }

    let claimed = try queue.claimDeliveries(for: "sender", atMost: 100)

    #expect(
      Dictionary(grouping: claimed, by: \.subject).mapValues(\.count) == [
        subjects[0]: 4, subjects[1]: 4, subjects[2]: 4,
      ])
    // Which lead got which is kept, for the figures of each subject.
    #expect(
      try workspace.value(
        "SELECT count(*) FROM deliveries d WHERE d.arm IS NOT NULL AND d.arm BETWEEN 0 AND 2") == 12
    )
  }

  @Test func aPersonIsActiveInOneCampaignAndTheHigherPriorityKeepsThem() throws {
    let low = try workspace.makeDraft("Low")
    let same = try workspace.makeDraft("Same")
    let high = try workspace.makeDraft("High", priority: 5)
    let list = try workspace.makeList(of: [workspace.makeLead()])
    _ = try workspace.attach(list: list, to: low)

    let refused = try workspace.attach(list: list, to: same)
    #expect(refused.contacts == [.init(outcome: .activeElsewhere, contacts: 1)])

    let taken = try workspace.attach(list: list, to: high)
    #expect(taken.enrolled == 1)
    #expect(
      try workspace.value("SELECT exit_reason FROM enrollments WHERE campaign_id = \(low)")
        == "joined_other_campaign")
    #expect(try workspace.value("SELECT count(*) FROM deliveries WHERE state = 'planned'") == 1)
  }

  @Test("S1-011 a long list comes in batches, and each account counts once")
  func aLongListComesInBatches() throws {
    let campaign = try workspace.makeDraft()
    var leads: [Contact.ID] = []
    for number in 0..<10 {
      // Two contacts of each account lie far apart in the list.
      leads.append(
        try workspace.makeLead("\(number)@x.example", company: "Firm \(number % 5)"))
    }
    leads.append(
      try workspace.makeLead("c@customer.example", company: "Client", status: "customer"))
    let list = try workspace.makeList(of: leads)
    let id = try workspace.beginAttachment(of: list, to: campaign)

    var states: [ListAttachment.State] = []
    var shares: [Int] = []
    repeat {
      states.append(try workspace.attachBatch(id, atMost: 3))
      shares.append(try workspace.attachment(id, of: campaign).contactsDone)
    } while states.last == .working

    let attachment = try workspace.attachment(id, of: campaign)
    #expect(states == [.working, .working, .working, .done])
    #expect(shares == [3, 6, 9, 11])
    #expect(attachment.accounts.added == 5)
    #expect(attachment.accounts.already == 0)
    #expect(attachment.accounts.blocked.map(\.accounts) == [1])
    #expect(
      attachment.contacts == [
        .init(outcome: .enrolled, contacts: 10), .init(outcome: .accountLeftOut, contacts: 1),
      ])
    #expect(
      try workspace.value("SELECT array_agg(rotation ORDER BY id) FROM enrollments")
        == [0, 1, 2, 3, 4, 5, 6, 7, 8, 9])
    #expect(try workspace.value("SELECT count(*) FROM fn.statistics_drift()") == 0)
    #expect(try workspace.value("SELECT count(*) FROM audit_entries") == 1)
  }

  @Test func whatIsCanceledStaysAsFarAsItCame() throws {
    let campaign = try workspace.makeDraft()
    let leads = try (0..<4).map { try workspace.makeLead("\($0)@x.example", company: "F \($0)") }
    let list = try workspace.makeList(of: leads)
    let id = try workspace.beginAttachment(of: list, to: campaign)
    _ = try workspace.attachBatch(id, atMost: 2)

    try workspace.cancel(id, of: campaign)

    #expect(try workspace.attachBatch(id, atMost: 2) == .canceled)
    #expect(try workspace.value("SELECT count(*) FROM enrollments") == 2)
    #expect(throws: Refusal.self) { try workspace.cancel(id, of: campaign) }
    #expect(try workspace.attach(list: list, to: campaign).enrolled == 2)
  }

  @Test("S1-042 a campaign into which a list is on its way does not complete itself")
  func aCampaignWaitsForItsLists() throws {
    let campaign = try workspace.makeCampaign()
    let leads = try (0..<3).map { try workspace.makeLead("\($0)@x.example", company: "F \($0)") }
    let id = try workspace.beginAttachment(of: workspace.makeList(of: leads), to: campaign)
    _ = try workspace.attachBatch(id, atMost: 2)
    try workspace.run(
      "UPDATE enrollments SET state = 'finished', ended_at = now() WHERE campaign_id = \(campaign)")
    try workspace.run(
      """
      UPDATE deliveries SET state = 'skipped', settled_at = now(), answer = 'skipped'
      WHERE campaign_id = \(campaign)
      """)

    #expect(try queue.value("SELECT fn.complete_campaigns()") == 0)
    try workspace.cancel(id, of: campaign)
    #expect(try queue.value("SELECT fn.complete_campaigns()") == 1)
  }

  @Test func aListIsNotAttachedTwiceAtOnce() throws {
    let campaign = try workspace.makeDraft()
    let list = try workspace.makeList(of: [workspace.makeLead()])
    _ = try workspace.beginAttachment(of: list, to: campaign)

    #expect(throws: Refusal.conflict("This list is already being attached.")) {
      _ = try workspace.beginAttachment(of: list, to: campaign)
    }
  }

  @Test("what would end an attachment waits for one that begins, and is refused")
  func endsWaitForAnAttachmentThatBegins() throws {
    let campaign = try workspace.makeCampaign()
    let list = try workspace.makeList(of: [workspace.makeLead()])
    _ = try workspace.attach(list: list, to: campaign)

    let acts: [(@Sendable (Connection) throws -> Void, String)] = [
      (
        { _ = try $0.detach(list: list, from: campaign, ends: false) },
        "This list is already being attached."
      ),
      (
        { try $0.setStatus(of: campaign, to: .completed) },
        "a list is being attached to it or detached from it; wait, or cancel attaching"
      ),
    ]
    for (act, why) in acts {
      let id = try database.borrow { attaching in
        try attaching.script("BEGIN; SET LOCAL overture.workspace = \(workspace.id)")
        let id = try attaching.beginAttachment(of: list, to: campaign)
        #expect(throws: Refusal.conflict(why)) {
          _ = try isHeldUp(act) { try attaching.script("COMMIT") }
        }
        return id
      }
      #expect(try workspace.attachBatch(id, atMost: 10) == .done)
    }
    #expect(try workspace.lists(for: campaign).map(\.isAttached) == [true])
    #expect(try workspace.value("SELECT status FROM campaigns") == "running")
  }

  @Test func whyACompletedCampaignTakesInNoLeadsIsSaid() throws {
    let campaign = try workspace.makeDraft()
    _ = try workspace.save(.init(subjects: ["Hi"], body: "Hi"), at: nil, of: campaign)
    let list = try workspace.makeList(of: [workspace.makeLead()])
    try workspace.run("UPDATE campaigns SET status = 'completed'")

    #expect(
      throws: Refusal.conflict(
        "With new leads this completed campaign would run again, but no ready mailbox is selected.")
    ) {
      _ = try workspace.attach(list: list, to: campaign)
    }
    try workspace.archive(list, true)
    #expect(throws: Refusal.conflict("List is archived. Restore the list, then attach it.")) {
      _ = try workspace.attach(list: list, to: campaign)
    }
  }

  @Test(arguments: ["draft", "paused", "completed"])
  func anArchivedCampaignTakesNoContactsFromOthers(status: String) throws {
    let other = try workspace.makeDraft("Other", priority: -1)
    let campaign = try workspace.makeDraft("Put away", priority: 1)
    let list = try workspace.makeList(of: [workspace.makeLead()])
    _ = try workspace.attach(list: list, to: other)
    try workspace.run(
      "UPDATE campaigns SET status = \(status)::campaign_status, archived_at = now() WHERE id = \(campaign)"
    )

    #expect(
      throws: Refusal.conflict("Put away is archived. Restore the campaign first.")
    ) {
      _ = try workspace.attach(list: list, to: campaign)
    }
    #expect(
      try workspace.value("SELECT campaign_id FROM enrollments WHERE state = 'active'")
        == other.rawValue)
  }

  @Test func anotherWorkspacesListCannotBeAttached() throws {
    let campaign = try workspace.makeDraft()
    let list = try otherWorkspace.makeList(of: [otherWorkspace.makeLead()])

    #expect(throws: Refusal.self) { _ = try workspace.attach(list: list, to: campaign) }
  }
}
