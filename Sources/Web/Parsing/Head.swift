/// What is known of a request when its head has been read: places in its bytes, no texts yet.
struct Head: Sendable {
  enum Method: UInt8, Sendable {
    case get, head, post, put, delete, patch, options, trace, connect, other
  }

  struct Field: Sendable {
    let name: HeadSpan
    let value: HeadSpan
  }

  var method = Method.other
  var methodName = HeadSpan()
  /// The path as it was sent, without the query; for `OPTIONS *` the asterisk.
  var path = HeadSpan()
  /// What stands behind the question mark.
  var query = HeadSpan()
  /// Of a target in absolute form, its host and port.
  var authority: HeadSpan?
  var minorVersion = 1
  var fields: [Field] = []
  /// Bytes of a sized body; 0 without a body.
  var contentLength = 0
  var isChunked = false
  var keepsAlive = true
  var expectsContinue = false
  var host: HeadSpan?
  var ifNoneMatch: HeadSpan?
  var ifModifiedSince: HeadSpan?
  var acceptEncoding: HeadSpan?
  /// The path holds a percent sign or a `..`: no name of a file of ours.
  var pathIsPlain = true

  var hasBody: Bool { isChunked || contentLength > 0 }

  /// Ready for the next request, with the room it has taken.
  mutating func reset() {
    var fields = fields
    fields.removeAll(keepingCapacity: true)
    self = Head()
    self.fields = fields
  }
}
