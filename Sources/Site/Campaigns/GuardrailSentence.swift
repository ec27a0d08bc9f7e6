import Outreach

extension BlockedGroup {
  /// Why these accounts were not added, in the words of the campaign's goal, and what would let them in.
  package var sentence: String {
    switch verdict {
    case .target, .admissible, .soft:
      "this \(goal.words) campaign soft-blocks \(kinds.adjectives) accounts; pass "
        + "\(flags.map { "\($0)=true" }.joined(separator: " and ")) to override, or switch the goal "
        + "so \(kinds.adjectives) is the target audience"
    case .hard:
      "\(kinds.adjectives) accounts are never added to a campaign, in any goal"
    case .never:
      "do-not-contact accounts are never written to, in any goal; to re-engage one, change its "
        + "status by hand first"
    }
  }
}
