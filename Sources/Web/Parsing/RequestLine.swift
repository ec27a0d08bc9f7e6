extension Head {
  /// `method SP target SP HTTP/1.x`, with single blanks (RFC 9112, 3).
  mutating func readRequestLine(_ line: HeadSpan, in bytes: Bytes) throws(RequestFault) {
    let start = Int(line.start)
    let end = Int(line.end)
    var space = start
    while space < end, Byte.isTokenCharacter(bytes[space]) { space += 1 }
    guard space > start else { throw .method }
    guard space < end, bytes[space] == Byte.space else { throw .requestLine }
    methodName = HeadSpan(start, space)
    method = Method(bytes.slice(methodName))
    guard end - space >= 11, bytes[end - 9] == Byte.space else { throw .requestLine }
    try readVersion(bytes.slice(HeadSpan(end - 8, end)))
    try readTarget(HeadSpan(space + 1, end - 9), in: bytes)
  }

  private mutating func readVersion(_ version: Bytes) throws(RequestFault) {
    guard Bytes(rebasing: version[..<5]).equals("HTTP/"), Byte.isDigit(version[5]),
      version[6] == 46, Byte.isDigit(version[7])
    else { throw .version }
    guard version[5] == 49 else { throw .otherVersion }
    minorVersion = version[7] == 48 ? 0 : 1
  }

  private mutating func readTarget(_ target: HeadSpan, in bytes: Bytes) throws(RequestFault) {
    let start = Int(target.start)
    let end = Int(target.end)
    try checkCharacters(bytes.slice(target))
    if bytes[start] == Byte.slash {
      divide(start, end, bytes)
    } else if method == .connect {
      guard Host.isValid(bytes.slice(target)) else { throw .target }
      path = target
    } else if target.count == 1, bytes[start] == 42, method == .options {
      path = target
    } else {
      try readAbsolute(target, in: bytes)
    }
  }

  /// Visible ASCII but `#`, which is never sent; each `%` with its two digits, and none for NUL.
  private mutating func checkCharacters(_ target: Bytes) throws(RequestFault) {
    var index = 0
    while index < target.count {
      let byte = target[index]
      guard byte > 32, byte < 127, byte != 35 else { throw .target }
      if byte == Byte.percent {
        guard index + 2 < target.count, let high = Byte.hex(target[index + 1]),
          let low = Byte.hex(target[index + 2])
        else { throw .percent }
        guard high + low > 0 else { throw .target }
        pathIsPlain = false
      }
      index += 1
    }
  }

  /// `http://host:port/path`, as to a proxy; every server must take it (RFC 9112, 3.2.2).
  private mutating func readAbsolute(_ target: HeadSpan, in bytes: Bytes) throws(RequestFault) {
    let text = bytes.slice(target)
    var start = 0
    if text.count > 7, Bytes(rebasing: text[..<7]).matches("http://") { start = 7 }
    if text.count > 8, Bytes(rebasing: text[..<8]).matches("https://") { start = 8 }
    guard start > 0 else { throw .target }
    var end = start
    while end < text.count, text[end] != Byte.slash, text[end] != Byte.question { end += 1 }
    let host = HeadSpan(Int(target.start) + start, Int(target.start) + end)
    guard Host.isValid(bytes.slice(host)) else { throw .target }
    authority = host
    divide(Int(host.end), Int(target.end), bytes)
  }

  private mutating func divide(_ start: Int, _ end: Int, _ bytes: Bytes) {
    var question = start
    while question < end, bytes[question] != Byte.question { question += 1 }
    path = HeadSpan(start, question)
    query = question < end ? HeadSpan(question + 1, end) : HeadSpan(end, end)
  }
}

extension Head.Method {
  /// Methods are told apart by case.
  init(_ name: Bytes) {
    switch name.count {
    case 3: self = name.equals("GET") ? .get : name.equals("PUT") ? .put : .other
    case 4: self = name.equals("POST") ? .post : name.equals("HEAD") ? .head : .other
    case 5: self = name.equals("PATCH") ? .patch : name.equals("TRACE") ? .trace : .other
    case 6: self = name.equals("DELETE") ? .delete : .other
    case 7: self = name.equals("OPTIONS") ? .options : name.equals("CONNECT") ? .connect : .other
    default: self = .other
    }
  }
}
