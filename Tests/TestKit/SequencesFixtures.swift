import Foundation
import Outreach
import Postgres

extension Queryable {
  /// A contact at an account of its own.
  package func makeLead(
    _ email: String? = "ada@example.com", first: String = "Ada", last: String = "Lovelace",
    company: String = "Analytical", status: String = "prospect", custom: String = "{}"
  ) throws -> Contact.ID {
    try value(
      """
      WITH account AS (
        INSERT INTO accounts (name, match_key, status)
        VALUES (\(company), \("n:" + company.lowercased()), \(status)::account_status)
        ON CONFLICT (workspace_id, match_key) DO UPDATE SET name = excluded.name
        RETURNING id
      )
      INSERT INTO contacts (account_id, email, first_name, last_name, phone, custom)
      SELECT id, \(email), \(first), \(last), '+12125550100', \(custom)::jsonb
      FROM account
      RETURNING id
      """)
  }
}

extension Queryable {
  package func makeList(
    of leads: [Contact.ID], named name: String = "List"
  ) throws -> LeadList.ID {
    try value(
      """
      WITH list AS (INSERT INTO lists (name) VALUES (\(name)) RETURNING id),
      kept AS (
        INSERT INTO list_contacts (list_id, contact_id)
        SELECT list.id, l FROM list, unnest(\(leads)::bigint[]) l
      )
      SELECT id FROM list
      """)
  }

  package func makeDraft(_ name: String = "Draft", priority: Int = 0) throws -> Campaign.ID {
    let campaign = try makeCampaign(name)
    try run(
      "UPDATE campaigns SET status = 'draft', priority = \(priority) WHERE id = \(campaign)")
    return campaign
  }

  package func makeBox(
    _ email: String = "ines@tarnbrook.example", practice: Bool = true
  ) throws -> Mailbox.ID {
    try value(
      """
      INSERT INTO mailboxes (kind, email, smtp_host, smtp_port, smtp_security)
      VALUES (\(practice ? "practice" : "smtp")::mailbox_kind, \(email), '127.0.0.1', 2526, 'none')
      RETURNING id
      """)
  }
}

/// A time in the future as a form sends it, read as UTC: `2026-11-21T09:00`.
package func launchTime(inDays days: Int, at clock: String = "09:00") -> String {
  let day = Date().addingTimeInterval(Double(days) * 86_400)
  return day.formatted(.iso8601.year().month().day()) + "T\(clock)"
}
