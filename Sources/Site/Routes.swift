import Outreach
import Web

extension Site {
  /// Every address the site answers.
  package static let routes: [Route<Site, Access>] = [
    // Campaigns
    .get("/campaigns", .right(.see), campaigns),
    // Tracking: whoever comes with a link of a message has no session
    .get("/o/:token", .anyone, pixel),
    .get("/c/:token/:number", .anyone, click),
    .get("/u/:token", .anyone, unsubscribePage),
    .post("/u/:token", .oneClick, unsubscribe),
    // Suppressions
    .get("/suppressions", .right(.see), suppressions),
    .post("/suppressions", .right(.edit), addSuppression),
    .get("/suppressions/:email/remove", .right(.edit), confirmSuppressionRemoval),
    .post("/suppressions/:email/remove", .right(.edit), removeSuppression),
  ]
}
