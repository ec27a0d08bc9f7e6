import CLibPQ

/// Where the bytes of a COPY go. It belongs to the `copyIn` that made it.
package struct CopyWriter: ~Copyable {
  fileprivate let connection: Connection
  fileprivate let statement: String

  /// Hands over some bytes; they need not end with a row. Waits while the server cannot take more.
  package func write(_ bytes: some ContiguousBytesOfCopy) throws {
    try bytes.withCopyBytes { buffer in
      var rest = buffer[...]
      // libpq takes an Int32 of bytes at a time.
      while !rest.isEmpty {
        let piece = UnsafeRawBufferPointer(rebasing: rest.prefix(1 << 30))
        let base = piece.baseAddress?.assumingMemoryBound(to: CChar.self)
        guard PQputCopyData(connection.handle, base, Int32(piece.count)) == 1 else {
          throw connection.lost(statement)
        }
        rest = rest.dropFirst(piece.count)
      }
    }
  }
}

/// Bytes that lie in one piece.
package protocol ContiguousBytesOfCopy {
  func withCopyBytes(_ body: (UnsafeRawBufferPointer) throws -> Void) throws
}

extension Array: ContiguousBytesOfCopy where Element == UInt8 {
  package func withCopyBytes(_ body: (UnsafeRawBufferPointer) throws -> Void) throws {
    try withUnsafeBytes(body)
  }
}

extension ArraySlice: ContiguousBytesOfCopy where Element == UInt8 {
  package func withCopyBytes(_ body: (UnsafeRawBufferPointer) throws -> Void) throws {
    try withUnsafeBytes(body)
  }
}

extension UnsafeRawBufferPointer: ContiguousBytesOfCopy {
  package func withCopyBytes(_ body: (UnsafeRawBufferPointer) throws -> Void) throws {
    try body(self)
  }
}

extension Connection {
  /// Streams bytes into `COPY … FROM STDIN`, in the format that the statement names. An error of
  /// `body` ends the COPY without a row; returns how many rows came in.
  @discardableResult
  package func copyIn(_ sql: SQL, _ body: (borrowing CopyWriter) throws -> Void) throws -> Int {
    PQclear(try checked(PQexec(handle, sql.text), sql.text))
    do {
      try body(CopyWriter(connection: self, statement: sql.text))
    } catch {
      PQputCopyEnd(handle, "given up by the client")
      while let result = PQgetResult(handle) { PQclear(result) }
      throw error
    }
    guard PQputCopyEnd(handle, nil) == 1 else { throw lost(sql.text) }
    let result = try checked(PQgetResult(handle), sql.text)
    let rows = Int(String(cString: PQcmdTuples(result))) ?? 0
    PQclear(result)
    while let end = PQgetResult(handle) { PQclear(end) }
    return rows
  }
}
