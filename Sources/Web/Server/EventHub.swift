import Synchronization

/// Where news is told to the event streams: each publication is one unnamed event, as `onmessage`
/// of a page's `EventSource` gets it. Browsers connect again by themselves when a stream ends.
package final class EventHub: Sendable {
  private let loops = Mutex<[EventLoop]>([])

  init() {}

  func connect(_ loops: [EventLoop]) {
    self.loops.withLock { $0 = loops }
  }

  /// Says `data` to all who listen to the topic. Never waits for them.
  package func publish(topic: String, data: String) {
    var text = ""
    for line in data.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline) {
      text += "data: \(line)\n"
    }
    let message = EventLoop.Message.published(topic: topic, bytes: Array((text + "\n").utf8))
    for loop in loops.withLock({ $0 }) where loop.hasStreams { loop.post(message) }
  }
}
