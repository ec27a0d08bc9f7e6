import Postgres

/// What an account is to the workspace; its relationships are of the same words.
package enum AccountStatus: String, SQLValue, Sendable, CaseIterable {
  case prospect, contacted, responded, qualified, customer, lost, churned, partner, supplier
  case investor, press, analyst, candidate, influencer, competitor
  case personalNetwork = "personal_network"
  case doNotContact = "do_not_contact"
}
