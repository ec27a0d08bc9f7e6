import Postgres

/// What became of a bulk-add: of the candidates, these were added, those were in the campaign
/// already, and the others are blocked, each group for one reason.
package struct AddingAnswer: Sendable, Equatable {
  package let added: Int
  package let already: Int
  package let blocked: [BlockedGroup]

  package var blockedAccounts: Int { blocked.reduce(0) { $0 + $1.accounts } }
}

/// Accounts that the goal of a campaign keeps out for the same reason.
package struct BlockedGroup: Sendable, Equatable {
  package let accounts: Int
  package let verdict: GuardrailVerdict
  /// The goal of the campaign that keeps them out.
  package let goal: Goal
  /// The statuses and relationships that met it.
  package let kinds: [AccountStatus]
  /// Which let this group in, all together; without any nothing does.
  package let flags: [String]
}

/// How a goal treats one kind of account, from the mildest to the strictest.
package enum GuardrailVerdict: String, SQLValue, Sendable, CaseIterable {
  case target, admissible, soft, hard, never
}

/// The words of `fn.let_accounts_in`.
private enum AddingOutcome: String, SQLValue {
  case added, already, blocked
}

private struct AddingLine: RowDecodable {
  let outcome: AddingOutcome
  let accounts: Int
  let group: BlockedGroup?

  init(row: Row) throws {
    outcome = try row["outcome"]
    accounts = try row["accounts"]
    guard let verdict: GuardrailVerdict = try row[optional: "verdict"] else {
      group = nil
      return
    }
    group = BlockedGroup(
      accounts: accounts, verdict: verdict, goal: try row["goal"], kinds: try row["kinds"],
      flags: try row["flags"])
  }
}

extension Queryable {
  /// Adds accounts through the guardrails of the campaign's goal, in one statement. The flags
  /// (`include_press`, …) hold for this call. A dry run answers the same and adds nothing.
  package func addAccounts(
    _ accounts: [Account.ID] = [], ofList list: LeadList.ID? = nil, to campaign: Campaign.ID,
    flags: [String] = [], dryRun: Bool = false
  ) throws -> AddingAnswer {
    AddingAnswer(
      try refusing {
        try all(
          """
          SELECT outcome, accounts, verdict, goal, kinds, flags
          FROM fn.add_accounts(\(campaign), \(accounts), \(list), \(flags), \(dryRun))
          """)
      })
  }

  /// What became of the accounts of an attached list until now.
  func addingAnswer(of attachment: ListAttachment.ID) throws -> AddingAnswer {
    AddingAnswer(
      try all(
        """
        SELECT r.outcome, r.accounts, r.verdict, r.goal, r.kinds, r.flags
        FROM attachments a, fn.adding_lines(a.campaign_id, a.answer) r
        WHERE a.id = \(attachment)
        """))
  }
}

extension AddingAnswer {
  fileprivate init(_ lines: [AddingLine]) {
    func sum(_ outcome: AddingOutcome) -> Int {
      lines.filter { $0.outcome == outcome }.reduce(0) { $0 + $1.accounts }
    }
    self.init(
      added: sum(.added), already: sum(.already), blocked: lines.compactMap(\.group))
  }
}
