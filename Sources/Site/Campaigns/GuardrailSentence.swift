import Outreach

extension BlockedGroup {
  /// Why these accounts were not added, in the words of the campaign's goal, and which flag would
  /// allow them.
  package var sentence: String {
    switch verdict {
    case .target, .admissible, .soft:
      "this \(goal.words) campaign leaves out \(kinds.adjectives) accounts; let them in this once, or change "
        + "the campaign’s goal to one that is meant for them"
    case .hard:
      "\(kinds.adjectives) accounts are never added to a campaign, in any goal"
    case .never:
      "do-not-contact accounts are never written to, in any goal; to re-engage one, change its "
        + "status by hand first"
    }
  }
}
