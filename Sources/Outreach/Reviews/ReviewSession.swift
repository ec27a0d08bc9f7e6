import Postgres

/// What a person has decided in a campaign since they signed in, as it stands now.
package struct ReviewSession: Sendable, Equatable, RowDecodable {
  package let approved: Int
  package let rejected: Int
  /// From the first of these decisions to the last.
  package let seconds: Int

  package var decided: Int { approved + rejected }

  /// From the audit trail, which knows who decided when; of the last 2,000 changes in this session.
  package static func question(
    of campaign: Campaign.ID, by person: Person.ID, in session: Session.ID
  ) -> Question<ReviewSession?> {
    Ask.first(
      """
      SELECT count(*) FILTER (WHERE verdict = 'approved') AS approved,
        count(*) FILTER (WHERE verdict = 'rejected') AS rejected,
        coalesce(extract(epoch FROM max(at) - min(at)), 0)::bigint AS seconds
      FROM (
        SELECT DISTINCT ON (x.subject_id) x.verdict, x.at
        FROM (
          SELECT e.id, e.subject_id, e.after ->> 'review_status' AS verdict, e.at
          FROM audit_entries e
          WHERE e.campaign_id = \(campaign)
            AND e.at >= (SELECT s.created_at FROM sessions s WHERE s.id = \(session))
            AND e.person_id = \(person)
            AND e.subject_kind = 'campaign account'
            AND e.after ->> 'review_status' IS NOT NULL
          ORDER BY e.at DESC, e.id DESC
          LIMIT 2000
        ) x
        ORDER BY x.subject_id, x.at DESC, x.id DESC
      ) latest
      WHERE verdict <> 'pending'
      """)
  }
}
