import Postgres
import TestKit
import Testing

@Suite(.database) struct ListenerTests {
  @Test func itHearsWhatIsSaidAndOnlyThat() throws {
    let listener = Listener(database.settings, channels: ["bells"])
    #expect(listener.wait(atMost: .milliseconds(1)) == [])

    try database.run("SELECT pg_notify('bells', 'one'), pg_notify('whistles', 'two')")

    #expect(listener.wait(atMost: .seconds(5)) == [Notification(channel: "bells", payload: "one")])
  }

  @Test func itListensAgainAfterTheServerHungUp() throws {
    let listener = Listener(
      ConnectionSettings(
        database.settings.conninfo,
        keywords: database.settings.keywords.merging(["application_name": "ears"]) { $1 }),
      channels: ["bells"])
    _ = listener.wait(atMost: .milliseconds(1))
    try owner.run(
      """
      SELECT pg_terminate_backend(pid, 1000) FROM pg_stat_activity
      WHERE application_name = 'ears' AND datname = current_database()
      """)

    var heard: [Notification] = []
    for _ in 1...100 where heard.isEmpty {
      try database.run("SELECT pg_notify('bells', 'again')")
      heard = listener.wait(atMost: .milliseconds(100))
    }

    #expect(heard.first?.payload == "again")
  }
}
