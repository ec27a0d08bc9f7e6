import Outreach

extension EnrollmentOutcome {
  /// The words after the number of contacts of an attached list.
  var words: String {
    switch self {
    case .enrolled: "enrolled; their first email is planned"
    case .already: "in this sequence already"
    case .writtenBefore:
      "left out: had emails of this campaign before their account was removed from it"
    case .accountLeftOut: "left out: their account is not in the campaign"
    case .rejected: "left out: their account was rejected in the review"
    case .activeElsewhere:
      "left out: active in another campaign of the same or higher priority"
    case .refused(let why): "left out: \(why.ofMany)"
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
