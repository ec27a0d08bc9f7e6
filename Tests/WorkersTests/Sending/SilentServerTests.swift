import Foundation
import Glibc
import Mail
import Outreach
import Postgres
import Synchronization
import TestKit
import Testing

@testable import Workers

/// What a mail server that says nothing, or hangs up on all, may cost: its own mailboxes, and no others.
@Suite(.database) struct SilentServerTests {
  @Test("two silent mailboxes of one workspace hold up no other workspace")
  func anotherWorkspacesEmailsLeaveWithinSeconds() throws {
    // It takes thirty messages, so both mailboxes have all their connections, and then says nothing.
    let mute = try Sink.recorder(["0", "30", "600"])
    let quick = try Sink.recorder()
    let silent = try workspace.makeSendingCampaign("Silent", port: mute.port, mailboxes: 2)
    try workspace.makeSendingStep(of: silent)
    for number in 1...120 { try workspace.makeSendingLead("s\(number)@e.example", in: silent) }
    try expectOthersEmailsLeave(to: quick) {
      try waitUntil(atMost: .seconds(60)) { try mute.messages().count >= 30 }
    }
  }

  @Test("three workspaces whose servers all fall silent leave connections to a fourth")
  func aFourthWorkspacesEmailsLeaveWithinSeconds() throws {
    let quick = try Sink.recorder()
    var mutes: [Sink] = []
    for tenant in [workspace, try .made("Third"), try .made("Fourth")] {
      let mute = try Sink.recorder(["0", "30", "600"])
      let campaign = try tenant.makeSendingCampaign("Silent", port: mute.port, mailboxes: 2)
      try tenant.makeSendingStep(of: campaign)
      for number in 1...80 { try tenant.makeSendingLead("s\(number)@e.example", in: campaign) }
      mutes.append(mute)
    }
    let silent = mutes

    try expectOthersEmailsLeave(to: quick) {
      try waitUntil(atMost: .seconds(60)) {
        try silent.allSatisfy { try $0.messages().count >= 30 }
      }
    }
    for mute in mutes { #expect(try mute.messages().count >= 30) }
  }

  @Test("twenty workspaces whose servers never greet leave connections to another")
  func twentySilentServersHoldUpNobodyElse() throws {
    let quick = try Sink.recorder()
    let silent = try (1...20).map { _ in try SilentServer() }
    for (number, server) in silent.enumerated() {
      let tenant = try TestWorkspace.made("Silent \(number)")
      let campaign = try tenant.makeSendingCampaign("Silent", port: server.port)
      try tenant.makeSendingStep(of: campaign)
      for lead in 1...5 { try tenant.makeSendingLead("s\(lead)@e.example", in: campaign) }
    }
    // A listener that is released closes, and then it refuses instead of being silent.
    try withExtendedLifetime(silent) {
      try expectOthersEmailsLeave(to: quick) {
        // Every place is taken by a server that says nothing.
        try waitUntil(atMost: .seconds(30)) {
          try queue.value("SELECT count(*) >= 12 FROM deliveries WHERE state = 'claimed'")
        }
      }
    }
  }

  @Test("a slow connection is replaced by a thread, which ends when its server answers")
  func reliefComesAndGoes() throws {
    let queue = ClaimedQueue(perMailbox: 4, perNeighbor: 1, reserve: 1)
    let ours = try claims(of: workspace, mailboxes: 2, leads: 8)
    _ = queue.add(ours.map(item))
    let first = try #require(queue.next(after: nil, preferring: nil))
    #expect(queue.relief() == 0)

    #expect(queue.relief(at: .now + .seconds(6)) == 1)
    #expect(queue.relief(at: .now + .seconds(6)) == 0)
    let second = try #require(queue.next(after: answered(first), preferring: nil))
    #expect(queue.relief() == 0)

    // One of the two threads is now too many.
    #expect(queue.next(after: answered(second), preferring: nil) == nil)
    #expect(queue.next(after: nil, preferring: nil) != nil)
  }

  @Test("a server that never answers a message rests its mailbox")
  func doubtsAfterSilenceAreErrorsOfTheServer() throws {
    let sink = try Sink.recorder()
    let campaign = try workspace.makeSendingCampaign(port: sink.port)
    try workspace.makeSendingStep(of: campaign)
    for number in 1...5 { try workspace.makeSendingLead("gone\(number)@e.example", in: campaign) }

    try send()

    #expect(try workspace.deliveryStates() == ["unconfirmed": 5])
    #expect(try workspace.value("SELECT cooling_until > now() FROM mailboxes"))
  }

  @Test("a server that hangs up on all emails fails none of them", arguments: ["MAIL", "RCPT"])
  func anOutageIsTheMailboxsAndNotTheEmails(command: String) throws {
    let sink = try Sink(["-q", command])
    let campaign = try workspace.makeSendingCampaign(port: sink.port)
    try workspace.makeSendingStep(of: campaign)
    for number in 1...8 { try workspace.makeSendingLead("l\(number)@e.example", in: campaign) }
    var rested = 0

    for _ in 1...8 {
      try send()
      rested += try workspace.value(
        "SELECT count(*)::int FROM mailboxes WHERE cooling_until > now()")
      try workspace.run("UPDATE mailboxes SET cooling_until = NULL")
      try workspace.expireWaits()
    }

    #expect(try workspace.deliveryStates() == ["planned": 8])
    #expect(rested == 8)
  }

  @Test func oneWorkspaceHasAllConnectionsAndTheReserveIsThereForOthers() throws {
    let queue = ClaimedQueue(perMailbox: 4, perNeighbor: 8, reserve: 2)
    let ours = try claims(of: workspace, mailboxes: 3, leads: 60)
    _ = queue.add(ours.map(item))
    // Each mailbox begins with one connection, and earns the others.
    var held = (0..<3).compactMap { _ in queue.next(after: nil, preferring: nil) }
    #expect(Set(held.map(\.delivery.mailbox)).count == 3)
    for _ in 1...4 {
      held = held.compactMap {
        queue.next(after: answered($0), preferring: $0.delivery.mailbox)
      }
    }

    while held.count < 8 {
      held.append(try #require(queue.next(after: nil, preferring: nil)))
    }
    #expect(queue.relief() == 0)
    _ = queue.add(try claims(of: otherWorkspace, mailboxes: 1, leads: 2, port: 10).map(item))
    #expect(queue.relief() == 2)

    #expect(held.allSatisfy { $0.delivery.workspace == workspace.id })
    #expect(queue.count > 2)
    let next = queue.next(after: nil, preferring: held[0].delivery.mailbox)
    #expect(next?.delivery.workspace == otherWorkspace.id)
  }

  @Test func aMailboxWhoseServerDoesNotAnswerHasOneConnection() throws {
    let queue = ClaimedQueue(perMailbox: 4, perNeighbor: 8, reserve: 2)
    let claimed = try claims(of: workspace, mailboxes: 2, leads: 40)
    let first = claimed[0].mailbox
    _ = queue.add(claimed.filter { $0.mailbox == first }.map(item))
    var done: ClaimedQueue.Done?
    for hasAnswer in [true, true, false] {
      let item = try #require(queue.next(after: done, preferring: nil))
      done = ClaimedQueue.Done(item: item, hasAnswer: hasAnswer)
    }
    _ = queue.add(claimed.filter { $0.mailbox != first }.map(item))

    #expect(queue.next(after: done, preferring: first)?.delivery.mailbox == first)
    #expect(queue.next(after: nil, preferring: first)?.delivery.mailbox != first)
  }

  @Test("a thread that is done takes the next email of its mailbox, whose connection is open")
  func aConnectionIsUsedAgain() throws {
    let queue = ClaimedQueue(perMailbox: 4, perNeighbor: 1, reserve: 1)
    _ = queue.add(try claims(of: workspace, mailboxes: 2, leads: 40).map(item))
    let first = try #require(queue.next(after: nil, preferring: nil))
    var (item, mailboxes) = (first, Set<Mailbox.ID>())

    // One place for the server: it is free only because `next` gives it back first.
    for _ in 1...10 {
      item = try #require(queue.next(after: answered(item), preferring: item.delivery.mailbox))
      mailboxes.insert(item.delivery.mailbox)
    }

    #expect(mailboxes == [first.delivery.mailbox])
  }

  private func answered(_ item: ClaimedQueue.Item) -> ClaimedQueue.Done {
    ClaimedQueue.Done(item: item, hasAnswer: true)
  }

  /// With a sender of eight connections: when `isCrowded` has returned, twenty emails of another
  /// workspace become due, and all leave within half a minute.
  private func expectOthersEmailsLeave(
    to sink: Sink, once isCrowded: @escaping @Sendable () throws -> Void
  ) throws {
    let other = try otherWorkspace.makeSendingCampaign("Other", port: sink.port)
    try otherWorkspace.makeSendingStep(of: other)
    let took = Mutex<Duration?>(nil)
    let settings = senderSettings {
      $0.connections = 8
      $0.endPatience = .milliseconds(100)
    }
    try sending(settings) {
      try isCrowded()
      for number in 1...20 { try otherWorkspace.makeSendingLead("o\(number)@e.example", in: other) }
      let start = ContinuousClock.now
      try waitUntil(atMost: .seconds(60)) { try otherWorkspace.deliveryStates()["sent"] == 20 }
      took.withLock { $0 = start.duration(to: .now) }
    }

    #expect(try otherWorkspace.deliveryStates() == ["sent": 20])
    let duration = try #require(took.withLock { $0 })
    #expect(duration < .seconds(30))
  }

  private func item(_ delivery: ClaimedDelivery) -> ClaimedQueue.Item {
    ClaimedQueue.Item(
      delivery: delivery, worker: "one", readyAt: .now, leaseEnds: .now + .seconds(60))
  }

  private func claims(
    of workspace: TestWorkspace, mailboxes: Int, leads: Int, port: Int = 9
  ) throws -> [ClaimedDelivery] {
    let campaign = try workspace.makeSendingCampaign(port: port, mailboxes: mailboxes)
    try workspace.makeSendingStep(of: campaign)
    for number in 1...leads { try workspace.makeSendingLead("l\(number)@e.example", in: campaign) }
    return try queue.claimDeliveries(for: "one", atMost: 500)
  }
}

/// Accepts connections, as far as the kernel does, and says nothing.
private final class SilentServer {
  let port: Int
  private let descriptor: Int32

  init() throws {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    self.descriptor = descriptor
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    var size = socklen_t(MemoryLayout<sockaddr_in>.size)
    let isBound = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(descriptor, $0, size) == 0 && listen(descriptor, 16) == 0
          && getsockname(descriptor, $0, &size) == 0
      }
    }
    guard isBound else { throw POSIXError(.EADDRINUSE) }
    port = Int(UInt16(bigEndian: address.sin_port))
  }

  deinit { close(descriptor) }
}

/// Runs a sender for as long as `body` does.
func sending(
  _ settings: SenderSettings = senderSettings(),
  report: @escaping @Sendable (any Error) -> Void = { Issue.record($0) },
  _ body: @escaping @Sendable () throws -> Void
) throws {
  let stop = Stop()
  try atOnce(2) { thread in
    guard thread == 0 else {
      defer { stop.request() }
      return try body()
    }
    Sender(queue: queue, settings: settings, report: report).run(until: stop)
  }
}

/// For servers on this machine.
func senderSettings(_ change: (inout SenderSettings) -> Void = { _ in }) -> SenderSettings {
  var settings = SenderSettings { secret, _ in String(decoding: secret, as: UTF8.self) }
  settings.connections = 4
  settings.allowsPrivateServers = true
  change(&settings)
  return settings
}

/// Waits until that is so, or the time is over: what is expected then fails.
func waitUntil(atMost limit: Duration, _ isEnough: () throws -> Bool) throws {
  let end = ContinuousClock.now + limit
  while try !isEnough(), ContinuousClock.now < end { usleep(20_000) }
}
