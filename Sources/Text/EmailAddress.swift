/// An email address in its common form: `dot.atoms@labels.of.a.domain`. RFC 5322 allows more
/// (quoted names, comments, address literals), but files of leads contain that only by mistake.
package struct EmailAddress: Sendable, Equatable {
  /// As written, without the blanks around it. An internationalized domain is in ASCII, as mail
  /// servers know it, so that one address has one form.
  package let text: String

  package init?(_ text: String) {
    let trimmed = text.trimmingBlanks()
    guard !trimmed.isEmpty, EmailFlaw(in: trimmed) == nil else { return nil }
    guard !trimmed.utf8.allSatisfy({ $0 < 0x80 }) else {
      self.text = trimmed
      return
    }
    let domain = trimmed.drop { $0 != "@" }.dropFirst()
    guard let ascii = asciiHost(String(domain)) else { return nil }
    self.text = trimmed.prefix { $0 != "@" } + "@\(ascii)"
  }

  /// The form in which addresses are compared.
  package var key: String { text.lowercased() }

  /// In lower case.
  package var domain: String { String(key.drop { $0 != "@" }.dropFirst()) }
}

/// Why a text is not an email address, in words for the person who typed it.
package enum EmailFlaw: String, Sendable {
  case noAt = "No @ sign."
  case twoAts = "Two @ signs."
  case hasBlank = "A blank inside the address."
  case noName = "Nothing before the @."
  case longName = "More than 64 characters before the @."
  case dots = "A dot at the edge or two in a row before the @."
  case otherCharacter = "A character that addresses do not have."
  case noDomain = "Nothing after the @."
  case oneLabel = "The domain has no ending such as .com."
  case label = "The domain is not written as domains are."
  case longDomain = "The domain has more than 253 characters."
  case numericEnding = "The domain ends in a number."

  package init?(in text: String) {
    var text = text
    let flaw = text.withUTF8 { EmailFlaw(inBytes: $0) }
    guard let flaw else { return nil }
    self = flaw
  }

  /// Used for files with a million addresses.
  package init?(inBytes bytes: UnsafeBufferPointer<UInt8>) {
    guard let at = bytes.firstIndex(of: UInt8(ascii: "@")) else {
      self = .noAt
      return
    }
    let name = bytes[..<at]
    let domain = bytes[(at + 1)...]
    // Nearly all have none; which flaw it is takes more looks.
    if EmailFlaw(inName: name) == nil, EmailFlaw(inDomain: domain) == nil { return nil }
    if bytes.contains(where: { $0 == 32 || $0 == 9 || $0 == 10 || $0 == 13 }) {
      self = .hasBlank
    } else if domain.contains(UInt8(ascii: "@")) {
      self = .twoAts
    } else if let flaw = EmailFlaw(inName: name) ?? EmailFlaw(inAnyDomain: domain) {
      self = flaw
    } else {
      return nil
    }
  }

  /// Including other letters, if they have a form in ASCII.
  private init?(inAnyDomain domain: Slice<UnsafeBufferPointer<UInt8>>) {
    guard domain.contains(where: { $0 >= 0x80 }) else {
      guard let flaw = EmailFlaw(inDomain: domain) else { return nil }
      self = flaw
      return
    }
    guard domain.count <= 253, let ascii = asciiHost(String(decoding: domain, as: UTF8.self)) else {
      self = .label
      return
    }
    let flaw = Array(ascii.utf8).withUnsafeBufferPointer { EmailFlaw(inDomain: $0[...]) }
    guard let flaw else { return nil }
    self = flaw
  }

  private init?(inName name: Slice<UnsafeBufferPointer<UInt8>>) {
    if name.isEmpty {
      self = .noName
      return
    }
    if name.count > 64 {
      self = .longName
      return
    }
    let kinds = kinds
    var previous = UInt8(ascii: ".")
    for byte in name {
      let kind = kinds[Int(byte)]
      if byte == UInt8(ascii: ".") {
        if previous == byte {
          self = .dots
          return
        }
      } else if kind == .none {
        self = .otherCharacter
        return
      }
      previous = byte
    }
    if previous == UInt8(ascii: ".") {
      self = .dots
      return
    }
    return nil
  }

  private init?(inDomain domain: Slice<UnsafeBufferPointer<UInt8>>) {
    if domain.isEmpty {
      self = .noDomain
      return
    }
    if domain.count > 253 {
      self = .longDomain
      return
    }
    let kinds = kinds
    var labels = 0
    var label = 0
    var hasLetter = false
    var previous: UInt8 = 0
    for byte in domain {
      if byte == UInt8(ascii: ".") {
        guard label > 0, previous != UInt8(ascii: "-") else {
          self = .label
          return
        }
        (labels, label, hasLetter) = (labels + 1, 0, false)
      } else {
        let kind = kinds[Int(byte)]
        guard kind == .letter || kind == .digit || (byte == UInt8(ascii: "-") && label > 0) else {
          self = .label
          return
        }
        label += 1
        hasLetter = hasLetter || kind == .letter
        if label > 63 {
          self = .label
          return
        }
      }
      previous = byte
    }
    if label == 0 || previous == UInt8(ascii: "-") {
      self = .label
    } else if labels == 0 {
      self = .oneLabel
    } else if !hasLetter || label < 2 {
      self = hasLetter ? .oneLabel : .numericEnding
    } else {
      return nil
    }
  }
}

private enum Kind: UInt8 { case none, letter, digit, sign }

/// The characters that RFC 5322 calls atext.
private let kinds: [Kind] = (0..<256).map { code in
  switch UInt8(code) {
  case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): .letter
  case UInt8(ascii: "0")...UInt8(ascii: "9"): .digit
  default: Array("!#$%&'*+-/=?^_`{|}~".utf8).contains(UInt8(code)) ? .sign : .none
  }
}
