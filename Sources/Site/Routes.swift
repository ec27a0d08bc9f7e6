import Outreach
import Web

extension Site {
  /// Every address the site answers.
  package static let routes: [Route<Site, Access>] = [
    // Campaigns
    .get("/campaigns", .right(.see), campaigns)
  ]
}
