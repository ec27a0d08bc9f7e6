/// Reads the head of a request, a line at a time, and goes on where it stopped when more has come.
///
/// What is wrong is said as soon as it is seen: nobody waits for the end of a request that cannot
/// become right (RFC 9112, 2.2, 3 and 5).
package struct HeadParser: Sendable {
  package struct Limits: Sendable {
    package var requestLine = 8192
    package var headers = 32_768
    package var fields = 100

    package init() {}
  }

  private(set) var head = Head()
  private let limits: Limits
  private var lineStart = 0
  private var seen = 0
  private var headersStart = 0
  private var emptyLines = 0
  private var hasRequestLine = false
  private var lengthWasSaid = false
  private var codingWasSaid = false
  private var saysClose = false
  private var saysKeepAlive = false

  package init(_ limits: Limits = Limits()) {
    self.limits = limits
  }

  /// `bytes` are all that came of this request so far. Answers how many of them are the head, or nil
  /// while its end is not there.
  package mutating func parse(_ bytes: UnsafeBufferPointer<UInt8>) throws(RequestFault) -> Int? {
    while let lineFeed = bytes.find(Byte.lineFeed, from: seen) {
      guard lineFeed > lineStart, bytes[lineFeed - 1] == Byte.carriageReturn else {
        throw .lineEnd
      }
      let line = HeadSpan(lineStart, lineFeed - 1)
      lineStart = lineFeed + 1
      seen = lineStart
      if !hasRequestLine {
        try readFirstLine(line, bytes)
      } else if line.count == 0 {
        try finish(bytes)
        return lineStart
      } else {
        try readField(line, bytes)
      }
    }
    try checkUnfinishedLine(bytes)
    return nil
  }

  /// Nothing of a request has been read yet.
  package var isFresh: Bool { !hasRequestLine && seen == 0 }

  mutating func reset() {
    head.reset()
    lineStart = 0
    seen = 0
    headersStart = 0
    emptyLines = 0
    hasRequestLine = false
    lengthWasSaid = false
    codingWasSaid = false
    saysClose = false
    saysKeepAlive = false
  }

  /// A few empty lines before the request line are passed over (RFC 9112, 2.2).
  private mutating func readFirstLine(_ line: HeadSpan, _ bytes: Bytes) throws(RequestFault) {
    if line.count == 0 {
      emptyLines += 1
      guard emptyLines <= 4 else { throw .requestLine }
      return
    }
    guard line.count <= limits.requestLine else { throw .longLine }
    try head.readRequestLine(line, in: bytes)
    hasRequestLine = true
    headersStart = lineStart
  }

  private mutating func readField(_ line: HeadSpan, _ bytes: Bytes) throws(RequestFault) {
    guard head.fields.count < limits.fields, lineStart - headersStart <= limits.headers else {
      throw .manyHeaders
    }
    let start = Int(line.start)
    let end = Int(line.end)
    guard !Byte.isBlank(bytes[start]) else { throw .folded }
    var colon = start
    while colon < end, Byte.isTokenCharacter(bytes[colon]) { colon += 1 }
    guard colon > start, colon < end, bytes[colon] == Byte.colon else { throw .fieldName }
    var valueStart = colon + 1
    var valueEnd = end
    for index in valueStart..<end where !Byte.isText(bytes[index]) { throw .control }
    while valueStart < valueEnd, Byte.isBlank(bytes[valueStart]) { valueStart += 1 }
    while valueEnd > valueStart, Byte.isBlank(bytes[valueEnd - 1]) { valueEnd -= 1 }
    let field = Head.Field(name: HeadSpan(start, colon), value: HeadSpan(valueStart, valueEnd))
    head.fields.append(field)
    try note(field, bytes)
  }

  /// What the server itself must know of the headers.
  private mutating func note(_ field: Head.Field, _ bytes: Bytes) throws(RequestFault) {
    let name = bytes.slice(field.name)
    switch name.count {
    case 4 where name.matches("host"):
      guard head.host == nil else { throw .twoHosts }
      head.host = field.value
    case 6 where name.matches("expect"):
      guard bytes.slice(field.value).matches("100-continue") else { throw .expectation }
      head.expectsContinue = true
    case 10 where name.matches("connection"):
      noteConnection(bytes.slice(field.value))
    case 13 where name.matches("if-none-match"):
      head.ifNoneMatch = field.value
    case 14 where name.matches("content-length"):
      guard !lengthWasSaid else { throw .twoLengths }
      lengthWasSaid = true
      head.contentLength = try number(bytes.slice(field.value))
    case 15 where name.matches("accept-encoding"):
      head.acceptEncoding = field.value
    case 17 where name.matches("transfer-encoding"):
      try noteCoding(bytes.slice(field.value))
    case 17 where name.matches("if-modified-since"):
      head.ifModifiedSince = field.value
    default: break
    }
  }

  private mutating func noteConnection(_ value: Bytes) {
    value.eachListMember { option in
      if option.matches("close") { saysClose = true }
      if option.matches("keep-alive") { saysKeepAlive = true }
    }
  }

  /// One coding is known, `chunked`, and it stands once.
  private mutating func noteCoding(_ value: Bytes) throws(RequestFault) {
    var chunked = head.isChunked ? 1 : 0
    var unknown = 0
    var malformed = 0
    value.eachListMember { coding in
      if coding.matches("chunked") {
        chunked += 1
      } else if coding.allSatisfy(Byte.isTokenCharacter) {
        unknown += 1
      } else {
        malformed += 1
      }
    }
    guard malformed == 0 else { throw .coding }
    guard unknown == 0 else { throw .unknownCoding }
    guard chunked == 1 else { throw .coding }
    head.isChunked = true
    codingWasSaid = true
  }

  private func number(_ digits: Bytes) throws(RequestFault) -> Int {
    guard !digits.isEmpty, digits.count <= 18 else { throw .length }
    var number = 0
    for digit in digits {
      guard Byte.isDigit(digit) else { throw .length }
      number = number * 10 + Int(digit) - 48
    }
    return number
  }

  private mutating func finish(_ bytes: Bytes) throws(RequestFault) {
    if codingWasSaid && lengthWasSaid { throw .lengthAndCoding }
    if head.minorVersion == 0 {
      if codingWasSaid { throw .coding }
      head.expectsContinue = false
    }
    head.keepsAlive = !saysClose && (head.minorVersion > 0 || saysKeepAlive)
    if let host = head.host {
      guard Host.isValid(bytes.slice(host)) else { throw .host }
    } else if head.minorVersion > 0 {
      throw .noHost
    }
  }

  /// Of a line whose end has not come: it may be too long or wrong already.
  private mutating func checkUnfinishedLine(_ bytes: Bytes) throws(RequestFault) {
    let mayBeLineEnd = bytes.count - 1
    for index in seen..<bytes.count where !Byte.isText(bytes[index]) {
      guard bytes[index] == Byte.carriageReturn, index == mayBeLineEnd else { throw .control }
    }
    // A CR at the end is looked at again, with what follows it.
    let endsInReturn = bytes.count > seen && bytes[mayBeLineEnd] == Byte.carriageReturn
    seen = endsInReturn ? mayBeLineEnd : bytes.count
    if hasRequestLine {
      guard bytes.count - headersStart <= limits.headers else { throw .manyHeaders }
    } else {
      guard bytes.count - lineStart <= limits.requestLine + 1 else { throw .longLine }
      if lineStart < bytes.count, bytes[lineStart] != Byte.carriageReturn {
        guard Byte.isTokenCharacter(bytes[lineStart]) else { throw .method }
      }
    }
  }
}
