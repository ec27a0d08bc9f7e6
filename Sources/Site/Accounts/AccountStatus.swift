import Outreach

extension AccountStatus {
  /// At the start of a line.
  package var words: String {
    switch self {
    case .prospect: "Prospect"
    case .contacted: "Contacted"
    case .responded: "Responded"
    case .qualified: "Qualified"
    case .customer: "Customer"
    case .lost: "Lost"
    case .churned: "Churned"
    case .partner: "Partner"
    case .supplier: "Supplier"
    case .investor: "Investor"
    case .press: "Press"
    case .analyst: "Analyst"
    case .candidate: "Candidate"
    case .influencer: "Influencer"
    case .competitor: "Competitor"
    case .personalNetwork: "Personal network"
    case .doNotContact: "Do not contact"
    }
  }

  /// In front of "accounts": "do-not-contact".
  var adjective: String { words.lowercased().replacing(" ", with: "-") }

  var badge: Badge {
    let (glyph, tone) =
      switch self {
      case .prospect: ("g-ring", "")
      case .contacted: ("g-send", "blue")
      case .responded: ("g-rep", "green")
      case .qualified: ("g-up", "green")
      case .customer: ("g-ok", "green")
      case .lost: ("g-no", "")
      case .churned: ("g-dn", "")
      case .competitor, .personalNetwork: ("g-lock", "amber")
      case .doNotContact: ("g-lock", "red")
      case .partner, .supplier, .investor, .press, .analyst, .candidate, .influencer:
        ("g-ppl", "")
      }
    return Badge(words, glyph, tone)
  }
}

extension [AccountStatus] {
  /// "customer and press"
  var adjectives: String { map(\.adjective).joined(separator: " and ") }
}
