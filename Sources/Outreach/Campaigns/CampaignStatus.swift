import Postgres

/// The sending state of a campaign; the program enforces it.
package enum CampaignStatus: String, SQLValue, Sendable, CaseIterable {
  case draft, running, paused, completed
}

/// The state of a campaign's scoring.
package enum ScoringStatus: String, SQLValue, Sendable, CaseIterable {
  case idle, running, completed, failed
}

/// How far a campaign has come with one of its accounts.
package enum OutreachStatus: String, SQLValue, Sendable, CaseIterable {
  case notStarted = "not_started"
  case draft, scheduled, sent, bounced, responded
}
