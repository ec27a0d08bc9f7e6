import Foundation
import Postgres

/// A named, static set of contacts.
package struct LeadList: Sendable, Equatable {
  package typealias ID = Outreach.ID<LeadList>

  package let id: ID
  package let name: String
  package let contacts: Int
  package let createdAt: Date
  package let isArchived: Bool
}

extension LeadList: RowDecodable {}
