import Outreach
import Postgres
import TestKit
import Testing

@Suite(.database) struct AccountTests {
  /// Behind the wall, too: only leakproof comparisons reach an index.
  @Test func listsAndSearchesReadAnIndexAndNotTheTable() throws {
    try workspace.run(
      """
      INSERT INTO accounts (name, match_key, domain, status)
      SELECT 'Firm ' || n, 'n:' || n, 'firm' || n || '.example',
        CASE WHEN n % 500 = 0 THEN 'customer' ELSE 'prospect' END::account_status
      FROM generate_series(1, 20000) n
      """)
    try owner.run("ANALYZE accounts")
    let plans: [SQL] = [
      """
      EXPLAIN SELECT * FROM accounts
      WHERE name_key >= 'firm 7' AND name_key < 'firm 7~' AND (name_key, id) > ('firm 70', 1)
      ORDER BY name_key, id LIMIT 51
      """,
      "EXPLAIN SELECT * FROM accounts WHERE domain >= 'firm77' AND domain < 'firm77~' LIMIT 51",
      """
      EXPLAIN SELECT * FROM accounts WHERE status_key = 'customer' AND (name_key, id) > ('', 0)
      ORDER BY name_key, id LIMIT 51
      """,
      "EXPLAIN SELECT * FROM contacts WHERE email_key = 'a@x.example'",
    ]
    let indexes = [
      "accounts_by_name", "accounts_by_domain", "accounts_by_status", "one_contact_per_email",
    ]
    for (plan, index) in zip(plans, indexes) {
      let text: [String] = try workspace.rows(plan).map { try $0["QUERY PLAN"] }
      #expect(text.joined(separator: "\n").contains(index))
    }
  }

  /// The pages ask the account, the database asks the function.
  @Test func pagesAndTheDatabaseAgreeWhoMustNotBeContacted() throws {
    let relationships: [[AccountStatus]] = [
      [], [.doNotContact], [.partner, .doNotContact], [.partner],
    ]
    for status in AccountStatus.allCases {
      for types in relationships {
        try workspace.run("DELETE FROM accounts")
        let id = try workspace.makeAccount(AccountFields(name: "Frost"))
        try workspace.setStatus(id, to: status, relationships: types)
        #expect(
          try workspace.value(
            "SELECT fn.is_do_not_contact(status, relationship_types) FROM accounts")
            == workspace.account(id).isDoNotContact)
      }
    }
  }

  @Test func anAccountIsFoundByItsFoldedNameWhenItIsAddedAgain() throws {
    let first = try workspace.makeAccount(AccountFields(name: "Müller Käse GmbH"))
    #expect(try workspace.twin(of: AccountFields(name: "MÜLLER-KÄSE & Co. KG"))?.id == first)
    #expect(throws: Refusal.self) {
      try workspace.makeAccount(AccountFields(name: "Mu\u{308}ller Ka\u{308}se"))
    }
  }
}
