/// A struct that names its words itself: for the rows of long tables, where looking into each struct
/// is what takes the time.
package protocol Worded {
  var words: [String: Any] { get }
}

/// A value of a page as a template sees it.
enum Word {
  case text(String)
  case number(Int)
  case flag(Bool)
  case list([Word])
  case scope(Scope)
  /// Known, and there is nothing: prints nothing, and its section is not shown.
  case nothing

  init(_ value: Any) {
    switch value {
    case let text as String: self = .text(text)
    case let number as Int: self = .number(number)
    case let flag as Bool: self = .flag(flag)
    case is any Worded, is [String: Any]: self = .scope(Scope(value))
    default: self = Word.lookedInto(value)
    }
  }

  private static func lookedInto(_ value: Any) -> Word {
    let mirror = Mirror(reflecting: value)
    switch mirror.displayStyle {
    case .collection, .set: return .list(mirror.children.map { Word($0.value) })
    case .optional: return mirror.children.first.map { Word($0.value) } ?? .nothing
    case .struct, .class: return .scope(Scope(value))
    default: return .text(String(describing: value))
    }
  }
}

/// A struct, looked into once, and only when a template asks.
final class Scope {
  let value: Any
  private var words: [String: Word]?

  init(_ value: Any) {
    self.value = value
  }

  func word(_ name: String) -> Word? {
    if let words { return words[name] }
    let found = look()
    words = found
    return found[name]
  }

  private func look() -> [String: Word] {
    if let worded = value as? any Worded { return worded.words.mapValues { Word($0) } }
    if let known = value as? [String: Any] { return known.mapValues { Word($0) } }
    let children = Mirror(reflecting: value).children
    var words: [String: Word] = [:]
    words.reserveCapacity(children.count)
    for child in children {
      if let label = child.label { words[label] = Word(child.value) }
    }
    return words
  }
}
