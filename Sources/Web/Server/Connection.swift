/// One client's connection. It belongs to its loop; while a request is answered, the worker may
/// write to its socket, and the loop leaves it alone.
final class Connection: @unchecked Sendable {
  enum Phase {
    /// A head is read, or waited for.
    case head
    /// A worker is asked whether the body is to be read.
    case asking
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
  /// See `Network.client`.
  let client: String
  let isFromProxy: Bool
  /// Beyond the limit of connections: turned away.
  let isExtra: Bool
  private let share: Share?

  var phase = Phase.head
  var parser: HeadParser
  /// What was read and not used yet; begins with the present request.
  var input: [UInt8] = []
  /// Something in `input` was not looked at in this phase.
  var hasNews = false
  var job: Job?
  var body: BodyReader?
  var output = Output()
  /// There may be something to read that nobody was told of again.
  var isReadable = false
  /// Its turn was over before its work was: it has another one soon.
  var isPending = false
  /// The client will send nothing more than what waits in the socket.
  var hasHungUp = false
  /// All that it sent was read.
  var isAtEnd = false
  var closesAfterAnswer = false
  /// A proxy said so of an earlier request.
  var isSecure = false
  var topics: [String] = []
  /// Of an event stream: whose it is.
  var holder: StreamHolder?
  /// When the present phase ends for lack of progress, in milliseconds.
  var deadline = 0
  /// The lane in which its request waits or runs, and for whom it is counted there.
  var waitingIn = Lane.pages
  var waitingClient = ""
  var bodyStart = 0
  var windowStart = 0
  var windowBytes = 0

  init(
    _ descriptor: Int32, address: String, isFromProxy: Bool, isExtra: Bool, share: Share?,
    limits: HeadParser.Limits
  ) {
    self.descriptor = descriptor
    self.address = address
    client = Network.client(of: address)
    self.isFromProxy = isFromProxy
    self.isExtra = isExtra
    self.share = share
    parser = HeadParser(limits)
  }

  /// Waits for a request of which nothing has come yet.
  var isIdle: Bool { phase == .head && input.isEmpty && output.isEmpty }

  /// A worker may be writing to its socket.
  var isWithWorker: Bool { phase == .working || phase == .asking }
}
