extension Site {
  /// Every address of the API.
  static let apiRoutes: [APIRoute] =
    CampaignsResource.routes + AccountsResource.routes + ContactsResource.routes
    + ListsResource.routes
}
