import Dispatch
import Foundation
import Outreach
import Postgres
import Synchronization

/// Keeps the emails to one recipient domain apart when they leave, over all senders. What a claim
/// reserved is a plan: a slow greeting or a busy connection lets several pass their moments, and they
/// would all leave together. So each takes its slot from the database when its server is ready for it.
///
/// A slot is for the first byte. The commit that lets an email leave comes shortly before, because
/// whatever is said until then must still stop it. An email that misses its slot gives it back for another,
/// which is near unless other emails to the domain wait, too; one that would be far off is not taken: the
/// email does not leave, and is claimed and asked about again. So that this ends, the time between the
/// commit and the slot follows what commits take.
///
/// Where a domain is free, as most are, that commit takes the slot itself, which is then the moment of the
/// commit: the database is asked once for each email, not twice.
package final class Pace: Sendable {
  /// A slot of the database's clock, and when that is on this machine's.
  private struct Slot: Sendable {
    let moment: Int
    let start: ContinuousClock.Instant
  }

  private struct Domain: Hashable {
    let workspace: Workspace.ID
    let name: String

    init(of delivery: ClaimedDelivery) {
      workspace = delivery.workspace
      name = delivery.domain
    }
  }

  /// What commits before the first byte take of late.
  private struct Commits {
    /// With the wait for others, and for the commit before it.
    var whole: Duration = .milliseconds(10)
    /// From the slot that it took, or from the question, to the answer.
    var alone: Duration = .milliseconds(10)
  }

  private final class Wish: Sendable {
    let delivery: ClaimedDelivery
    let lead: Duration
    let missed: Int?
    let bell = DispatchSemaphore(value: 0)
    let answer = Mutex<Result<Slot?, any Error>>(.success(nil))

    init(_ delivery: ClaimedDelivery, lead: Duration, missed: Int?) {
      self.delivery = delivery
      self.lead = lead
      self.missed = missed
    }

    func tell(_ result: Result<Slot?, any Error>) {
      answer.withLock { $0 = result }
      bell.signal()
    }
  }

  /// A domain with a higher rate is not held back: looking for a slot takes longer than waiting for it.
  private static let closest: Duration = .microseconds(50)
  /// A slot that was missed by more is taken again.
  private static let patience: Duration = .milliseconds(20)
  /// How long after the commit before the first byte another slot may lie, and how long the first may.
  /// What is committed in that time no longer stops the email.
  private static let nearest: Duration = .milliseconds(100)
  private static let earliest: Duration = .milliseconds(250)
  /// Commits are expected to take as long as this, at most.
  private static let longest: Duration = .seconds(5)
  /// A slower commit takes no slot itself: it would be missed.
  private static let quick: Duration = .milliseconds(15)
  /// For so many domains this remembers when they are free.
  private static let mostDomains = 10_000

  private let queue: Database
  private let gathering: Duration
  private let wishes = Mutex<[Wish]>([])
  private let bell = DispatchSemaphore(value: 0)
  private let isStopped = Atomic(false)
  private let isClosed = Atomic(false)
  private let commits = Mutex(Commits())
  /// When the domains to which this sender has sent are free again, as far as it knows.
  private let free = Mutex<[Domain: ContinuousClock.Instant]>([:])

  /// `gathering`: how long to wait for more emails that want slots, to ask for all of them together.
  package init(queue: Database, gathering: Duration) {
    self.queue = queue
    self.gathering = gathering
  }

  /// Whether the email needs a slot of its domain.
  static func holdsBack(_ delivery: ClaimedDelivery) -> Bool { delivery.spacing > closest }

  /// Waits for the delivery's slot, and calls `begin` in time before it, or, saying true, for it to take the
  /// slot. True: the first byte may be written now. False: `begin` said no, or the slot would be further off
  /// than a server waits.
  func depart(_ delivery: ClaimedDelivery, _ begin: (Bool) throws -> Leave?) throws -> Bool {
    guard Self.holdsBack(delivery) else { return try begin(false) != nil }
    if isFree(delivery), let leave = try begin(true), let moment = leave.slot {
      let committed = ContinuousClock.now
      commits.withLock { $0.alone = expected($0.alone, after: leave.since.duration(to: committed)) }
      note(delivery, freeAt: committed + delivery.spacing)
      return try go(delivery, at: Slot(moment: moment, start: leave.since), committed)
    }
    let lead = commits.withLock { min($0.whole, Self.longest) }
    // Where the domain is free the slot is now, and is taken again when the commit was slow.
    guard let slot = try slot(for: delivery, lead: lead), sleep(until: slot.start - lead) else {
      return false
    }
    let began = ContinuousClock.now
    guard let leave = try begin(false) else { return false }
    let committed = ContinuousClock.now
    commits.withLock { commits in
      commits.alone = expected(commits.alone, after: leave.since.duration(to: committed))
      commits.whole = expected(commits.whole, after: began.duration(to: committed))
    }
    return try go(delivery, at: slot, committed)
  }

  /// The database knows that it may leave: from here on it does, also when the sender is to end.
  private func go(
    _ delivery: ClaimedDelivery, at slot: Slot, _ committed: ContinuousClock.Instant
  ) throws -> Bool {
    var slot = slot
    var latest = committed + Self.earliest
    while slot.start <= latest {
      let pause = ContinuousClock.now.duration(to: slot.start)
      if pause > .zero { Thread.sleep(forTimeInterval: pause / .seconds(1)) }
      if ContinuousClock.now <= slot.start + Self.patience { return true }
      guard let next = try self.slot(for: delivery, lead: .zero, missed: slot.moment) else {
        return false
      }
      slot = next
      latest = committed + Self.nearest
    }
    return false
  }

  /// Whether to try with the commit itself. Of several emails to one domain only the first does.
  private func isFree(_ delivery: ClaimedDelivery) -> Bool {
    guard commits.withLock({ $0.alone <= Self.quick }) else { return false }
    let now = ContinuousClock.now
    return free.withLock { free in
      let domain = Domain(of: delivery)
      if let known = free[domain], known > now { return false }
      free[domain] = now + delivery.spacing
      return true
    }
  }

  private func note(_ delivery: ClaimedDelivery, freeAt moment: ContinuousClock.Instant) {
    free.withLock { free in
      if free.count >= Self.mostDomains { free = free.filter { $0.value > .now } }
      free[Domain(of: delivery)] = moment
    }
  }

  /// A slot was missed when the commit took longer than expected, so that counts in full; that it took much
  /// less, by half; other differences by a quarter.
  private func expected(_ lead: Duration, after took: Duration) -> Duration {
    if took > lead + Self.patience { return took }
    if took < lead - Self.earliest { return (lead + took) / 2 }
    return (lead * 3 + took) / 4
  }

  /// The thread that asks the database, for all connections that wish a slot in the same moment.
  func run() {
    while !isClosed.load(ordering: .acquiring) {
      bell.wait()
      // One that missed its slot is about to send: it waits for no others.
      let isInHaste = wishes.withLock { $0.first?.missed != nil }
      if !isInHaste { Thread.sleep(forTimeInterval: gathering / .seconds(1)) }
      let present = wishes.withLock { wishes in
        defer { wishes = [] }
        return wishes
      }
      if !present.isEmpty { take(present) }
    }
  }

  /// Whoever waits for a slot gives up: the sender is about to end.
  func stop() {
    isStopped.store(true, ordering: .releasing)
  }

  func close() {
    isClosed.store(true, ordering: .releasing)
    bell.signal()
  }
}

extension Pace {
  private func slot(
    for delivery: ClaimedDelivery, lead: Duration, missed: Int? = nil
  ) throws -> Slot? {
    let wish = Wish(delivery, lead: lead, missed: missed)
    let isFirst = wishes.withLock { wishes in
      wishes.append(wish)
      return wishes.count == 1
    }
    if isFirst { bell.signal() }
    wish.bell.wait()
    let slot = try wish.answer.withLock { try $0.get() }
    if let slot { note(delivery, freeAt: slot.start + delivery.spacing) }
    return slot
  }

  /// One for which there can be no slot must not stand in the way of the others.
  private func take(_ present: [Wish]) {
    do {
      let slots = try queue.takeSlots(
        for: present.map(\.delivery), missed: present.map(\.missed),
        lead: present.map(\.lead).max() ?? .zero)
      let now = ContinuousClock.now
      for (wish, slot) in zip(present, slots) {
        wish.tell(.success(slot.map { Slot(moment: $0.moment, start: now + $0.wait) }))
      }
    } catch let error as PostgresError where !error.isTransient && present.count > 1 {
      for wish in present { take([wish]) }
    } catch {
      for wish in present { wish.tell(.failure(error)) }
    }
  }

  /// False when the sender is about to end.
  private func sleep(until moment: ContinuousClock.Instant) -> Bool {
    while true {
      if isStopped.load(ordering: .acquiring) { return false }
      let pause = min(ContinuousClock.now.duration(to: moment), .milliseconds(100))
      guard pause > .zero else { return true }
      Thread.sleep(forTimeInterval: pause / .seconds(1))
    }
  }
}
