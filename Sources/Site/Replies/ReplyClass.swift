import Outreach

extension Reply.Class {
  package var badge: Badge {
    switch self {
    case .positive: Badge("Positive", "g-flag", "green")
    case .neutral: Badge("Neutral", "g-eq")
    case .negative: Badge("Negative", "g-no", "red")
    case .notNow: Badge("Not now", "g-clk", "blue")
    case .wrongPerson: Badge("Wrong person", "g-ppl")
    case .outOfOffice: Badge("Out of office", "g-moon")
    case .unsubscribe: Badge("Unsubscribe", "g-slash", "red")
    }
  }

  /// The people whom such a reply names are offered as other contacts.
  var namesOthers: Bool {
    switch self {
    case .wrongPerson, .outOfOffice: true
    case .positive, .neutral, .negative, .notNow, .unsubscribe: false
    }
  }
}
