import Dispatch
import Foundation
import Glibc
import Outreach
import Postgres
import Synchronization
import TestKit
import Testing

@testable import Workers

/// How long it may take from the commit that lets an email leave to its first byte.
@Suite(.database) struct PaceTests {
  @Test("an email that misses its slot does not wait for one that is far off")
  func aMissedSlotIsGivenUp() throws {
    let mails = try claimed(4)

    try pacing { pace in
      let began = ContinuousClock.now
      let mayLeave = try depart(mails[0], by: pace) {
        // Others take the next slots, and the commit takes longer than was expected.
        _ = try queue.takeSlots(for: Array(mails[1...]), missed: [nil, nil, nil], lead: .zero)
        usleep(300_000)
        return true
      }

      #expect(!mayLeave)
      #expect(began.duration(to: .now) < .seconds(1))
    }
  }

  @Test("an email that misses its slot leaves at once where none waits behind it")
  func aMissedSlotIsGivenBack() throws {
    let mails = try claimed(2)

    try pacing { pace in
      let mayLeave = try depart(mails[0], by: pace) {
        usleep(300_000)
        return true
      }
      let next = try queue.takeSlots(for: [mails[1]], missed: [nil], lead: .zero)

      #expect(mayLeave)
      #expect(try #require(next[0]).wait > .milliseconds(400), "half a second after it left")
    }
  }

  @Test("a slot that passed while another domain was waited for is told as one that passed")
  func theWaitForAnotherDomainCounts() throws {
    let mails = try claimed(["l1@gmail.com", "l2@outlook.com"])
    _ = try queue.takeSlots(for: mails, missed: [nil, nil], lead: .zero)
    try owner.run("UPDATE domain_slots SET free_at = '-infinity'")
    let last = try #require(mails.map(\.domain).max())
    let slots = Mutex<[DomainSlot?]>([])
    let isDone = DispatchSemaphore(value: 0)

    let asking = queue
    try owner.transaction { holding in
      try holding.run("SELECT FROM domain_slots WHERE domain = \(last) FOR UPDATE")
      Thread.detachNewThread {
        let taken = (try? asking.takeSlots(for: mails, missed: [nil, nil], lead: .zero)) ?? []
        slots.withLock { $0 = taken }
        isDone.signal()
      }
      while try !owner.value(
        """
        SELECT EXISTS (SELECT FROM pg_stat_activity
          WHERE datname = current_database() AND wait_event_type = 'Lock')
        """)
      {}
      // The time that passes is what is tested.
      usleep(200_000)
    }
    isDone.wait()

    let first = try #require(mails.firstIndex { $0.domain != last })
    let taken = slots.withLock { $0 }
    #expect(taken.count == 2)
    #expect(try #require(taken[first]).wait < .milliseconds(-150))
  }

  @Test("a disk that is always slow delays emails, and stops none")
  func aSlowDiskIsAllowedFor() throws {
    let mails = try claimed(4)

    try pacing { pace in
      var tries = 0
      var mayLeave = false
      while !mayLeave, tries < 5 {
        tries += 1
        mayLeave = try depart(mails[0], by: pace) {
          _ = try queue.takeSlots(for: [mails[tries % 3 + 1]], missed: [nil], lead: .zero)
          usleep(700_000)
          return true
        }
      }

      #expect(mayLeave, "\(tries) tries")
    }
  }

  @Test("after a slow disk has become quick, emails do not wait long behind their commit")
  func aQuickDiskIsNoticed() throws {
    let mails = try claimed(1)

    try pacing { pace in
      _ = try depart(mails[0], by: pace) {
        usleep(2_000_000)
        return true
      }
      var waits: [Duration] = []
      for _ in 1...8 {
        let committed = Mutex(ContinuousClock.now)
        let mayLeave = try depart(mails[0], by: pace) {
          committed.withLock { $0 = .now }
          return true
        }
        if mayLeave { waits.append(committed.withLock { $0 }.duration(to: .now)) }
      }

      #expect(waits.count > 2)
      #expect(waits.allSatisfy { $0 < .milliseconds(400) }, "\(waits)")
    }
  }

  @Test("a free domain's slot is taken with the commit, and the next email keeps its distance")
  func aFreeDomainIsAskedOnce() throws {
    let mails = try claimed(["l1@free.example", "l2@free.example", "l3@other.example"])
      .sorted { $0.id.rawValue < $1.id.rawValue }
    // A domain has no slots before its first email.
    _ = try queue.takeSlots(for: mails, missed: [nil, nil, nil], lead: .zero)
    try owner.run("UPDATE domain_slots SET free_at = '-infinity'")
    let departures = mails.map { Departure(of: $0, links: [], takesSlot: true) }

    let begun = try beginTransmission(of: departures, by: "one")

    #expect(begun == [mails[0].id, mails[2].id], "one of each domain")
    #expect(try beginTransmission(of: [departures[1]], by: "one").isEmpty)
    let slots = try queue.takeSlots(for: [mails[1]], missed: [nil], lead: .zero)
    #expect(try #require(slots[0]).wait > mails[1].spacing - .milliseconds(50))
    #expect(try beginTransmission(of: [Departure(of: mails[1], links: [])], by: "one").count == 1)
  }

  @Test("while another sender gives a domain's slot, nobody waits")
  func aLockedDomainIsNotFree() throws {
    let mails = try claimed(["l1@free.example"])
    _ = try queue.takeSlots(for: mails, missed: [nil], lead: .zero)
    try owner.run("UPDATE domain_slots SET free_at = '-infinity'")

    try owner.transaction { holding in
      try holding.run("SELECT FROM domain_slots FOR UPDATE")
      let departure = Departure(of: mails[0], links: [], takesSlot: true)
      #expect(try beginTransmission(of: [departure], by: "one").isEmpty)
    }
    #expect(try workspace.deliveryStates() == ["claimed": 1])
  }

  @Test("an email that took its slot with a slow commit takes another, or leaves late")
  func aSlowCommitMissesItsSlot() throws {
    let mails = try claimed(["l1@free.example", "l2@free.example"])
    _ = try queue.takeSlots(for: mails, missed: [nil, nil], lead: .zero)
    try owner.run("UPDATE domain_slots SET free_at = '-infinity'")

    try pacing { pace in
      let mayLeave = try pace.depart(mails[0]) { takesSlot in
        #expect(takesSlot)
        let asked = ContinuousClock.now
        let slots = try queue.takeSlots(for: [mails[0]], missed: [nil], lead: .zero)
        // The disk.
        usleep(300_000)
        return Leave(since: asked, slot: slots[0]?.moment)
      }
      let next = try queue.takeSlots(for: [mails[1]], missed: [nil], lead: .zero)

      #expect(mayLeave)
      #expect(
        try #require(next[0]).wait > mails[1].spacing - .milliseconds(50), "counted from then")
      var asks: [Bool] = []
      _ = try pace.depart(mails[1]) { takesSlot in
        asks.append(takesSlot)
        return nil
      }
      #expect(asks == [false], "such a commit takes no slot again")
    }
  }

  private func claimed(_ count: Int) throws -> [ClaimedDelivery] {
    try claimed((1...count).map { "l\($0)@gmail.com" })
  }

  private func claimed(_ addresses: [String]) throws -> [ClaimedDelivery] {
    let campaign = try workspace.makeSendingCampaign()
    try workspace.makeSendingStep(of: campaign)
    for address in addresses { try workspace.makeSendingLead(address, in: campaign) }
    // Two a second.
    try workspace.run("DELETE FROM domain_rates")
    return try queue.claimDeliveries(for: "one", atMost: 10)
  }

  /// With a slot that is asked for by itself, as where the domain is not free.
  private func depart(
    _ mail: ClaimedDelivery, by pace: Pace, _ begin: () throws -> Bool
  ) throws -> Bool {
    try pace.depart(mail) { takesSlot in
      try !takesSlot && begin() ? Leave(since: .now, slot: nil) : nil
    }
  }

  private func pacing(_ body: (Pace) throws -> Void) throws {
    let pace = Pace(queue: queue, gathering: .milliseconds(1))
    Thread.detachNewThread { pace.run() }
    defer { pace.close() }
    try body(pace)
  }
}
