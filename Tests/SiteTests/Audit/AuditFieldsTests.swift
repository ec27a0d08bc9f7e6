import Outreach
import Postgres
import TestKit
import Testing
import Web

@testable import Site

/// Every column that the triggers of the audit trail can write down, in words.
@Suite(.database) struct AuditFieldsTests {
  @Test func everyWordOfTheDatabaseIsWorded() throws {
    let words: [Column] = try owner.all(
      """
      \(Self.columns)
      SELECT a.kind, a.name, e.enumlabel::text AS value
      FROM audited a JOIN pg_enum e ON e.enumtypid IN (a.type, a.element)
      """)

    #expect(words.count > 80)
    for word in words {
      let kind = try #require(AuditEntry.Kind(rawValue: word.kind))
      guard AuditFields.label(of: word.name, in: kind) != nil else { continue }
      let shown = AuditVocabulary.word(word.value, of: word.name, in: kind)
      #expect(shown != nil, "\(word.kind).\(word.name): \(word.value)")
      #expect(shown?.contains("_") != true)
    }
  }

  @Test func everyNumberOfARecordIsItsNameOrHidden() throws {
    let keys: [Column] = try owner.all(
      """
      \(Self.columns)
      SELECT a.kind, a.name, '' AS value FROM audited a WHERE a.name LIKE '%\\_id'
      """)

    #expect(keys.count > 20)
    for key in keys {
      let kind = try #require(AuditEntry.Kind(rawValue: key.kind))
      let isShown = AuditFields.label(of: key.name, in: kind) != nil
      let isNamed = ["product_id", "account_id", "contact_id", "owner_id"].contains(key.name)
      #expect(!isShown || isNamed, "\(key.kind).\(key.name)")
    }
  }

  @Test func namesStandInPlaceOfNumbersAndSharesAreInPercent() throws {
    let ada = try workspace.signIn()
    let list = try workspace.makeList(of: [])
    try workspace.run("UPDATE lists SET name = 'Autumn' WHERE id = \(list)")
    let product = try workspace.makeProduct("Herbals")
    try database.inWorkspace(workspace.id, as: ada.person) {
      try $0.run(
        """
        INSERT INTO audit_entries (action, subject_kind, subject_id, subject_name, before, after)
        VALUES
          ('changed', 'setting', NULL, 'sending.auto_pause_bounce_rate',
            '{"value": 0.05}', '{"value": 0.03}'),
          ('accounts added', 'campaign', 1, 'Spring', NULL,
            jsonb_build_object('list_id', \(list)::bigint, 'added', 12, 'blocked', 2)),
          ('changed', 'campaign', 1, 'Spring', '{"product_id": null, "stage": "icp_definition"}',
            jsonb_build_object('product_id', \(product)::bigint, 'stage', 'outreach'))
        """)
    }

    let page = try door().respond(to: ada.request("/audit")).text

    #expect(page.contains("Bounce limit: pause a campaign above (%)"))
    #expect(page.contains("<del>5 %</del>") && page.contains("<ins>3 %</ins>"))
    #expect(page.contains("added 12 accounts from the list Autumn to"))
    #expect(page.contains("<dt>Blocked</dt>") && page.contains("<ins>Herbals</ins>"))
    #expect(page.contains("<del>ICP definition</del>") && page.contains("<ins>Outreach</ins>"))
  }

  @Test func whyACampaignWasPausedIsWordedWithItsFigures() throws {
    let ada = try workspace.signIn()
    let details = #"{"bounces": 2, "emails": 21, "allowed": 0.05}"#
    try database.inWorkspace(workspace.id, as: ada.person) {
      try $0.run(
        """
        INSERT INTO audit_entries (action, subject_kind, subject_id, subject_name, before, after)
        VALUES ('changed', 'campaign', 1, 'Spring',
          jsonb_build_object('pause_reason', 'bounces', 'pause_details', \(details)::jsonb),
          '{"pause_reason": null, "pause_details": {}}')
        """)
    }

    let page = try door().respond(to: ada.request("/audit")).text

    #expect(page.contains("<del>2 of 21 emails bounced hard: 9.5 %, more than the 5.0 %"))
    #expect(!page.contains("allowed:"))
  }

  private struct Column: RowDecodable {
    let kind: String
    let name: String
    let value: String
  }

  /// `audited`: the columns that a trigger writes down, with the kind of record in its first argument.
  private static let columns: SQL = """
    WITH audited AS (
      SELECT split_part(encode(t.tgargs, 'escape'), '\\000', 1) AS kind, a.attname::text AS name,
        a.atttypid AS type, y.typelem AS element
      FROM pg_trigger t
        JOIN pg_attribute a ON a.attrelid = t.tgrelid AND a.attnum > 0 AND NOT a.attisdropped
        JOIN pg_type y ON y.oid = a.atttypid
      WHERE t.tgname = 'audited' AND t.tgparentid = 0
    )
    """
}
