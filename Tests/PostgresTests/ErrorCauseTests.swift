import Postgres
import Testing

@Suite struct ErrorCauseTests {
  @Test(
    arguments: [
      ("08006", .connection), ("08001", .connection), ("57P01", .connection),
      ("57P03", .connection),
      ("53300", .resources), ("53100", .resources), ("53200", .resources),
      ("57014", .canceled),
      ("40001", .contention), ("40P01", .contention), ("55P03", .contention),
      ("55006", .contention),
      ("58030", .system), ("58P01", .system),
      ("23505", .statement), ("22P02", .statement), ("42P01", .statement), ("0A000", .statement),
      ("25P02", .statement), ("55000", .statement), ("XX000", .statement), ("OR409", .statement),
      ("", .statement),
    ] as [(String, PostgresError.Cause)])
  func eachStateHasOneCause(sqlState: String, cause: PostgresError.Cause) {
    let error = PostgresError(sqlState: sqlState, message: "")

    #expect(error.cause == cause)
    #expect(error.isTransient == (cause != .statement))
    #expect(error.isUnavailable == [.connection, .resources].contains(cause))
  }

  @Test func onlyALostRaceIsRunOnceMoreAtOnce() {
    let states = ["40001", "40P01", "55P03", "57014", "08006", "53300", "40003"]

    let rerun = states.filter { PostgresError(sqlState: $0, message: "").isSerializationFailure }

    #expect(rerun == ["40001", "40P01"])
  }
}
