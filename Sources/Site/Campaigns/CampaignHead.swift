import Outreach

/// Templates/Campaigns/head.mustache: the head of every page of one campaign: its name, its states,
/// what can be done with it, and the tabs.
///
///     let head: CampaignHead
///     …
///     {{#head}}{{>Campaigns/head}}{{/head}}
struct CampaignHead {
  let id: Int
  let name: String
  let csrf: String
  let isOverview: Bool
  let mayEdit: Bool
  let stage: Badge
  let status: Badge
  let isArchived: Bool
  let goal: String
  let product: String
  let productHref: String
  let about: String
  let mayPause: Bool
  let mayResume: Bool
  let mayEnterCosts: Bool
  let hasReview: Bool
  let review: String
  let tabs: [Tab]
  let stops: [Stop]
  let schedules: [Schedule]
  let isPractice: Bool

  struct Tab {
    let href: String
    let label: String
    let hasCount: Bool
    let count: String
    let isCurrent: Bool
  }

  struct Stop {
    let title: String
    let reason: String
    let mayResume: Bool
    let campaign: Int
    let csrf: String
  }

  /// Launched for later: what can be done until then.
  struct Schedule {
    let campaign: Int
    let csrf: String
    let mayChange: Bool
    let launch: String
  }

  /// The pages of a campaign; one that has no route is not shown.
  enum Page: CaseIterable {
    case overview, accounts, review, sequence, conversations, costs, audit, settings
  }
}

extension CampaignHead {
  init(_ overview: CampaignOverview, on page: Page, for viewer: Viewer, words: Words) {
    let campaign = overview.campaign
    id = campaign.id.rawValue
    name = campaign.name
    csrf = viewer.csrfToken
    isOverview = page == .overview
    mayEdit = viewer.may(.edit)
    stage = campaign.stage.badge.about("Stage").filled
    let isScheduled = Badge.isScheduled(campaign.status, campaign.launchAt)
    let badge = Badge.campaign(campaign.status, launchAt: campaign.launchAt, overview.mails)
    let launch = campaign.launchAt.map(words.launch) ?? ""
    status =
      isScheduled
      ? Badge(launch, badge.glyph, badge.tone, isFilled: true) : badge.about("E-mail").filled
    isArchived = campaign.isArchived
    goal = campaign.goal.words
    product = campaign.productName
    productHref = "/products/\(campaign.product)"
    let language = LanguageWords.name(of: campaign.language)
    about =
      (campaign.hasOwnLanguage ? language : "\(language), from the product")
      + (campaign.createdBy.isEmpty ? "" : " · \(campaign.createdBy)")
      + ", since \(words.day(campaign.createdAt))"
      + (campaign.updatedAt > campaign.createdAt
        ? ", changed \(words.time(campaign.updatedAt))" : "")
    mayPause =
      viewer.may(.launch) && campaign.status == .running && !isArchived
      && !isScheduled
    mayResume = viewer.may(.launch) && campaign.status == .paused && !isArchived
    mayEnterCosts = viewer.may(.enterCosts)
    let pending = overview.statistics.pending
    hasReview = page != .review && viewer.may(.approve) && pending > 0 && !isArchived
    review = "Review \(Words.number(pending))"
    tabs = Page.allCases.compactMap { Tab($0, of: overview, isCurrent: $0 == page, for: viewer) }
    isPractice = overview.isPractice
    stops = Self.stops(of: overview, for: viewer)
    schedules =
      isScheduled && page == .overview
      ? [
        Schedule(
          campaign: id, csrf: csrf, mayChange: viewer.may(.launch) && !isArchived, launch: launch)
      ] : []
  }
}

extension CampaignHead {
  /// Why nothing is sent: the program paused it, or its mailboxes may not send.
  private static func stops(of overview: CampaignOverview, for viewer: Viewer) -> [Stop] {
    let campaign = overview.campaign
    if !campaign.pauseReason.isEmpty {
      return [
        Stop(
          title: "Paused by the program.", reason: campaign.pauseReason,
          mayResume: viewer.may(.launch), campaign: campaign.id.rawValue, csrf: viewer.csrfToken)
      ]
    }
    guard let obstacle = overview.obstacle else { return [] }
    return [
      Stop(
        title: "Nothing is sent now.", reason: obstacle.ofCampaign, mayResume: false,
        campaign: campaign.id.rawValue, csrf: viewer.csrfToken)
    ]
  }
}

extension CampaignHead.Tab {
  init?(
    _ page: CampaignHead.Page, of overview: CampaignOverview, isCurrent: Bool, for viewer: Viewer
  ) {
    guard Site.answers(page.pattern), viewer.may(page.right) else { return nil }
    href = page.pattern.replacing(":campaign", with: overview.campaign.id.description)
    label = page.label
    self.isCurrent = isCurrent
    let figure: Int? =
      switch page {
      case .accounts: overview.statistics.total
      case .review: overview.statistics.pending
      default: nil
      }
    hasCount = figure != nil
    count = Words.number(figure ?? 0)
  }
}

extension CampaignHead.Page {
  fileprivate var label: String {
    switch self {
    case .overview: "Overview"
    case .accounts: "Accounts"
    case .review: "Review"
    case .sequence: "Sequence"
    case .conversations: "Conversations"
    case .costs: "Costs"
    case .audit: "Audit"
    case .settings: "Settings"
    }
  }

  fileprivate var pattern: String {
    switch self {
    case .overview: "/campaigns/:campaign"
    case .accounts: "/campaigns/:campaign/accounts"
    case .review: "/campaigns/:campaign/reviews"
    case .sequence: "/campaigns/:campaign/sequence"
    case .conversations: "/campaigns/:campaign/conversations"
    case .costs: "/campaigns/:campaign/costs"
    case .audit: "/campaigns/:campaign/audit"
    case .settings: "/campaigns/:campaign/settings"
    }
  }

  fileprivate var right: Right {
    switch self {
    case .costs: .seeCosts
    case .settings: .edit
    default: .see
    }
  }
}

extension Site {
  /// The frame around a page of this campaign, which says so when it writes to invented people.
  func frame(of head: CampaignHead) throws -> Frame {
    try frame(.campaigns, practice: head.isPractice ? Self.practiceWords : nil)
  }

  static let practiceWords = """
    This campaign writes to invented people on this machine. Nobody real is written to.
    """

  /// The head of a campaign's page, for pages of every room.
  func campaignHead(_ campaign: Campaign.ID, on page: CampaignHead.Page) throws -> CampaignHead {
    CampaignHead(try database.overview(of: campaign), on: page, for: try viewer, words: words)
  }
}
