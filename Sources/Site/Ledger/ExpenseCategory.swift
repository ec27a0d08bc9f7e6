import Outreach

extension ExpenseCategory {
  package var words: String {
    switch self {
    case .adsGoogle: "Ads, Google"
    case .adsMeta: "Ads, Meta"
    case .adsLinkedIn: "Ads, LinkedIn"
    case .adsOther: "Ads, other"
    case .agency: "Agency"
    case .labour: "Labor"
    case .software: "Software"
    case .content: "Content"
    case .event: "Event"
    case .other: "Other"
    }
  }
}
