import Foundation
import Glibc
import Mail
import Outreach
import Postgres
import Synchronization
import TestKit
import Testing

@testable import Workers

/// What a sender holds, for how long, and how it ends, whatever mail servers do.
@Suite(.database) struct ClaimLeaseTests {
  @Test("claims that lapse while a server says nothing are sent once")
  func aSilentServerMakesNoSecondEmail() throws {
    // Silent for longer than the leases: all that waits in the sender lapses and is claimed again.
    let sink = try Sink.recorder(["0", "6", "5"])
    let campaign = try workspace.makeSendingCampaign(port: sink.port)
    try workspace.makeSendingStep(of: campaign)
    for number in 1...40 { try workspace.makeSendingLead("l\(number)@e.example", in: campaign) }

    try untilSent(40) {
      $0.lease = .seconds(1)
      $0.lapse = .seconds(1)
      $0.pause = .milliseconds(200)
    }

    let ids = try sink.messages().map(messageID)
    #expect(Set(ids).count == 40)
    #expect(ids.count == 40)
    #expect(try workspace.deliveryStates() == ["sent": 40])
    #expect(try workspace.value("SELECT max(claim) > min(claim) FROM deliveries"))
    #expect(try workspace.value("SELECT count(*) FROM unmatched_settlements") == 0)
  }

  @Test("a server that is silent for one mailbox holds up no other")
  func aStuckMailboxHoldsUpNoOther() throws {
    let mute = try Sink.recorder(["600"])
    let quick = try Sink.recorder()
    let stuck = try workspace.makeSendingCampaign("Stuck", port: mute.port)
    let other = try workspace.makeSendingCampaign("Other", port: quick.port)
    for campaign in [stuck, other] { try workspace.makeSendingStep(of: campaign) }
    for number in 1...120 {
      try workspace.makeSendingLead("s\(number)@e.example", in: stuck)
      try workspace.makeSendingLead("o\(number)@e.example", in: other)
    }

    try untilSent(120) { $0.endPatience = .milliseconds(100) }

    #expect(try quick.messages().count == 120)
    #expect(
      try workspace.value(
        "SELECT count(*) FROM deliveries WHERE campaign_id = \(stuck) AND state = 'planned'") == 120
    )
  }

  @Test(
    "told to end, a sender ends, and what has no answer then is unconfirmed",
    arguments: [("mute", ["0"], "unconfirmed"), ("late", ["600"], "planned")])
  func aSenderEndsWhateverAServerDoes(name: String, flags: [String], state: String) throws {
    let sink = try Sink.recorder(flags)
    let campaign = try workspace.makeSendingCampaign(port: sink.port)
    try workspace.makeSendingStep(of: campaign)
    try workspace.makeSendingLead("\(name)@example.com", in: campaign)
    #expect(SenderSettings { _, _ in "" }.endPatience < .seconds(22))
    let wanted = name == "mute" ? "transmitting" : "claimed"

    let took = try sending(
      until: { try workspace.deliveryStates()[wanted] == 1 && (name != "mute" || sink.hasMail) },
      { $0.endPatience = .milliseconds(300) })

    #expect(took < .seconds(8))
    #expect(try workspace.deliveryStates() == [state: 1])
  }

  @Test("an answer that says neither yes nor no leaves a doubt")
  func anUnclearAnswerLeavesADoubt() throws {
    let sink = try Sink.recorder()
    let campaign = try workspace.makeSendingCampaign(port: sink.port)
    try workspace.makeSendingStep(of: campaign)
    try workspace.makeSendingLead("odd@example.com", in: campaign)

    try send()

    #expect(try workspace.deliveryStates() == ["unconfirmed": 1])
    #expect(
      try workspace.value("SELECT answer FROM deliveries")
        == "the server's answer to the message says neither yes nor no: 354 go on")
  }

  @Test("a server that hangs up at one recipient again and again rests no mailbox, and gives up")
  func aRecipientAtWhichTheServerHangsUpIsGivenUp() throws {
    let sink = try Sink.recorder()
    let campaign = try workspace.makeSendingCampaign(port: sink.port)
    try workspace.makeSendingStep(of: campaign)
    try workspace.makeSendingLead("hang@example.com", in: campaign)
    var states: [String] = []

    for _ in 1...5 {
      try send()
      states.append(try workspace.stateOfDelivery())
      try workspace.expireWaits()
    }
    try workspace.makeSendingLead("ada@example.com", in: campaign)
    try send()

    #expect(states == ["planned", "deferred", "deferred", "deferred", "failed"])
    #expect(try workspace.deliveryStates() == ["failed": 1, "sent": 1])
  }

  @Test func theQueueKeepsTheNewerOfTwoCopiesOfADelivery() throws {
    let queue = ClaimedQueue(perMailbox: 4, perNeighbor: 8, reserve: 2)
    let (old, new) = try twoClaims()
    #expect(queue.add([item(old)]).isEmpty)

    #expect(queue.add([item(new)]).isEmpty)

    #expect(queue.count == 1)
    #expect(queue.next(after: nil, preferring: nil)?.delivery.claim == new.claim)
    #expect(queue.count == 0)
  }

  @Test func whatLapsedIsTakenOut() throws {
    let queue = ClaimedQueue(perMailbox: 4, perNeighbor: 8, reserve: 2)
    let (old, _) = try twoClaims()
    _ = queue.add([item(old, for: .milliseconds(-1))])

    #expect(queue.dropOver().map(\.delivery.claim) == [old.claim])
    #expect(queue.count == 0)
  }

  /// CLOCK_BOOTTIME, which CLOCK_MONOTONIC falls behind with each suspension.
  @Test func aLeaseRunsOnWhileTheMachineIsSuspended() {
    var time = timespec()
    clock_gettime(CLOCK_BOOTTIME, &time)
    let before = ContinuousClock.now
    let text = "\(before)"

    let seconds = Int(text.drop { !$0.isNumber }.prefix { $0.isNumber }) ?? 0
    #expect(abs(seconds - time.tv_sec) <= 2, "\(text)")
  }

  private func item(
    _ delivery: ClaimedDelivery, for lease: Duration = .seconds(60)
  ) -> ClaimedQueue.Item {
    ClaimedQueue.Item(delivery: delivery, worker: "one", readyAt: .now, leaseEnds: .now + lease)
  }

  private func twoClaims() throws -> (ClaimedDelivery, ClaimedDelivery) {
    let campaign = try workspace.makeSendingCampaign()
    try workspace.makeSendingStep(of: campaign)
    try workspace.makeSendingLead("ada@example.com", in: campaign)
    let old = try #require(try queue.claimDeliveries(for: "one", atMost: 1).first)
    try queue.recoverDeliveries()
    return (old, try #require(try queue.claimDeliveries(for: "one", atMost: 1).first))
  }

  private func untilSent(
    _ count: Int, _ change: @escaping @Sendable (inout SenderSettings) -> Void
  ) throws {
    _ = try sending(until: { try workspace.deliveryStates()["sent"] == count }, change)
  }

  /// Runs a sender until that is so, and says how long it then took to end.
  private func sending(
    until isEnough: @escaping @Sendable () throws -> Bool,
    _ change: @escaping @Sendable (inout SenderSettings) -> Void
  ) throws -> Duration {
    let stop = Stop()
    let times = Times()
    try atOnce(2) { thread in
      guard thread == 0 else {
        defer { stop.request() }
        let end = ContinuousClock.now + .seconds(60)
        while try !isEnough(), ContinuousClock.now < end { usleep(20_000) }
        times.stopped()
        return
      }
      var settings = SenderSettings { secret, _ in String(decoding: secret, as: UTF8.self) }
      settings.connections = 8
      settings.allowsPrivateServers = true
      change(&settings)
      Sender(queue: queue, settings: settings) { Issue.record($0) }.run(until: stop)
      times.ended()
    }
    return times.toEnd
  }
}

private final class Times: Sendable {
  private let times = Mutex<(stopped: ContinuousClock.Instant?, ended: ContinuousClock.Instant?)>(
    (nil, nil))

  func stopped() { times.withLock { $0.stopped = .now } }
  func ended() { times.withLock { $0.ended = .now } }
  var toEnd: Duration {
    times.withLock { times in
      guard let stopped = times.stopped, let ended = times.ended else { return .seconds(3_600) }
      return stopped.duration(to: ended)
    }
  }
}
