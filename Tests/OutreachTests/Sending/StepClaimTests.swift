import Outreach
import Postgres
import Synchronization
import TestKit
import Testing

/// Steps are moved and removed while senders claim: a lead gets every text once, or a step is gone before
/// anybody had it.
@Suite(.database) struct StepClaimTests {
  @Test("a step that is being claimed in this moment stays", arguments: StepEdit.allCases)
  func anEditWaitsForTheClaimUnderWay(edit: StepEdit) throws {
    let campaign = try campaign(leads: 3)

    try queue.borrow { claiming in
      try claiming.script("BEGIN")
      let claimed = try claiming.rows(
        "SELECT * FROM fn.claim_deliveries('one', 10, interval '1 minute')")
      #expect(claimed.count == 3)
      #expect(throws: Refusal.self) {
        _ = try isHeldUp({ try edit.apply($0, campaign) }) { try claiming.script("COMMIT") }
      }
    }

    #expect(try workspace.steps(of: campaign).map(\.subjects) == [["A"], ["B"], ["C"]])
  }

  @Test(arguments: StepEdit.allCases)
  func aClaimPassesOverACampaignWhoseStepsAreBeingChanged(edit: StepEdit) throws {
    let campaign = try campaign(leads: 2)

    try database.inWorkspace(workspace.id) { editing in
      try edit.apply(editing, campaign)
      #expect(try queue.claimDeliveries(for: "one", atMost: 10).isEmpty)
    }

    #expect(
      try Set(queue.claimDeliveries(for: "one", atMost: 10).map(\.subject)) == [edit.firstAfter])
  }

  @Test func editsAndClaimsAtTheSameTimeLeaveNoTextOutAndSendNoneTwice() throws {
    for round in 0..<12 {
      let campaign = try campaign(leads: 40, named: "Round \(round)")
      let claimed = Mutex<[String]>([])
      let done = Mutex(false)

      try atOnce(4) { thread in
        if thread == 0 {
          do {
            try StepEdit.allCases[round % 2].apply(workspace, campaign)
          } catch is Refusal {}
          done.withLock { $0 = true }
          return
        }
        while try !done.withLock({ $0 })
          || workspace.value("SELECT EXISTS (SELECT FROM deliveries WHERE state = 'planned')")
        {
          let mine = try queue.claimDeliveries(for: "sender \(thread)", atMost: 7)
          claimed.withLock { $0 += mine.map(\.subject) }
        }
      }

      let first = try workspace.steps(of: campaign)[0].subjects[0]
      let subjects = claimed.withLock { $0 }
      #expect(subjects.count == 40)
      #expect(Set(subjects) == [first], "round \(round)")
    }
  }

  private func campaign(leads: Int, named name: String = "Spring") throws -> Campaign.ID {
    let campaign = try workspace.makeSendingCampaign(name)
    for (position, subject) in ["A", "B", "C"].enumerated() {
      try workspace.makeSendingStep(position, of: campaign, subjects: [subject])
    }
    for number in 1...leads {
      try workspace.makeSendingLead("l\(number)-\(campaign)@e.example", in: campaign)
    }
    try workspace.run("UPDATE campaigns SET launched_at = now() WHERE id = \(campaign)")
    return campaign
  }
}

enum StepEdit: CaseIterable {
  case removeFirst, moveSecondUp

  var firstAfter: String { "B" }

  func apply(_ database: some Queryable, _ campaign: Campaign.ID) throws {
    switch self {
    case .removeFirst: try database.removeStep(0, of: campaign)
    case .moveSecondUp: try database.moveStepUp(1, of: campaign)
    }
  }
}
