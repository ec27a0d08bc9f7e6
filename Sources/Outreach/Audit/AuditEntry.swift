import Foundation
import Postgres

/// One act of a person: who, what, when and from where, with the changed fields before and after.
package struct AuditEntry: Sendable {
  package typealias ID = Outreach.ID<AuditEntry>

  /// The kind of record that an act is about, as written by the triggers (`fn.write_audit`) and of `audit(_:_:)`.
  package enum Kind: String, SQLValue, Sendable, CaseIterable {
    case account
    case apiDefault = "API default"
    case apiToken = "API token"
    case attachedList = "attached list"
    case campaign
    case campaignAccount = "campaign account"
    case campaignMailbox = "campaign mailbox"
    case contact, delivery
    case domainRate = "domain rate"
    case expense
    case `import`
    case invitation, list, mailbox, member, persona, person, product, reply, setting, step
    case suppression, webhook, workspace
  }

  package let id: ID
  package let at: Date
  package let personName: String
  /// Done by the program, not by a person.
  package let isOwnDoing: Bool
  package let address: String
  package let action: String
  package let subjectKind: Kind
  package let subjectName: String
  package let campaign: Campaign.ID?
  package let campaignName: String
  /// JSON objects of fields; empty ones where there are none.
  package let before: JSONText
  package let after: JSONText
  /// The names of the records whose numbers are in `before` and `after`: by "contact_id 12".
  package let names: [String: String]
}

extension AuditEntry: RowDecodable {
  package init(row: Row) throws {
    id = try row["id"]
    at = try row["at"]
    personName = try row["person_name"]
    let person: Person.ID? = try row[optional: "person_id"]
    isOwnDoing = person == nil
    address = try row["address"]
    action = try row["action"]
    subjectKind = try row["subject_kind"]
    subjectName = try row[optional: "subject_name"] ?? ""
    campaign = try row[optional: "campaign_id"]
    campaignName = try row["campaign_name"]
    before = try row["before"]
    after = try row["after"]
    names = try (row["names"] as JSONText).decoded(as: [String: String].self)
  }
}

/// The filter of the audit trail; nil: all.
package struct AuditFilter: Sendable {
  package var campaign: Campaign.ID?
  package var person: Person.ID?
  package var kind: AuditEntry.Kind?
  /// The whole days from and to, in this zone.
  package var from: Day?
  package var to: Day?
  package var timeZone: String
  /// For viewers who may not see costs.
  package var hidesCosts: Bool

  package init(
    campaign: Campaign.ID? = nil, person: Person.ID? = nil, kind: AuditEntry.Kind? = nil,
    from: Day? = nil,
    to: Day? = nil, timeZone: String = "UTC", hidesCosts: Bool = false
  ) {
    self.campaign = campaign
    self.person = person
    self.kind = kind
    self.from = from
    self.to = to
    self.timeZone = timeZone
    self.hidesCosts = hidesCosts
  }
}

extension AuditFilter {
  fileprivate var condition: SQL {
    """
    (\(campaign)::bigint IS NULL OR e.campaign_id = \(campaign))
      AND (\(person)::bigint IS NULL OR e.person_id = \(person))
      AND (\(kind)::text IS NULL OR e.subject_kind = \(kind))
      AND (NOT \(hidesCosts) OR e.subject_kind <> 'expense')
      AND (\(from)::date IS NULL
        OR e.at >= \(from)::timestamp AT TIME ZONE \(timeZone))
      AND (\(to)::date IS NULL
        OR e.at < (\(to)::timestamp + interval '1 day') AT TIME ZONE \(timeZone))
    """
  }
}

extension Queryable {
  /// Nil for one person or one kind: no index covers those, and counting them may read the whole
  /// trail.
  package func auditTotal(_ filter: AuditFilter = AuditFilter()) throws -> Total? {
    guard filter.person == nil, filter.kind == nil else { return nil }
    return try total("SELECT FROM audit_entries e WHERE \(filter.condition)")
  }

  /// The latest entries first. With `key`, the time and the number of an entry, the older ones
  /// after it, or the `newer` ones before it, which are then sorted from the oldest on.
  package func auditTrail(
    _ filter: AuditFilter = AuditFilter(), from key: [String]? = nil, newer: Bool = false,
    limit: Int = 51
  ) throws -> [AuditEntry] {
    let (at, id) = (key?.first ?? "infinity", key?.last ?? "0")
    if newer {
      return try all(
        """
        SELECT * FROM fn.audit_trail e
        WHERE (e.at, e.id) > (\(at)::timestamptz, \(id)::bigint)
          AND \(filter.condition)
        ORDER BY e.at, e.id
        LIMIT \(limit)
        """)
    }
    return try all(
      """
      SELECT * FROM fn.audit_trail e
      WHERE (e.at, e.id) < (\(at)::timestamptz, \(id)::bigint)
        AND \(filter.condition)
      ORDER BY e.at DESC, e.id DESC
      LIMIT \(limit)
      """)
  }

  /// Records an act that is not the change of one row: an act on many rows, a change of password,
  /// an export. Functions that change many rows first set `overture.audit` to off.
  package func audit(
    _ action: String, _ kind: AuditEntry.Kind, id: Int? = nil, name: String = "",
    campaign: Campaign.ID? = nil, after: JSONText? = nil
  ) throws {
    try run(
      """
      INSERT INTO audit_entries (
        action, subject_kind, subject_id, subject_name, campaign_id, after)
      SELECT \(action), \(kind), \(id)::bigint, \(name), \(campaign)::bigint, \(after)::jsonb
      WHERE rule.person() IS NOT NULL
      """)
  }
}
