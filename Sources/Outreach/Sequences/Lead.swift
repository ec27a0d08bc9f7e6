import Composing
import Foundation
import Postgres

/// A lead of a campaign's sequence, with the values of its tags.
package struct Lead: Sendable, Equatable {
  package let enrollment: Enrollment.ID
  package let contact: Contact.ID
  package let name: String
  package let company: String
  package let email: String
  package let rotation: Int
  /// The language of its emails: the account's own, the campaign's or the product's.
  package let language: String
  /// By the names of tags.
  package let fields: [String: String]
}

extension Lead: RowDecodable {
  package init(row: Row) throws {
    enrollment = try row["enrollment_id"]
    contact = try row["contact_id"]
    let first: String = try row["first_name"]
    let last: String = try row["last_name"]
    company = try row["company"]
    email = try row[optional: "email"] ?? ""
    rotation = try row["rotation"]
    language = try row["language"]
    fields = leadFields(
      first: first, last: last, company: company, email: email, custom: try row["custom"])
    name = [first, last].filter { !$0.isEmpty }.joined(separator: " ")
  }
}

/// The values of a lead's tags. `custom` is a JSON object of further fields; the lead's own fields
/// take precedence over those of the same name.
package func leadFields(
  first: String, last: String, company: String, email: String, custom: String?
) -> [String: String] {
  var fields = custom.flatMap { leadFields(json: $0) } ?? [:]
  fields["FIRST_NAME"] = first
  fields["LAST_NAME"] = last
  fields["COMPANY"] = company
  fields["EMAIL"] = email
  return fields
}

extension Queryable {
  /// Leads of a campaign to preview, by enrollment, from one on: the first, or those after
  /// `enrollment`.
  package func leads(
    of campaign: Campaign.ID, from enrollment: Enrollment.ID? = nil, limit: Int = 20
  ) throws -> [Lead] {
    try all(
      """
      SELECT e.id AS enrollment_id, e.contact_id, e.rotation, k.first_name, k.last_name, k.email,
        fn.lead_company(a, k) AS company, (fn.lead_custom(a, k))::text AS custom,
        -- As fn.claim_deliveries says.
        coalesce(nullif(a.language, ''), nullif(c.language, ''), p.language) AS language
      FROM enrollments e
        JOIN campaigns c ON (c.workspace_id, c.id) = (e.workspace_id, e.campaign_id)
        JOIN products p ON (p.workspace_id, p.id) = (c.workspace_id, c.product_id)
        JOIN contacts k ON (k.workspace_id, k.id) = (e.workspace_id, e.contact_id)
        JOIN accounts a ON (a.workspace_id, a.id) = (k.workspace_id, k.account_id)
      WHERE e.campaign_id = \(campaign) AND e.id >= \(enrollment?.rawValue ?? 0)
      ORDER BY e.id
      LIMIT \(limit)
      """)
  }

  /// The fields among these that some of a campaign's active leads have no value for, and how many
  /// leads lack each. Looks at this many leads and no further.
  package func leads(
    of campaign: Campaign.ID, lacking fields: [String], among most: Int = 10_000
  ) throws -> [LackingField] {
    try all(
      """
      WITH looked AS MATERIALIZED (
        SELECT k, a
        FROM (
          SELECT e.workspace_id, e.contact_id FROM enrollments e
          WHERE e.campaign_id = \(campaign) AND e.state = 'active'
          LIMIT \(most)
        ) e
          JOIN contacts k ON (k.workspace_id, k.id) = (e.workspace_id, e.contact_id)
          JOIN accounts a ON (a.workspace_id, a.id) = (k.workspace_id, k.account_id)
      )
      SELECT f.name, count(*) FILTER (WHERE NOT fn.lead_has(l.a, l.k, f.name)) AS lacking,
        count(*) AS looked
      FROM unnest(\(fields)::text[]) WITH ORDINALITY f (name, place)
        CROSS JOIN looked l
      GROUP BY f.name, f.place
      HAVING count(*) FILTER (WHERE NOT fn.lead_has(l.a, l.k, f.name)) > 0
      ORDER BY f.place
      """)
  }
}

/// A field that leads have no value for.
package struct LackingField: Sendable, Equatable, RowDecodable {
  package let name: String
  package let lacking: Int
  package let looked: Int

  /// Not a single lead has it: every email would be held for it.
  package var isHopeless: Bool { looked > 0 && lacking == looked }

  package init(name: String, lacking: Int, looked: Int) {
    self.name = name
    self.lacking = lacking
    self.looked = looked
  }
}
