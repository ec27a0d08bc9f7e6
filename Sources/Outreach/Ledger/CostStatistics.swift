import Postgres

extension Queryable {
  /// Moves what writers have appended to the costs of campaigns into the cache. No number changes.
  package func foldCostStatistics() throws {
    while try value("SELECT fn.fold_cost_statistics(\(10_000))", as: Int.self) == 10_000 {}
  }

  /// How many costs differ from a recount: none, or a trigger is wrong.
  package func costStatisticsDrift() throws -> Int {
    try value("SELECT count(*) FROM fn.cost_statistics_drift()")
  }
}
