@_spi(Reflection) import Swift
import Synchronization

/// A row is decoded by its declaration: the property `fitScore` is the column `fit_score`, and
/// `campaign` is `campaign`, or `campaign_id` if the result has no column `campaign`. An optional
/// property may be NULL. A property that is itself `RowDecodable` is decoded from the same row.
///
/// Only a row that converts values has an `init(row:)` of its own.
extension RowDecodable {
  package init(row: Row) throws {
    self = try RowPlan.of(Self.self).read(row)
  }
}

/// The stored properties of a type and how each is decoded: determined once for each type. The
/// values are written to their offsets in the struct, from which `Fields` in `Web` reads them.
///
/// It is immutable, and its closures hold nothing but types.
final class RowPlan: @unchecked Sendable {
  final class Field {
    let offset: Int
    let column: String
    /// False for a property that is a row itself.
    let isColumn: Bool
    let type: String
    let read: (Cell, UnsafeMutableRawPointer) throws -> Void
    let undo: (UnsafeMutableRawPointer) -> Void

    init<Value>(
      _ column: String, _ offset: Int, isColumn: Bool = true,
      _ value: @escaping (Cell) throws -> Value
    ) {
      self.offset = offset
      self.column = column
      self.isColumn = isColumn
      type = "\(Value.self)"
      read = { try $1.initializeMemory(as: Value.self, to: value($0)) }
      undo = { $0.assumingMemoryBound(to: Value.self).deinitialize(count: 1) }
    }
  }

  /// The source of a field.
  struct Cell {
    let row: Row
    let column: Int32
  }

  let fields: [Field]

  private static let known = Mutex<[ObjectIdentifier: RowPlan]>([:])

  static func of<Value>(_ type: Value.Type) -> RowPlan {
    let id = ObjectIdentifier(type)
    if let plan = known.withLock({ $0[id] }) { return plan }
    let plan = RowPlan(type)
    known.withLock { $0[id] = plan }
    return plan
  }

  private init(_ type: Any.Type) {
    var fields: [Field] = []
    _ = _forEachField(of: type) { name, offset, type, _ in
      fields.append(Self.field(String(cString: name), offset, type))
      return true
    }
    self.fields = fields
  }

  func read<Value>(_ row: Row) throws -> Value {
    let places = try row.result.columns.places(of: self)
    return try withUnsafeTemporaryAllocation(of: Value.self, capacity: 1) { memory in
      guard let start = memory.baseAddress.map(UnsafeMutableRawPointer.init) else {
        throw RowError(.unreadable, "\(Value.self)", "a struct", row.result.columns.statement)
      }
      var done = 0
      do {
        while done < fields.count {
          let field = fields[done]
          try field.read(Cell(row: row, column: places[done]), start + field.offset)
          done += 1
        }
      } catch {
        for field in fields[..<done] { field.undo(start + field.offset) }
        throw error
      }
      return memory.moveElement(from: 0)
    }
  }

  private static func field(_ property: String, _ offset: Int, _ type: Any.Type) -> Field {
    let column = snakeCased(property)
    func value<Value: SQLValue>(_ type: Value.Type) -> Field {
      Field(column, offset) { (cell: Cell) -> Value in try cell.value(column) }
    }
    func row<Value: RowDecodable>(_ type: Value.Type) -> Field {
      Field(column, offset, isColumn: false) { (cell: Cell) -> Value in try Value(row: cell.row) }
    }
    return switch type {
    // Listed by name, so that the compiler specializes the code for them: twice as fast.
    case is String.Type: value(String.self)
    case is Int.Type: value(Int.self)
    case is Double.Type: value(Double.self)
    case is Bool.Type: value(Bool.self)
    case is String?.Type: String?.field(column, offset)
    case is Int?.Type: Int?.field(column, offset)
    case is Double?.Type: Double?.field(column, offset)
    case let type as any SQLValue.Type: value(type)
    case let type as any OptionalColumn.Type: type.field(column, offset)
    case let type as any RowDecodable.Type: row(type)
    default:
      Field(column, offset) { (cell: Cell) -> Int in
        throw RowError(.undeclared, column, "\(type)", cell.row.result.columns.statement)
      }
    }
  }

  /// `sentAt` is `sent_at`, `messageID` is `message_id`.
  static func snakeCased(_ name: String) -> String {
    let letters = Array(name)
    var words = ""
    for (place, letter) in letters.enumerated() {
      let before = place > 0 ? letters[place - 1] : "_"
      let after = place + 1 < letters.count ? letters[place + 1] : "_"
      if letter.isUppercase, place > 0, !before.isUppercase || after.isLowercase { words += "_" }
      words += letter.lowercased()
    }
    return words
  }
}

extension RowPlan.Cell {
  fileprivate func value<Value: SQLValue>(_ name: String) throws -> Value {
    guard let value: Value = try optional(name) else {
      throw RowError(.null, name, "\(Value.self)", row.result.columns.statement)
    }
    return value
  }

  fileprivate func optional<Value: SQLValue>(_ name: String) throws -> Value? {
    guard let text = row.result.text(row: row.number, column: column) else { return nil }
    guard let value = Value(sqlText: text) else {
      throw RowError(.unreadable, name, "\(Value.self)", row.result.columns.statement)
    }
    return value
  }
}

private protocol OptionalColumn {
  static func field(_ column: String, _ offset: Int) -> RowPlan.Field
}

extension Optional: OptionalColumn where Wrapped: SQLValue {
  fileprivate static func field(_ column: String, _ offset: Int) -> RowPlan.Field {
    RowPlan.Field(column, offset) { (cell: RowPlan.Cell) -> Wrapped? in try cell.optional(column) }
  }
}
