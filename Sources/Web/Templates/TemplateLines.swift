/// The text of a template file as it is shown: without the line breaks and blanks that only make
/// the file readable. So each element can have its own indented line without making the page
/// longer.
///
/// - A line break between two tags, of HTML or of the template, is nothing; after words it is a
///   space, and before words a line break. A space that has to be between two elements is written
///   between them on one line.
/// - Inside an HTML tag it is a space; a section that begins a line there takes the space inside:
///   `<a href="/"↵{{#isOpen}}aria-current="page"{{/isOpen}}>` says `<a href="/">` when it is not.
/// - Indentation, and blanks at both ends of the file, are nothing.
struct TemplateLines {
  private let bytes: [UInt8]
  private var position = 0
  private var output: [UInt8] = []
  /// The HTML tag that is open, if any, and the quote that is open in it.
  private var isInTag = false
  private var quote: UInt8?
  /// The last output was a tag, not words.
  private var isAfterTag = true

  static func shown(_ text: String) -> String {
    var lines = TemplateLines(text)
    lines.read()
    return String(decoding: lines.output, as: UTF8.self)
  }

  private init(_ text: String) {
    bytes = Array(text.utf8)
    output.reserveCapacity(bytes.count)
  }

  private mutating func read() {
    while position < bytes.count {
      if lineBreakAhead() {
        skipBlanks()
        if position < bytes.count { breakLine() }
      } else if startsTemplateTag(at: position) {
        copyTemplateTag()
      } else {
        copyByte()
      }
    }
  }

  /// Blanks with a line break among them; those at the beginning of the file count, too.
  private func lineBreakAhead() -> Bool {
    var place = position
    while place < bytes.count, Self.isBlank(bytes[place]) {
      if bytes[place] == Byte.lineFeed { return true }
      place += 1
    }
    return place > position && (place == bytes.count || position == 0)
  }

  private mutating func skipBlanks() {
    while position < bytes.count, Self.isBlank(bytes[position]) { position += 1 }
  }

  private mutating func breakLine() {
    guard isInTag else {
      let isBeforeTag = startsHTMLTag(at: position) || startsStructure(at: position)
      if !output.isEmpty, !(isAfterTag && isBeforeTag) {
        // HTML drops the line break at the beginning of a text area.
        output.append(isAfterTag ? Byte.lineFeed : UInt8(ascii: " "))
      }
      return
    }
    if quote == nil, [UInt8(ascii: ">"), UInt8(ascii: "/")].contains(bytes[position]) { return }
    if quote == nil, startsSection(at: position) {
      copyTemplateTag()
      skipBlanks()
    }
    output.append(UInt8(ascii: " "))
  }

  private mutating func copyTemplateTag() {
    let isStructure = startsStructure(at: position)
    while position < bytes.count {
      output.append(bytes[position])
      position += 1
      let isClosed = output.suffix(2).elementsEqual("}}".utf8)
      if isClosed, position == bytes.count || bytes[position] != UInt8(ascii: "}") { break }
    }
    if !isInTag { isAfterTag = isStructure }
  }

  private mutating func copyByte() {
    let byte = bytes[position]
    if isInTag {
      if let open = quote {
        if byte == open { quote = nil }
      } else if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
        quote = byte
      } else if byte == UInt8(ascii: ">") {
        (isInTag, isAfterTag) = (false, true)
      }
    } else if startsHTMLTag(at: position) {
      isInTag = true
    } else {
      isAfterTag = false
    }
    output.append(byte)
    position += 1
  }

  private func startsHTMLTag(at place: Int) -> Bool {
    guard bytes[place] == UInt8(ascii: "<"), place + 1 < bytes.count else { return false }
    let next = bytes[place + 1]
    return (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(next | 0x20) || "/!".utf8.contains(next)
  }

  private func startsTemplateTag(at place: Int) -> Bool {
    place + 1 < bytes.count && bytes[place] == UInt8(ascii: "{")
      && bytes[place + 1] == UInt8(ascii: "{")
  }

  /// A tag that shows no words of its own.
  private func startsStructure(at place: Int) -> Bool {
    startsTemplateTag(at: place) && place + 2 < bytes.count
      && "#^/$<>!".utf8.contains(bytes[place + 2])
  }

  private func startsSection(at place: Int) -> Bool {
    startsStructure(at: place) && "#^".utf8.contains(bytes[place + 2])
  }

  private static func isBlank(_ byte: UInt8) -> Bool {
    Byte.isBlank(byte) || byte == Byte.lineFeed || byte == Byte.carriageReturn
  }
}
