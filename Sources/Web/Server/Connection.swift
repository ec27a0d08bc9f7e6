/// One client's connection. It belongs to its loop; while a request is answered, the worker may
/// write to its socket, and the loop leaves it alone.
final class Connection: @unchecked Sendable {
  enum Phase {
    /// A head is read, or waited for.
    case head
    case body
    /// A worker has the request.
    case working
    /// The answer is written as the socket takes it.
    case flushing
    /// An event stream: written to when there is something to say.
    case streaming
    /// Our last word is said; what still comes is thrown away until the client closes.
    case lingering
  }

  let descriptor: Int32
  let address: String
  let isFromProxy: Bool
  /// Beyond the limit of connections: turned away.
  let isExtra: Bool

  var phase = Phase.head
  var parser: HeadParser
  /// What was read and not used yet; begins with the present request.
  var input: [UInt8] = []
  var job: Job?
  var body: BodyReader?
  var output = Output()
  /// There may be something to read that nobody was told of again.
  var isReadable = false
  /// The client will send nothing more than what waits in the socket.
  var hasHungUp = false
  /// All that it sent was read.
  var isAtEnd = false
  var closesAfterAnswer = false
  var topics: [String] = []
  /// When the present phase ends for lack of progress, in milliseconds.
  var deadline = 0
  var windowStart = 0
  var windowBytes = 0

  init(
    _ descriptor: Int32, address: String, isFromProxy: Bool, isExtra: Bool,
    limits: HeadParser.Limits
  ) {
    self.descriptor = descriptor
    self.address = address
    self.isFromProxy = isFromProxy
    self.isExtra = isExtra
    parser = HeadParser(limits)
  }

  /// Waits for a request of which nothing has come yet.
  var isIdle: Bool { phase == .head && input.isEmpty && output.isEmpty }
}
