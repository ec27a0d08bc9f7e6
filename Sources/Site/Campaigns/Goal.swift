import Outreach

extension Goal {
  package var words: String {
    switch self {
    case .sales: "Sales"
    case .partnership: "Partnership"
    case .press: "Press"
    case .investor: "Investor"
    case .recruiting: "Recruiting"
    case .customerExpansion: "Customer expansion"
    case .winBack: "Win-back"
    case .event: "Event"
    case .research: "Research"
    case .influencer: "Influencer"
    case .renewal: "Renewal"
    }
  }
}
