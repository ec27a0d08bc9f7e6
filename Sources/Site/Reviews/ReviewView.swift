import Outreach
import Web

/// The address of a campaign's review queue: which part of it is shown, and which account is on the
/// card. The links of the page, its forms and their answers are all made from it.
struct ReviewView: Equatable {
  let campaign: Campaign.ID
  /// The place from which the queue is read; nil for its top.
  var from: QueuePlace?
  /// Only accounts that fit at least moderately.
  var isFloored = false
  /// The account on the card; nil for the first of the queue.
  var account: Account.ID?
  /// The last decision, while it can be undone.
  var undo: Undo?

  struct Undo: Equatable {
    let account: Account.ID
    let was: ReviewStatus
  }

  init(_ campaign: Campaign.ID) {
    self.campaign = campaign
  }

  /// From the query of the page, or from a form that was submitted on it.
  init(_ campaign: Campaign.ID, _ fields: Form) {
    self.init(campaign)
    from = QueuePlace(fields["from"])
    isFloored = ReviewFloor.isAsked(fields)
    account = Account.ID(fields["account"])
    if let account = Account.ID(fields["undo"]), let was = ReviewStatus(rawValue: fields["was"]) {
      undo = Undo(account: account, was: was)
    }
  }

  var floor: Double { isFloored ? Double(ReviewFloor.score) : -1 }

  var path: String {
    let query = [
      account.map { "account=\($0)" }, undo.map { "undo=\($0.account)&was=\($0.was)" },
      from.map { "from=\($0.word)" }, isFloored ? "fit=\(ReviewFloor.score)" : nil,
    ].compactMap { $0 }
    let path = "/campaigns/\(campaign)/reviews"
    return query.isEmpty ? path : "\(path)?\(query.joined(separator: "&"))"
  }

  /// Hidden fields of a form on the page, to come back here.
  var fields: [HiddenField] {
    [HiddenField("from", from?.word ?? "")]
      + (isFloored ? [HiddenField("fit", "\(ReviewFloor.score)")] : [])
  }

  /// The queue from another place, with its first account on the card.
  func reading(from place: QueuePlace?) -> ReviewView {
    var view = ReviewView(campaign)
    (view.from, view.isFloored) = (place, isFloored)
    return view
  }

  /// The same part of the queue, with this account on the card.
  func showing(_ account: Account.ID) -> ReviewView {
    var view = reading(from: from)
    view.account = account
    return view
  }

  /// Where the queue continues after a decision that can be undone.
  func after(_ decision: Undo, at place: QueuePlace?) -> ReviewView {
    var view = reading(from: place)
    view.undo = decision
    return view
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
