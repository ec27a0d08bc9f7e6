import Synchronization

/// Where news is told to the event streams: each publication is one unnamed event, as `onmessage`
/// of a page's `EventSource` gets it. Browsers connect again by themselves when a stream ends.
package final class EventHub: Sendable {
  private let loops = Mutex<[EventLoop]>([])
  private let counts = Mutex<[StreamHolder: Int]>([:])

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

  /// Whose the open streams are.
  package var holders: Set<StreamHolder> { Set(counts.withLock { $0.keys }) }

  /// Ends the streams of these holders, whose sessions are over.
  package func end(_ holders: Set<StreamHolder>) {
    guard !holders.isEmpty else { return }
    for loop in loops.withLock({ $0 }) { loop.post(.over(holders)) }
  }

  func opened(_ holder: StreamHolder) {
    counts.withLock { $0[holder, default: 0] += 1 }
  }

  func closed(_ holder: StreamHolder) {
    counts.withLock { counts in
      let left = counts[holder, default: 1] - 1
      counts[holder] = left > 0 ? left : nil
    }
  }
}

/// Whose an event stream is: it ends with this session, and with its membership in this workspace.
package struct StreamHolder: Hashable, Sendable {
  package let session: Int
  package let workspace: Int

  package init(session: Int, workspace: Int) {
    self.session = session
    self.workspace = workspace
  }
}
