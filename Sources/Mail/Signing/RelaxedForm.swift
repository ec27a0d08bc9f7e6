// The relaxed form of RFC 6376, section 3.4: what is hashed and signed.

/// Names in small letters, unfolded, runs of space as one.
func relaxed(headers: [MailHeader]) -> [UInt8] {
  var form: [UInt8] = []
  for header in headers {
    form += Array(header.name.lowercased().utf8)
    form.append(UInt8(ascii: ":"))
    var pendingSpace = false
    var isStarted = false
    for byte in header.value.utf8 where byte != carriageReturn && byte != lineFeed {
      if byte == 32 || byte == 9 {
        pendingSpace = isStarted
        continue
      }
      if pendingSpace { form.append(32) }
      form.append(byte)
      pendingSpace = false
      isStarted = true
    }
    form += [carriageReturn, lineFeed]
  }
  return form
}

/// Runs of space as one, none at a line's end, no empty lines at the end. Takes CRLF lines.
func relaxed(body: [UInt8]) -> [UInt8] {
  var form: [UInt8] = []
  form.reserveCapacity(body.count + 2)
  var pendingSpace = false
  var pendingLines = 0
  for byte in body {
    switch byte {
    case carriageReturn: continue
    case lineFeed:
      pendingSpace = false
      pendingLines += 1
    case 32, 9: pendingSpace = true
    default:
      for _ in 0..<pendingLines { form += [carriageReturn, lineFeed] }
      pendingLines = 0
      if pendingSpace { form.append(32) }
      pendingSpace = false
      form.append(byte)
    }
  }
  if !form.isEmpty { form += [carriageReturn, lineFeed] }
  return form
}
