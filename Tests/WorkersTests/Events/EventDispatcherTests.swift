import Outreach
import Postgres
import TestKit
import Testing
import Workers

@Suite(.database) struct EventDispatcherTests {
  @Test func aRoundServesTheSubscribersOfEveryWorkspace() throws {
    for home in [workspace, otherWorkspace] {
      try home.run(
        """
        INSERT INTO subscribers (consumer, name, address, kinds)
        VALUES ('webhook', 'Ours', 'https://e.example', '{campaign.paused}')
        """)
      for number in 0..<5 { try home.run("SELECT fn.emit('campaign.paused', \("\(number)"))") }
    }
    let wakeup = Wakeup()
    let dispatcher = EventDispatcher(
      queue: queue, settings: queue.settings, wakeup: wakeup, batch: 3)

    var rounds: [Int] = []
    // What runs in another database of the server may hold some back.
    while rounds.reduce(0, +) < 10 { rounds.append(try dispatcher.work()) }

    #expect(rounds.max() ?? 0 <= 6)
    #expect(wakeup.count == rounds.count { $0 > 0 })
    #expect(try dispatcher.work() == 0)
    #expect(
      try queue.value(
        "SELECT array_agg(count ORDER BY count) FROM (SELECT count(*)::int FROM event_deliveries GROUP BY workspace_id) c",
        as: [Int].self) == [5, 5])
  }
}
