import Postgres

/// An account's relation to the workspace: its status, and each of its relationships.
package enum AccountStatus: String, SQLValue, Sendable, CaseIterable {
  case prospect, contacted, responded, qualified, customer, lost, churned, partner, supplier
  case investor, press, analyst, candidate, influencer, competitor
  case personalNetwork = "personal_network"
  case doNotContact = "do_not_contact"
}
