import Postgres

extension Queryable {
  /// Moves what writers have appended to the figures of steps into the cache. No number changes.
  package func foldStepStatistics() throws {
    while try value("SELECT fn.fold_step_statistics(\(10_000))", as: Int.self) == 10_000 {}
  }

  /// How many steps have figures that differ from a recount: none, or a trigger is wrong.
  package func stepStatisticsDrift() throws -> Int {
    try value("SELECT count(*) FROM fn.step_statistics_drift()")
  }
}
