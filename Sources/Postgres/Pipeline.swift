import CLibPQ

/// A question and how its answer is read, not yet asked: several go to the server in one round trip.
///
///     let (campaign, queue) = try connection.together(
///       Ask.first("SELECT … WHERE id = \(id)", as: Campaign.self),
///       Ask.all("SELECT …", as: ReviewItem.self))
package struct Question<Answer> {
  let sql: SQL
  let read: ([Row]) throws -> Answer

  package init(_ sql: SQL, read: @escaping ([Row]) throws -> Answer) {
    self.sql = sql
    self.read = read
  }
}

/// The usual questions.
package enum Ask {
  /// All rows.
  package static func all<Record: RowDecodable>(
    _ sql: SQL, as type: Record.Type = Record.self
  ) -> Question<[Record]> {
    Question(sql) { try $0.map(Record.init(row:)) }
  }

  /// The first row, if there is one.
  package static func first<Record: RowDecodable>(
    _ sql: SQL, as type: Record.Type = Record.self
  ) -> Question<Record?> {
    Question(sql) { try $0.first.map(Record.init(row:)) }
  }

  /// The only value of the only row.
  package static func value<Value: SQLValue>(
    _ sql: SQL, as type: Value.Type = Value.self
  ) -> Question<Value> {
    Question(sql) { rows in
      guard let row = rows.first else {
        throw PostgresError(sqlState: "P0002", message: "no row", statement: sql.text)
      }
      return try row.onlyValue()
    }
  }
}

extension Connection {
  /// Asks several questions in one round trip. When one fails, its error is thrown and the
  /// transaction that they stand in has failed.
  package func together<each Answer>(
    _ questions: repeat Question<each Answer>
  ) throws -> (repeat each Answer) {
    var statements: [SQL] = []
    for question in repeat each questions { statements.append(question.sql) }
    var answers = try pipeline(statements).makeIterator()
    return (repeat try (each questions).read(answers.next() ?? []))
  }

  /// Sends all statements, then reads what each gave; with one sync, so they are one transaction
  /// where none is open.
  func pipeline(_ statements: [SQL]) throws -> [[Row]] {
    try prepareAll(statements)
    guard PQenterPipelineMode(handle) == 1 else { throw lost(nil) }
    do {
      for statement in statements { try enqueue(statement) }
      guard PQpipelineSync(handle) == 1 else { throw lost(nil) }
      let answers = try collect(statements)
      guard PQexitPipelineMode(handle) == 1 else { throw lost(nil) }
      return answers
    } catch {
      try? drain()
      throw error
    }
  }

  private func collect(_ statements: [SQL]) throws -> [[Row]] {
    var answers: [[Row]] = []
    var failure: (any Error)?
    for statement in statements {
      while let result = PQgetResult(handle) {
        guard failure == nil, PQresultStatus(result) != PGRES_PIPELINE_ABORTED else {
          PQclear(result)
          continue
        }
        do {
          answers.append(resultSet(try checked(result, statement.text), of: statement).rows)
        } catch {
          failure = error
        }
      }
    }
    while let end = PQgetResult(handle) {
      let isSync = PQresultStatus(end) == PGRES_PIPELINE_SYNC
      PQclear(end)
      if isSync { break }
    }
    if let failure {
      PQexitPipelineMode(handle)
      throw failure
    }
    return answers
  }

  /// Leaves the pipeline after a failure; a connection that cannot is not lent again.
  private func drain() throws {
    guard PQpipelineStatus(handle) != PQ_PIPELINE_OFF else { return }
    PQpipelineSync(handle)
    var silences = 0
    while silences < 2, PQstatus(handle) == CONNECTION_OK {
      if let result = PQgetResult(handle) {
        PQclear(result)
        silences = 0
      } else {
        silences += 1
      }
    }
    PQexitPipelineMode(handle)
  }
}
