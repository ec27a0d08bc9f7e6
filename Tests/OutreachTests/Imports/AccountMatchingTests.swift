import Outreach
import Postgres
import TestKit
import Testing

@Suite(.database) struct AccountMatchingTests {
  @Test func peopleOfOneDomainAreOneAccountHoweverTheirCompanyIsSpelled() throws {
    let id = try workspace.stage(
      """
      email,company
      a@acme-dup.example,Acme GmbH
      b@acme-dup.example,Acme
      c@mail.acme-dup.example,
      d@acme-dup.example,ACME gmbh
      e@acme-dup.example,Acme Software
      """)
    #expect(try workspace.importNumber(id).preview.accounts == 1)
    try workspace.importAll(id, into: "L")

    #expect(try accounts() == ["Acme GmbH acme-dup.example 5"])
    #expect(try workspace.importNumber(id).outcome.accounts == 1)
  }

  @Test func aNameJoinsThoseWhoseAddressesSayNothing() throws {
    try bring(
      """
      email,company
      a@acme.example,
      b@acme.example,Acme Ltd
      c@gmail.com,"ACME, Limited"
      d@gmail.com,Umbrella
      e@gmail.com,
      f@gmail.com,
      """)

    #expect(
      try accounts() == [
        "Acme Ltd acme.example 3", "Umbrella – 1", "e@gmail.com – 1", "f@gmail.com – 1",
      ])
  }

  @Test func aLaterFileFindsTheAccountByDomainAndThenByName() throws {
    try bring("email,company\na@acme.example,Acme GmbH\nx@gmail.com,Umbrella Corp\n")
    try bring(
      """
      email,company
      b@acme.example,Acme Holding International
      c@yahoo.com,acme
      d@umbrella.example,
      e@umbrella.example,UMBRELLA
      """)

    #expect(
      try accounts() == ["Acme GmbH acme.example 3", "Umbrella Corp umbrella.example 3"])
  }

  /// What stands in the database already stays as it is; who is new joins the account that guards them.
  @Test func whoeverIsNewAtAMarkedDomainJoinsTheMarkedAccount() throws {
    try workspace.run(
      """
      INSERT INTO accounts (name, match_key, domain, status, relationship_types) VALUES
        ('Acme', 'n:acme', 'acme.example', 'prospect', '{}'),
        ('Acme GmbH', 'o:2', 'acme.example', 'prospect', '{do_not_contact}')
      """)
    try bring("email,company\na@acme.example,Acme\nb@acme.example,\nc@acme.example,Acme Nord\n")

    #expect(try accounts() == ["Acme acme.example 0", "Acme GmbH acme.example 3"])
    let refused: [String] = try workspace.rows(
      "SELECT fn.contact_refusal(workspace_id, id, 'email') AS r FROM contacts"
    ).map { try $0["r"] }
    #expect(refused == ["do_not_contact", "do_not_contact", "do_not_contact"])
  }

  @Test func anAccountMadeWhileTheFileWaitedIsFound() throws {
    let id = try workspace.stage("email,company\na@acme.example,Acme Nord\n")
    try workspace.run(
      """
      INSERT INTO accounts (name, match_key, domain, status)
      VALUES ('Acme', 'n:acme', 'acme.example', 'do_not_contact')
      """)
    try workspace.importAll(id, into: "L")

    #expect(try accounts() == ["Acme acme.example 1"])
  }

  @Test func overwritingDoesNotTakeAnAccountsDomainAway() throws {
    try bring("email,company\na@acme.example,Acme\n")
    try workspace.importAll(
      try workspace.stage("email,company\nb@acme.de,Acme\n"), into: "L", overwrite: true)

    #expect(try accounts() == ["Acme acme.example 2"])
  }

  @Test func accountsOfOtherWorkspacesAreNotFound() throws {
    try otherWorkspace.run(
      "INSERT INTO accounts (name, match_key, domain) VALUES ('Acme', 'n:acme', 'acme.example')")
    try bring("email,company\na@acme.example,Acme Nord\n")

    #expect(try accounts() == ["Acme Nord acme.example 1"])
  }

  @Test func cellsThatHoldMoreThanAnAddressAreReadAndSaid() throws {
    let id = try workspace.stage(
      """
      email;name
      mailto:a@frost.example;A
      B Lind <b@frost.example>;B
      c@frost.example,;C
      'd@frost.example';D
      <e@frost.example>.;E
      f@frost.example ::: f2@frost.example;F
      g@@frost.example;G
      h@ＦＲＯＳＴ.example;H
      i@Bücher.example;I
      I@xn--bcher-kva.example;I again
      '-) no;J
      """)
    let file = try workspace.importNumber(id)
    let rows = try workspace.rowIssues(in: file, limit: 50)
    #expect(
      rows.map { "\($0.row) \($0.verdict.rawValue) \(told($0.reason))" } == [
        "2 note “mailto:a@frost.example” is read as a@frost.example.",
        "3 note “B Lind <b@frost.example>” is read as b@frost.example.",
        "4 note “c@frost.example,” is read as c@frost.example.",
        "5 note “'d@frost.example'” is read as d@frost.example.",
        "6 note “<e@frost.example>.” is read as e@frost.example.",
        "7 note “f@frost.example ::: f2@frost.example” is read as f@frost.example.",
        "8 skip Two @ signs.",
        "11 duplicate Same address as row 10. The first one is kept.",
        "12 skip No @ sign.",
      ])
    try workspace.importAll(id, into: "L")
    let emails: [String] = try workspace.rows("SELECT email FROM contacts ORDER BY id").map {
      try $0["email"]
    }
    #expect(
      emails == ["a", "b", "c", "d", "e", "f", "h"].map { "\($0)@frost.example" }
        + ["i@xn--bcher-kva.example"])
  }

  private func bring(_ text: String) throws {
    try workspace.importAll(try workspace.stage(text), into: "L")
  }

  /// Name, domain and people of each, by name.
  private func accounts() throws -> [String] {
    try workspace.rows(
      """
      SELECT a.name || ' ' || coalesce(a.domain, '–') || ' ' || count(c.id) AS line
      FROM accounts a
        LEFT JOIN contacts c ON c.account_id = a.id
      GROUP BY a.id, a.name, a.domain
      ORDER BY a.name COLLATE "C"
      """
    ).map { try $0["line"] }
  }
}
