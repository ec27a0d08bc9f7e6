/// A value of a page as a template sees it.
enum Word {
  case text(String)
  case number(Int)
  case flag(Bool)
  case list([Word])
  case scope(any Scope)
  /// Known and empty: prints nothing, and its section is not shown.
  case nothing

  /// A value whose type is known only at run time.
  init(any value: Any) {
    func word<Value>(of value: Value) -> Word { Word(value) }
    self = _openExistential(value, do: word)
  }

  init<Value>(_ value: Value) {
    if let value = value as? any Showable {
      self = value.word
    } else if let fields = Fields.of(value) {
      self = .scope(Looking(value, fields))
    } else {
      self = .text(String(describing: value))
    }
  }
}

/// A value that a template can show without looking into it.
private protocol Showable {
  var word: Word { get }
}

extension String: Showable {
  fileprivate var word: Word { .text(self) }
}

extension Int: Showable {
  fileprivate var word: Word { .number(self) }
}

extension Bool: Showable {
  fileprivate var word: Word { .flag(self) }
}

extension Array: Showable {
  fileprivate var word: Word {
    // Asked once for all of them.
    if Element.self is any Showable.Type || Element.self == Any.self {
      return .list(map { Word(any: $0) })
    }
    return .list(map { Word($0) })
  }
}

extension Optional: Showable {
  fileprivate var word: Word {
    guard let self else { return .nothing }
    return Wrapped.self == Any.self ? Word(any: self) : Word(self)
  }
}

extension Dictionary: Showable where Key == String {
  fileprivate var word: Word { .scope(Naming(words: mapValues { Word(any: $0) }, value: self)) }
}

/// A type that defines its own words.
protocol Scope: AnyObject {
  var value: Any { get }
  func word(_ name: String) -> Word?
}

/// A dictionary.
private final class Naming: Scope {
  let words: [String: Word]
  let value: Any

  init(words: [String: Word], value: Any) {
    self.words = words
    self.value = value
  }

  func word(_ name: String) -> Word? { words[name] }
}

/// A struct. It is kept as a value whose fields are read one by one when a template uses them.
private final class Looking<Value>: Scope {
  private let place = UnsafeMutablePointer<Value>.allocate(capacity: 1)
  private let fields: Fields
  /// The structs and lists inside it that were used: a page's frame is copied once, not for each
  /// row.
  private var inner: [String: Word] = [:]

  init(_ value: Value, _ fields: Fields) {
    self.fields = fields
    place.initialize(to: value)
  }

  deinit {
    place.deinitialize(count: 1)
    place.deallocate()
  }

  var value: Any { place.pointee }

  func word(_ name: String) -> Word? {
    guard let read = fields.words[name] else { return nil }
    if let known = inner[name] { return known }
    let word = read(UnsafeRawPointer(place))
    switch word {
    case .scope, .list: inner[name] = word
    default: break
    }
    return word
  }
}
