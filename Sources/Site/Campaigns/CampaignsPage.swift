import Outreach
import Web

/// Templates/Campaigns/campaigns.mustache
struct CampaignsPage: Page {
  static let template = "Campaigns/campaigns"

  let frame: Frame
  let campaigns: [Item]

  struct Item {
    let id: Int
    let name: String
  }
}

extension Site {
  func campaigns(_ request: Request) throws -> Response {
    let campaigns = try database.campaigns()
    return try page(
      CampaignsPage(
        frame: frame(.campaigns),
        campaigns: campaigns.map { .init(id: $0.id.rawValue, name: $0.name) }))
  }
}
