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
  let isFloored: Bool
  let floor: Int
  let floorHref: String
  let allHref: String
  let undo: [UndoForm]
  let items: [Item]
  let shown: String
  let hasNext: Bool
  let nextHref: String
  let hasBack: Bool
  let backHref: String
  /// Where the queue goes on once the account on the card is decided.
  let place: String
  /// From where the queue is read now.
  let from: String
  let hasCard: Bool
  let card: [CardWords]
  let empty: [EmptyState]
  let approved: String
  let rejected: String
  let approvedShare: String
  let session: [SessionWords]

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

  /// What was decided since one signed in.
  struct SessionWords {
    let decided: String
    let words: String
    let approved: String
    let rejected: String
    let approvedShare: String
  }
}

extension Site {
  func reviewQueue(_ request: Request) throws -> Response {
    try reviewQueue(request, refused: nil)
  }

  /// The card of an account once more, as it was typed.
  func reviewQueue(
    _ request: Request, of account: Account.ID, refused: CardWords.Refused
  ) throws -> Response {
    var shown = Request(
      .get, "/campaigns/\(request.parameters["campaign"] ?? "")/reviews",
      query: [
        "account": "\(account)", "from": request.form["from"], "fit": request.form["fit"],
      ], headers: request.headers)
    shown.parameters = request.parameters
    return try reviewQueue(shown, refused: refused)
  }

  private func reviewQueue(
    _ request: Request, refused: CardWords.Refused?
  ) throws -> Response {
    let id: Campaign.ID = try request.parameter("campaign")
    let floor: Double = ReviewFloor.isAsked(request.query) ? Double(ReviewFloor.score) : -1
    let viewer = try viewer
    let place = QueuePlace(request.query["from"])
    let (found, below, session) = try database.together(
      CampaignOverview.question(id),
      ReviewItem.queue(of: id, from: place, atLeast: floor),
      ReviewSession.question(of: id, by: viewer.person, in: viewer.session))
    guard let overview = found else { throw Refusal.notFound("campaign") }
    // Nobody is left below: those that were passed over on the way.
    let queue =
      below.isEmpty && place != nil
      ? try database.together(ReviewItem.queue(of: id, atLeast: floor)) : below
    let current = Account.ID(request.query["account"]) ?? queue.first?.account
    let card = try current.map { try database.reviewCard(of: $0, in: id) }
    let above = try card.map { card in
      try database.together(
        ReviewItem.back(
          of: id, from: QueuePlace(score: card.sortScore, account: card.account), atLeast: floor))
    }
    let undone = try Account.ID(request.query["undo"]).flatMap { account in
      try ReviewStatus(rawValue: request.query["was"]).map { was in
        ReviewQueuePage.UndoForm(
          account: account.rawValue, was: was.rawValue,
          name: try database.reviewCard(of: account, in: id).name)
      }
    }
    let head = CampaignHead(overview, on: .review, for: viewer, words: words)
    return try page(
      ReviewQueuePage(
        overview, queue, card, above ?? [], session, undone, request, isFloored: floor > 0,
        frame: frame(of: head), head: head, words: words,
        mayApprove: viewer.may(.approve), refused: refused),
      status: refused == nil ? .ok : .unprocessableContent)
  }

  func decideReview(_ request: Request) throws -> Response {
    let campaign: Campaign.ID = try request.parameter("campaign")
    let account: Account.ID = try request.parameter("account")
    let verdict: ReviewStatus = try request.field("verdict")
    let path =
      request.form["back"] == "overview"
      ? "/campaigns/\(campaign)" : "/campaigns/\(campaign)/reviews"
    // What was typed on the card is saved with the decision.
    if ["score", "notes"].contains(where: request.form.has),
      let wrong = try saveDescription(of: account, in: campaign, request.form)
    {
      return try reviewQueue(
        request, of: account, refused: .init(form: request.form, scoreError: wrong.why))
    }
    do {
      let decided = try database.savepoint {
        try database.decide(verdict, on: [account], in: campaign)
      }
      let was = decided.first?.was ?? .pending
      if request.form["back"] == "overview" {
        return try seeOther(
          path,
          saying: .done(
            verdict.words,
            undo: .init(
              "/campaigns/\(campaign)/reviews/\(account)",
              [HiddenField("verdict", was.rawValue), HiddenField("back", "overview")])))
      }
      let fit = ReviewFloor.query(request.form)
      guard verdict != .pending, request.form["undoing"].isEmpty else {
        return .seeOther("\(path)?account=\(account)\(fit)")
      }
      let place = request.form.has("place") ? "place" : "from"
      let from = QueuePlace(request.form[place]).map { "&from=\($0.word)" } ?? ""
      return .seeOther("\(path)?undo=\(account)&was=\(was)\(from)\(fit)")
    } catch Refusal.conflict(let why) {
      return try seeOther(path, saying: .bad("Not changed: \(why)."))
    }
  }

  /// Several at once: those that are ticked.
  func decideReviews(_ request: Request) throws -> Response {
    let campaign: Campaign.ID = try request.parameter("campaign")
    let verdict: ReviewStatus = try request.field("verdict")
    let accounts = request.form.all("account").compactMap { Account.ID($0) }
    let path = request.at("/campaigns/\(campaign)/accounts", without: "edit").address([:])
    guard !accounts.isEmpty else {
      return try seeOther(path, saying: .bad("Nothing is ticked. Tick the accounts first."))
    }
    let decided = try database.decide(verdict, on: accounts, in: campaign)
    let left = accounts.count - decided.count
    let words = "\(verdict.words) \(Words.count(decided.count, "account"))."
    return try seeOther(
      path,
      saying: left == 0
        ? .done(words) : .bad("\(words) \(Words.number(left)) are written to already."))
  }
}

extension QueuePlace {
  /// "8.4_1234", as the link to the next in the queue says it.
  init?(_ text: String) {
    let parts = text.split(separator: "_")
    guard parts.count == 2, let score = Double(parts[0]), (-99...99).contains(score),
      let account = Account.ID(String(parts[1])), (0..<Int.max).contains(account.rawValue)
    else { return nil }
    self.init(score: score, account: account)
  }

  var word: String { "\(Words.tenths(score))_\(account)" }
}

extension ReviewQueuePage {
  init(
    _ overview: CampaignOverview, _ queue: [ReviewItem], _ card: ReviewCard?,
    _ above: [QueuePlace], _ session: ReviewSession?, _ undo: UndoForm?, _ request: Request,
    isFloored: Bool, frame: Frame, head: CampaignHead, words: Words,
    mayApprove: Bool, refused: CardWords.Refused?
  ) {
    let statistics = overview.statistics
    let shown = queue.prefix(14)
    self.frame = frame
    self.head = head
    self.mayApprove = mayApprove
    self.isFloored = isFloored
    campaign = overview.campaign.id.rawValue
    pending = "\(Words.number(statistics.pending)) pending"
    floor = ReviewFloor.score
    floorHref = "/campaigns/\(campaign)/reviews?fit=\(ReviewFloor.score)"
    allHref = "/campaigns/\(campaign)/reviews"
    self.undo = undo.map { [$0] } ?? []
    items = shown.map { item in
      Item(
        account: item.account.rawValue, name: item.name, about: item.about,
        score: ScoreChip(ai: item.fitScore, override: item.overrideScore),
        isCurrent: item.account == card?.account,
        href: request.address(["account": "\(item.account)", "undo": "", "was": ""]))
    }
    self.shown = "\(shown.count) of \(Words.number(statistics.pending))"
    hasNext = card != nil && queue.count > 1
    func href(from place: String) -> String {
      request.address(["from": place, "account": "", "undo": "", "was": ""])
    }
    // The next without a decision: the queue from below the card on.
    from = request.query["from"]
    place = card.map { QueuePlace(score: $0.sortScore, account: $0.account).word } ?? ""
    nextHref = href(from: place)
    // The one before it: the queue from below the one before that.
    hasBack = !above.isEmpty
    backHref = href(from: above.count > 1 ? above[1].word : "")
    self.session = session.flatMap { $0.decided > 0 ? [SessionWords($0)] : nil } ?? []
    hasCard = card != nil
    self.card =
      card.map { [CardWords($0, goal: overview.campaign.goal, words, refused: refused)] } ?? []
    empty =
      card != nil
      ? []
      : [
        statistics.total == 0
          ? EmptyState(
            "Nobody to review", "Add accounts first.", action: "Open the campaign",
            href: "/campaigns/\(campaign)")
          : EmptyState(
            isFloored ? "None of \(ReviewFloor.score) and above is left" : "All reviewed",
            "\(Words.number(statistics.approved)) approved can be written to.",
            action: isFloored ? "Show the others" : "Open the campaign",
            href: isFloored ? allHref : "/campaigns/\(campaign)")
      ]
    approved = Words.number(statistics.approved)
    rejected = Words.number(statistics.rejected)
    let decided = statistics.approved + statistics.rejected
    approvedShare = Words.length(
      decided == 0 ? 0 : Double(statistics.approved) / Double(decided))
  }
}

extension ReviewQueuePage.SessionWords {
  init(_ session: ReviewSession) {
    decided = Words.number(session.decided)
    words = "reviewed in \(Words.duration(seconds: session.seconds))"
    approved = Words.number(session.approved)
    rejected = Words.number(session.rejected)
    approvedShare = Words.length(Double(session.approved) / Double(session.decided))
  }
}
