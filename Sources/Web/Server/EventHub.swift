import Synchronization

/// Where news is told to the event streams. A listener gets an event whose name is the topic:
/// `source.addEventListener("campaign:12", …)` in the page's script.
package final class EventHub: Sendable {
  private let loops = Mutex<[EventLoop]>([])

  init() {}

  func connect(_ loops: [EventLoop]) {
    self.loops.withLock { $0 = loops }
  }

  /// Says `data` to all who listen to the topic. Never waits for them.
  package func publish(topic: String, data: String) {
    var text = "event: \(clean(topic))\n"
    for line in data.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline) {
      text += "data: \(line)\n"
    }
    let message = EventLoop.Message.published(topic: topic, bytes: Array((text + "\n").utf8))
    for loop in loops.withLock({ $0 }) where loop.hasStreams { loop.post(message) }
  }

  private func clean(_ topic: String) -> String {
    topic.filter { !$0.isNewline }
  }
}
