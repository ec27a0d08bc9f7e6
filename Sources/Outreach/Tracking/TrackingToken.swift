import Postgres

/// What stands in a message's links: `rule.make_token` made it. It says in which workspace to look.
package struct TrackingToken: Sendable, Hashable {
  package let text: String
  package let workspace: Workspace.ID

  /// nil for what no token of ours can be.
  package init?(_ text: String) {
    let parts = text.utf8.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
    guard parts.count == 2, (1...15).contains(parts[0].count), parts[1].count == 32,
      parts.allSatisfy({ $0.allSatisfy(isHex) }),
      let number = Int(String(parts[0]) ?? "", radix: 16)
    else { return nil }
    self.text = text
    workspace = Workspace.ID(rawValue: number)
  }
}

private func isHex(_ byte: UInt8) -> Bool {
  (0x30...0x39).contains(byte) || (0x61...0x66).contains(byte)
}

extension Connection {
  /// Who comes with a link has no session: for the rest of the transaction it is the token's
  /// workspace, and nobody's doing.
  package func enter(by token: TrackingToken) throws {
    try run(
      """
      SELECT set_config('overture.workspace', \(token.workspace), true),
        set_config('overture.person', '', true)
      """)
  }
}
