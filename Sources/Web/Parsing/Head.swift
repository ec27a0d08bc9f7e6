/// What is known of a request when its head has been read: places in its bytes, no texts yet.
struct Head: Sendable {
  enum Method: UInt8, Sendable {
    case get, head, post, put, delete, patch, options, trace, connect, other
  }

  struct Field: Sendable {
    let name: Stretch
    let value: Stretch
  }

  var method = Method.other
  var methodName = Stretch()
  /// The path as it was sent, without the query; for `OPTIONS *` the asterisk.
  var path = Stretch()
  /// What stands behind the question mark.
  var query = Stretch()
  /// Of a target in absolute form, its host and port.
  var authority: Stretch?
  var minorVersion = 1
  var fields: [Field] = []
  /// Bytes of a sized body; 0 without a body.
  var contentLength = 0
  var isChunked = false
  var keepsAlive = true
  var expectsContinue = false
  var host: Stretch?
  var ifNoneMatch: Stretch?
  var ifModifiedSince: Stretch?
  var acceptEncoding: Stretch?
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
