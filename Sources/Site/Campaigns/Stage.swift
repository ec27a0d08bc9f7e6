import Outreach

extension Stage {
  package var words: String {
    switch self {
    case .draft: "Draft"
    case .icpDefinition: "ICP definition"
    case .databaseConfig: "Database config"
    case .scoring: "Scoring"
    case .outreach: "Outreach"
    case .active: "Active"
    case .paused: "Paused"
    case .completed: "Completed"
    }
  }

  var badge: Badge { Badge(words, "g-dia", "plum") }
}
