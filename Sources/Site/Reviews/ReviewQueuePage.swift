import HTTPTypes
import Outreach
import Postgres
import Web

/// Templates/Reviews/queue.mustache: one account at a time, decided by keyboard, with the queue
/// beside it.
struct ReviewQueuePage: Page {
  static let template = "Reviews/queue"

  let frame: Frame
  let head: CampaignHead
  let campaign: Int
  let pending: String
  let mayApprove: Bool
  /// A link to all scores, or to the higher ones alone.
  let filter: Link
  let undo: UndoForm?
  let items: [Item]
  let shown: String
  /// Empty if there is no account below, or above, the one on the card.
  let nextHref: String
  let backHref: String
  /// Hidden fields of the form on the card.
  let fields: [HiddenField]
  let card: CardWords?
  let empty: EmptyState?
  let session: SessionWords?
  let soFar: DecidedWords
  let chart: DecisionChart?

  struct Link {
    let label: String
    let href: String
  }

  struct Item {
    let account: Int
    let name: String
    let about: String
    let score: ScoreChip
    let isCurrent: Bool
    let href: String
  }

  struct UndoForm {
    let account: Int
    let was: String
    let name: String
  }

  /// The decisions since the person signed in.
  struct SessionWords {
    let count: String
    let words: String
    let decided: DecidedWords
  }
}

/// Templates/Reviews/decided.mustache: approved beside rejected, as a bar and in figures.
struct DecidedWords {
  let approved: String
  let rejected: String
  let approvedShare: String

  init(approved: Int, rejected: Int) {
    self.approved = Words.number(approved)
    self.rejected = Words.number(rejected)
    approvedShare = Words.length(Double(approved) / Double(max(approved + rejected, 1)))
  }
}

extension Site {
  func reviewQueue(_ request: Request) throws -> Response {
    try reviewPage(ReviewView(request.parameter("campaign"), request.query))
  }

  /// `refused` is input on the card that cannot be saved.
  func reviewPage(_ view: ReviewView, refused: CardWords.Refused? = nil) throws -> Response {
    let desk = try ReviewDesk(view, for: currentUser, in: database)
    let head = try campaignHead(desk.overview, on: .review)
    return try page(
      ReviewQueuePage(
        desk, frame: frame(of: head), head: head,
        card: desk.card.map {
          CardWords($0, goal: desk.overview.campaign.goal, words, refused: refused)
        }),
      status: refused == nil ? .ok : refused?.version == nil ? .unprocessableContent : .conflict)
  }

  func decideReview(_ request: Request) throws -> Response {
    let campaign: Campaign.ID = try request.parameter("campaign")
    let account: Account.ID = try request.parameter("account")
    let verdict: ReviewStatus = try request.field("verdict")
    let form = request.form
    let view = ReviewView(campaign, form)
    // Input on the card is saved with the decision.
    if ["score", "notes"].contains(where: form.has) {
      try takeTurnsDescribing(account, in: campaign)
      let version = FormVersion(
        form, of: AccountNotes(try database.reviewCard(of: account, in: campaign)),
        page: view.showing(account).path)
      if version.isOvertaken {
        return try reviewPage(
          view.showing(account), refused: .init(form: form, scoreError: "", version: version))
      }
      if let wrong = try saveDescription(of: account, in: campaign, form) {
        return try reviewPage(
          view.showing(account), refused: .init(form: form, scoreError: wrong.why))
      }
    }
    let isOnOverview = form["back"] == "overview"
    do {
      let was = try database.savepoint {
        try database.decide(verdict, on: [account], in: campaign).first?.was ?? .pending
      }
      if isOnOverview { return try decidedOnOverview(verdict, account, in: campaign, was: was) }
      guard verdict != .pending, form["undoing"].isEmpty else {
        return .seeOther(view.reading(from: nil).showing(account).path)
      }
      let place = QueuePlace(form[form.has("place") ? "place" : "from"])
      return .seeOther(view.after(.init(account: account, was: was), at: place).path)
    } catch Refusal.conflict(let why) {
      return try seeOther(
        isOnOverview ? "/campaigns/\(campaign)" : ReviewView(campaign).path,
        saying: .bad("Not changed: \(why)."))
    }
  }

  private func decidedOnOverview(
    _ verdict: ReviewStatus, _ account: Account.ID, in campaign: Campaign.ID, was: ReviewStatus
  ) throws -> Response {
    let undo = Flash.Undo(
      "/campaigns/\(campaign)/reviews/\(account)",
      [HiddenField("verdict", was.rawValue), HiddenField("back", "overview")])
    return try seeOther("/campaigns/\(campaign)", saying: .done(verdict.words, undo: undo))
  }

  /// Several accounts: the selected ones.
  func decideReviews(_ request: Request) throws -> Response {
    let campaign: Campaign.ID = try request.parameter("campaign")
    let verdict: ReviewStatus = try request.field("verdict")
    let chosen = try chosenAccounts(request, campaign)
    let path = request.at("/campaigns/\(campaign)/accounts", without: "edit").address([:])
    guard !chosen.accounts.isEmpty else { return try seeOther(path, saying: .bad(chosen.none)) }
    var decided = 0
    do {
      decided = try database.savepoint {
        try database.decide(verdict, on: chosen.accounts, in: campaign).count
      }
    } catch Refusal.conflict {
      // The only one is being contacted, and stays as several do.
    }
    let words = "\(verdict.words) \(Words.count(decided, "account"))."
    let left = chosen.left(after: decided, becauseAnEmailIs: "being sent")
    return try seeOther(path, saying: left.isEmpty ? .done(words) : .bad("\(words)\(left)"))
  }
}

extension ReviewQueuePage {
  fileprivate init(_ desk: ReviewDesk, frame: Frame, head: CampaignHead, card: CardWords?) {
    let view = desk.view
    let statistics = desk.overview.statistics
    self.frame = frame
    self.head = head
    self.card = card
    campaign = view.campaign.rawValue
    mayApprove = desk.mayApprove
    pending = "\(Words.number(statistics.pending)) pending"
    filter = Link(toOtherScoresFrom: view)
    undo = desk.undo
    let listed = desk.queue.prefix(14)
    items = listed.map { Item($0, on: view, isCurrent: $0.account == desk.card?.account) }
    shown = "\(listed.count) of \(Words.number(statistics.pending))"
    fields = view.fields + [HiddenField("place", desk.place?.word ?? "")]
    nextHref = desk.queue.count > 1 ? desk.place.map { view.reading(from: $0).path } ?? "" : ""
    // To show the previous account, the queue begins below the one before that.
    backHref =
      desk.above.isEmpty ? "" : view.reading(from: desk.above.dropFirst().first).path
    empty = card == nil ? .noReview(statistics, on: view) : nil
    session = desk.session.flatMap { $0.decided > 0 ? SessionWords($0) : nil }
    soFar = DecidedWords(approved: statistics.approved, rejected: statistics.rejected)
    chart = DecisionChart(desk.decisions)
  }
}

extension ReviewQueuePage.Link {
  fileprivate init(toOtherScoresFrom view: ReviewView) {
    var other = ReviewView(view.campaign)
    other.isFloored = !view.isFloored
    label = view.isFloored ? "All scores" : "Score \(ReviewFloor.score) and above"
    href = other.path
  }
}

extension ReviewQueuePage.Item {
  fileprivate init(_ item: ReviewItem, on view: ReviewView, isCurrent: Bool) {
    account = item.account.rawValue
    name = item.name
    about = item.about
    score = ScoreChip(ai: item.fitScore, override: item.overrideScore)
    self.isCurrent = isCurrent
    href = view.showing(item.account).path
  }
}

extension ReviewQueuePage.SessionWords {
  fileprivate init(_ session: ReviewSession) {
    count = Words.number(session.decided)
    words = "reviewed in \(Words.duration(seconds: session.seconds))"
    decided = DecidedWords(approved: session.approved, rejected: session.rejected)
  }
}

extension EmptyState {
  fileprivate static func noReview(
    _ statistics: CampaignStatistics, on view: ReviewView
  ) -> EmptyState {
    let campaign = "/campaigns/\(view.campaign)"
    guard statistics.total > 0 else {
      return EmptyState(
        "No accounts to review", "Add accounts first.", action: "Open the campaign", href: campaign)
    }
    return EmptyState(
      view.isFloored ? "None of \(ReviewFloor.score) and above is left" : "All reviewed",
      "\(Words.number(statistics.approved)) approved can be contacted.",
      action: view.isFloored ? "Show the others" : "Open the campaign",
      href: view.isFloored ? ReviewView(view.campaign).path : campaign)
  }
}
