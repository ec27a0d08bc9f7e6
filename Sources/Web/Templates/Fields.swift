@_spi(Reflection) import Swift
import Synchronization

/// The stored properties of a type, by name, and how each is read from a value's memory: determined
/// once for each type. `Mirror`, which asks the runtime again for each value, took two thirds of
/// the time of a page with 50 rows.
final class Fields: Sendable {
  typealias Reading = @Sendable (UnsafeRawPointer) -> Word

  let words: [String: Reading]

  private static let known = Mutex<[ObjectIdentifier: Fields?]>([:])

  /// Nil for a type that is not a struct.
  static func of<Value>(_ value: Value) -> Fields? {
    let id = ObjectIdentifier(Value.self)
    if let fields = known.withLock({ $0[id] }) { return fields }
    let isStruct = Mirror(reflecting: value).displayStyle == .struct
    let fields = isStruct ? Fields(of: Value.self) : nil
    known.withLock { $0[id] = .some(fields) }
    return fields
  }

  private init(of type: Any.Type) {
    var words: [String: Reading] = [:]
    _ = _forEachField(of: type) { name, offset, type, _ in
      words[String(cString: name)] = Self.reading(type, at: offset)
      return true
    }
    self.words = words
  }

  private static func reading(_ type: Any.Type, at offset: Int) -> Reading {
    func reading<Field>(_ field: Field.Type) -> Reading {
      { Word(($0 + offset).assumingMemoryBound(to: Field.self).pointee) }
    }
    return switch type {
    case is String.Type: { .text(($0 + offset).assumingMemoryBound(to: String.self).pointee) }
    case is Int.Type: { .number(($0 + offset).assumingMemoryBound(to: Int.self).pointee) }
    case is Bool.Type: { .flag(($0 + offset).assumingMemoryBound(to: Bool.self).pointee) }
    case is Any.Protocol: { Word(any: ($0 + offset).assumingMemoryBound(to: Any.self).pointee) }
    default: _openExistential(type, do: reading)
    }
  }
}
