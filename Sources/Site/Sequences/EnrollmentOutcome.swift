import Outreach

extension EnrollmentOutcome {
  /// The words after the number of contacts of an attached list.
  var words: String {
    switch self {
    case .enrolled: "enrolled; first email scheduled"
    case .already: "already in this sequence"
    case .writtenBefore:
      "skipped: got emails from this campaign before their account was removed from it"
    case .accountLeftOut: "skipped: their account is not in the campaign"
    case .rejected: "skipped: their account was rejected in the review"
    case .activeElsewhere:
      "skipped: active in another campaign of the same or higher priority"
    case .refused(let why): "skipped: \(why.ofMany)"
    }
  }

  /// They are in the sequence.
  var isGood: Bool {
    switch self {
    case .enrolled, .already: true
    case .writtenBefore, .accountLeftOut, .rejected, .activeElsewhere, .refused: false
    }
  }
}
