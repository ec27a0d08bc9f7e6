import Postgres

/// A search that no index answers scans rows in order, as long as there is time for one page; then
/// it reports how far it came, and can continue from there.
package struct ScanCursor<Key: Sendable>: Sendable {
  /// The last row that was scanned.
  package let key: Key
  package let looked: Int
}

/// One scanned row: a match, or the last of its chunk.
struct ScanHit<Key: Sendable> {
  let key: Key
  let isFound: Bool
  /// Its place in the chunk, from 1; for a match it may be 0.
  let place: Int

  init(key: Key, isFound: Bool, place: Int) {
    self.key = key
    self.isFound = isFound
    self.place = place
  }

  /// From a row with `is_found` and `place`.
  init(_ row: Row, key: Key) throws {
    self.key = key
    isFound = try row["is_found"]
    place = try row["place"]
  }
}

/// How much a search may scan: chunks of this many rows until the time is over, at least one.
package struct SearchBudget: Sendable {
  package var time: Duration = .milliseconds(150)
  package var chunk: Int

  package init(chunk: Int) {
    self.chunk = chunk
  }
}

/// Scans from `key` on until `limit` matches are kept or the budget is spent. `look` returns the
/// matches in one chunk after a key, and its last row, at most that many; `keep` receives the
/// matches and returns how many of them count.
func scan<Key: Sendable>(
  from key: Key, limit: Int, _ budget: SearchBudget,
  look: (_ key: Key, _ atMost: Int) throws -> [ScanHit<Key>],
  keep: (_ found: [Key]) throws -> Int
) throws -> ScanCursor<Key>? {
  let end = ContinuousClock.now.advanced(by: budget.time)
  var (key, kept, looked) = (key, 0, 0)
  repeat {
    let atMost = limit - kept + 1
    let rows = try look(key, atMost)
    guard let last = rows.last else { return nil }
    kept += try keep(rows.filter(\.isFound).map(\.key))
    guard rows.count == atMost || last.place == budget.chunk, kept < limit else { return nil }
    looked += last.place
    key = last.key
  } while ContinuousClock.now < end
  return ScanCursor(key: key, looked: looked)
}
