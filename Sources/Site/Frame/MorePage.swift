import Web

/// Templates/Frame/more.mustache: the whole sidebar, for phones.
struct MorePage: Page {
  static let template = "Frame/more"

  let frame: Frame
}

extension Site {
  func more(_ request: Request) throws -> Response {
    try page(MorePage(frame: frame(.none)))
  }
}
