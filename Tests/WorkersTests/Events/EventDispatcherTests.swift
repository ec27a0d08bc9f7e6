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
    repeat { rounds.append(try dispatcher.work()) } while rounds.last != 0

    #expect(rounds == [6, 4, 0])
    #expect(wakeup.count == 2)
    #expect(
      try queue.value(
        "SELECT array_agg(count ORDER BY count) FROM (SELECT count(*)::int FROM event_deliveries GROUP BY workspace_id) c",
        as: [Int].self) == [5, 5])
  }
}
