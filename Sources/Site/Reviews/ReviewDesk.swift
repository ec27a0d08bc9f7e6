import Outreach
import Postgres
import Web

/// The data of the review page: the queue, the account on the card, and the way back.
struct ReviewDesk {
  let view: ReviewView
  let mayApprove: Bool
  let overview: CampaignOverview
  let queue: [ReviewItem]
  let card: ReviewCard?
  /// The two accounts above the card's, the nearer one first.
  let above: [QueuePlace]
  let session: ReviewSession?
  let decisions: [ScoreDecisions]
  let undo: ReviewQueuePage.UndoForm?

  init(_ view: ReviewView, for currentUser: CurrentUser, in database: Connection) throws {
    let (overview, below, session, decisions) = try database.together(
      CampaignOverview.question(view.campaign),
      ReviewItem.queue(of: view.campaign, from: view.from, atLeast: view.floor),
      ReviewSession.question(of: view.campaign, by: currentUser.person, in: currentUser.session),
      ScoreDecisions.latest(of: view.campaign))
    guard let overview else { throw Refusal.notFound("campaign") }
    self.view = view
    self.overview = overview
    self.session = session
    self.decisions = decisions
    mayApprove = currentUser.may(.approve) && !overview.campaign.isArchived
    // After the last account the queue begins at the top again, with the accounts that were
    // skipped.
    queue =
      below.isEmpty && view.from != nil
      ? try database.together(ReviewItem.queue(of: view.campaign, atLeast: view.floor)) : below
    card = try (view.account ?? queue.first?.account).map {
      try database.reviewCard(of: $0, in: view.campaign)
    }
    above =
      try card.map {
        try database.together(
          ReviewItem.back(
            of: view.campaign, from: QueuePlace(of: $0), atLeast: view.floor))
      } ?? []
    undo = try view.undo.map {
      .init(
        account: $0.account.rawValue, was: $0.was.rawValue,
        name: try database.reviewCard(of: $0.account, in: view.campaign).name)
    }
  }

  /// The place of the account on the card: the queue continues below it.
  var place: QueuePlace? { card.map(QueuePlace.init(of:)) }
}

extension QueuePlace {
  fileprivate init(of card: ReviewCard) {
    self.init(score: card.sortScore, account: card.account)
  }
}
