import Outreach

/// Templates/Campaigns/head.mustache: the head of every page of one campaign: its name, its states,
/// its actions, and the tabs.
///
///     let head: CampaignHead
///     …
///     {{#head}}{{>Campaigns/head}}{{/head}}
struct CampaignHead {
  let id: Int
  let name: String
  let isOverview: Bool
  let mayEdit: Bool
  let stage: Badge
  /// Nil for an archived campaign, which sends nothing.
  let status: Badge?
  let isArchived: Bool
  let goal: String
  let product: String
  let productHref: String
  let about: String
  let mayPause: Bool
  let mayResume: Bool
  let mayEnterCosts: Bool
  /// Empty if there is nothing to review, or this is the review page.
  let review: String
  /// False where the page has a primary button of its own.
  let isReviewPrimary: Bool
  /// The next act for a draft; nil while accounts wait for review, and on the page of that act.
  let next: Next?
  let tabs: Tabs
  let stop: Stop?
  let schedule: Schedule?
  let awaited: Awaited?
  let isPractice: Bool
  let completion: Completion?

  struct Next {
    let label: String
    let href: String
  }

  /// For a completed campaign: how it can continue, if accounts still wait for review.
  struct Completion {
    let campaign: Int
    let pending: String
    let mayEdit: Bool
  }

  struct Stop {
    let title: String
    let reason: String
    let mayResume: Bool
    let campaign: Int
  }

  /// Launched for later: the actions until then.
  struct Schedule {
    let campaign: Int
    let mayChange: Bool
    let launch: String
    let about: String
    let left: Int?
  }

  /// A draft that is launched when its lists are attached, or was refused then.
  struct Awaited {
    let campaign: Int
    let title: String
    let about: String
    let mayCancel: Bool
    let verb: String
  }

  /// The pages of a campaign; one without a route is not shown.
  enum Page: CaseIterable {
    case overview, accounts, review, sequence, conversations, costs, audit, settings
  }
}

extension CampaignHead {
  init(
    _ overview: CampaignOverview, _ launch: AwaitedLaunch?, on page: Page,
    for currentUser: CurrentUser, words: Words
  ) {
    let campaign = overview.campaign
    id = campaign.id.rawValue
    name = campaign.name
    isOverview = page == .overview
    mayEdit = currentUser.may(.edit)
    // Beside the state of its emails, which the stage does not change.
    stage = campaign.stage.badge.about("Stage").followed(by: "set by your team").filled
    let isScheduled =
      !campaign.isArchived && Badge.isScheduled(campaign.status, campaign.launchAt)
    // One that has emailed people cannot become a draft again: it is paused instead.
    let mayCancel = isScheduled && !overview.hasBegun
    let moment = campaign.launchAt.map(words.launch) ?? ""
    status =
      campaign.isArchived ? nil : Self.status(of: overview, launch: isScheduled ? moment : nil)
    isArchived = campaign.isArchived
    goal = campaign.goal.words
    product = campaign.productName
    productHref = "/products/\(campaign.product)"
    about = Self.about(campaign, words)
    mayPause =
      currentUser.may(.launch) && campaign.status == .running && !isArchived
      && !mayCancel
    mayResume = currentUser.may(.launch) && campaign.status == .paused && !isArchived
    mayEnterCosts = currentUser.may(.enterCosts)
    let pending = overview.statistics.pending
    completion =
      campaign.status == .completed && !isArchived && [.overview, .review].contains(page)
      ? Completion(
        campaign: id,
        pending: pending == 0
          ? ""
          : "\(Words.count(pending, "account")) still \(pending == 1 ? "waits" : "wait") "
            + "for review.",
        mayEdit: currentUser.may(.edit)) : nil
    let mayReview = page != .review && currentUser.may(.approve) && pending > 0 && !isArchived
    review = mayReview ? "Review \(Words.number(pending))" : ""
    isReviewPrimary = page != .sequence
    next =
      mayReview || page == .sequence
      ? nil : overview.need.flatMap { Next($0, of: campaign.id, for: currentUser) }
    tabs = Tabs(
      label: "Campaign",
      tabs: Page.allCases.compactMap {
        Tabs.Tab($0, of: overview, isCurrent: $0 == page, for: currentUser)
      })
    isPractice = overview.isPractice
    stop = isArchived ? nil : Self.stop(of: overview, for: currentUser)
    awaited = isArchived ? nil : launch.map { Awaited($0, of: campaign.id, for: currentUser) }
    schedule =
      isScheduled && page == .overview
      ? Schedule(
        campaign: id, mayChange: currentUser.may(.launch) && mayCancel, launch: moment,
        about: mayCancel
          ? "No emails are sent before then, and you can still change everything."
          : "No emails are sent before then. To stop it, pause the campaign.",
        left: Words.secondsUntil(campaign.launchAt)) : nil
  }
}

extension CampaignHead.Awaited {
  fileprivate init(
    _ launch: AwaitedLaunch, of campaign: Campaign.ID, for currentUser: CurrentUser
  ) {
    let isWaiting = launch.refusedBecause == nil
    self.init(
      campaign: campaign.rawValue,
      title: isWaiting
        ? "Launches when its lists are attached." : "The awaited launch was refused.",
      about: launch.refusedBecause
        ?? "A program requested the launch while contacts were still being added.",
      mayCancel: currentUser.may(.launch), verb: isWaiting ? "Cancel the launch" : "Dismiss")
  }
}

extension CampaignHead.Next {
  fileprivate init?(_ need: DraftNeed, of campaign: Campaign.ID, for currentUser: CurrentUser) {
    let sequence = "/campaigns/\(campaign)/sequence"
    switch need {
    case .list: self.init(label: "Attach a list", href: "\(sequence)#lists")
    case .step: self.init(label: "Write the first email", href: "\(sequence)?step=new#editor")
    case .launch: self.init(label: "Check and launch", href: "\(sequence)#checklist")
    }
    guard currentUser.may(need == .launch ? .launch : .edit) else { return nil }
  }
}

extension CampaignHead {
  /// The campaign's state; before its launch, when that is.
  private static func status(of overview: CampaignOverview, launch: String?) -> Badge {
    let campaign = overview.campaign
    let badge = Badge.campaign(campaign.status, launchAt: campaign.launchAt, overview.mails)
    return launch.map {
      Badge(
        $0, badge.glyph, badge.tone, isFilled: true, left: Words.secondsUntil(campaign.launchAt))
    }
      ?? badge.about("Email").filled
  }

  /// "German · Ann, since 17 Oct, changed today 08:09"
  private static func about(_ campaign: Campaign, _ words: Words) -> String {
    let language = LanguageWords.name(of: campaign.language)
    return (campaign.hasOwnLanguage ? language : "\(language), from the product")
      + (campaign.createdBy.isEmpty ? "" : " · \(campaign.createdBy)")
      + ", since \(words.day(campaign.createdAt))"
      + (campaign.updatedAt > campaign.createdAt
        ? ", changed \(words.time(campaign.updatedAt))" : "")
  }

  /// Why nothing is sent: the program paused it, or its mailboxes may not send.
  private static func stop(of overview: CampaignOverview, for currentUser: CurrentUser) -> Stop? {
    let campaign = overview.campaign
    if let pause = campaign.pause {
      return Stop(
        title: "Paused automatically.", reason: pause.words,
        mayResume: currentUser.may(.launch), campaign: campaign.id.rawValue)
    }
    return overview.obstacle.map {
      Stop(
        title: "No emails are being sent.", reason: $0.ofCampaign, mayResume: false,
        campaign: campaign.id.rawValue)
    }
  }
}

extension Tabs.Tab {
  fileprivate init?(
    _ page: CampaignHead.Page, of overview: CampaignOverview, isCurrent: Bool,
    for currentUser: CurrentUser
  ) {
    guard Site.answers(page.pattern), currentUser.may(page.right) else { return nil }
    let figure: Int? =
      switch page {
      case .accounts: overview.statistics.total
      case .review: overview.statistics.pending
      default: nil
      }
    self.init(
      label: page.label,
      href: page.pattern.replacing(":campaign", with: overview.campaign.id.description),
      isCurrent: isCurrent, count: figure.map(Words.number) ?? "", liveKey: "tab-\(page.label)")
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
  /// The frame around a page of this campaign, with a notice if it sends to test recipients.
  func frame(of head: CampaignHead) throws -> Frame {
    try frame(.campaigns, practice: head.isPractice ? Self.practiceWords : nil)
  }

  static let practiceWords = """
    This campaign sends to test recipients. No email leaves this server.
    """

  /// The head of a campaign's page, for pages of every room.
  func campaignHead(_ campaign: Campaign.ID, on page: CampaignHead.Page) throws -> CampaignHead {
    try campaignHead(database.overview(of: campaign), on: page)
  }

  /// The same, where the campaign was read already.
  func campaignHead(
    _ overview: CampaignOverview, on page: CampaignHead.Page
  ) throws -> CampaignHead {
    let campaign = overview.campaign
    let awaited = campaign.status == .draft ? try database.awaitedLaunch(of: campaign.id) : nil
    return CampaignHead(overview, awaited, on: page, for: try currentUser, words: words)
  }
}
