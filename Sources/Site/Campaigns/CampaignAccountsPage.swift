import HTTPTypes
import Outreach
import Postgres
import Text
import Web

/// Templates/Campaigns/accounts.mustache: the accounts of a campaign on a page of their own, where
/// scores, tags and notes are edited in the row and several accounts are decided together.
struct CampaignAccountsPage: Page {
  static let template = "Campaigns/accounts"

  let frame: Frame
  let head: CampaignHead
  let topic: String
  let accounts: AccountsTable
}

extension Site {
  func campaignAccounts(_ request: Request) throws -> Response {
    try campaignAccounts(request, edit: AccountEdit(request))
  }

  private func campaignAccounts(
    _ request: Request, edit: AccountEdit?, status: HTTPResponse.Status = .ok
  ) throws -> Response {
    let id: Campaign.ID = try request.parameter("campaign")
    let order = AccountOrder(request)
    let (found, accounts) = try database.together(
      CampaignOverview.question(id), order.question(of: id))
    guard let overview = found else { throw Refusal.notFound("campaign") }
    let currentUser = try currentUser
    let head = try campaignHead(overview, on: .accounts)
    return try page(
      CampaignAccountsPage(
        frame: frame(of: head), head: head, topic: "campaign:\(id)",
        accounts: AccountsTable(
          accounts, in: order, of: overview, edit: edit, request, for: currentUser, words)),
      status: status)
  }

  /// The score, the tags or the note of one account; returns to the page of the change.
  func describeAccount(_ request: Request) throws -> Response {
    let campaign: Campaign.ID = try request.parameter("campaign")
    let account: Account.ID = try request.parameter("account")
    let form = request.form
    try takeTurnsDescribing(account, in: campaign)
    let before = try database.reviewCard(of: account, in: campaign)
    let back =
      switch form["back"] {
      // With another score it has another place in the queue, but stays on the card.
      case "review": ReviewView(campaign, form).showing(account).path
      case "lead": "/campaigns/\(campaign)/accounts/\(account)"
      default: request.at("/campaigns/\(campaign)/accounts", without: "edit").address([:])
      }
    func refused(
      _ field: AccountEdit.Field, _ why: String, _ version: FormVersion? = nil
    ) throws -> Response {
      if form["back"] == "review" {
        return try reviewPage(
          ReviewView(campaign, form).showing(account),
          refused: .init(form: form, scoreError: why, version: version))
      }
      if form.has("back") { return try leadPage(request, scoreError: why, notesVersion: version) }
      var edit = AccountEdit(field, of: account)
      (edit.typed, edit.reason, edit.error) = (form[field.rawValue], form["reason"], why)
      edit.version = version
      return try campaignAccounts(
        request, edit: edit, status: version == nil ? .unprocessableContent : .conflict)
    }
    let version = FormVersion(form, of: AccountNotes(before), page: back)
    if version.isOvertaken {
      let field = [AccountEdit.Field.score, .tags, .notes].first { form.has($0.rawValue) }
      return try refused(field ?? .notes, "", version)
    }
    if let wrong = try saveDescription(of: account, in: campaign, form) {
      return try refused(wrong.field, wrong.why)
    }
    let after = try database.reviewCard(of: account, in: campaign)
    return try seeOther(
      back, saying: .done(kept(after, before), undo: undo(after, before, request)))
  }

  /// All forms that change the notes of an account take turns, whatever their address is.
  func takeTurnsDescribing(_ account: Account.ID, in campaign: Campaign.ID) throws {
    try database.lockForm(at: "/campaigns/\(campaign)/accounts/\(account)")
  }

  /// Saves the score, the tags and the note that a form carries. If one of them is invalid, nothing
  /// is saved, and the answer says what is wrong.
  func saveDescription(
    of account: Account.ID, in campaign: Campaign.ID, _ form: Form
  ) throws -> (field: AccountEdit.Field, why: String)? {
    var fieldErrors = FieldErrors()
    fieldErrors.limit(form, ["reason": 1_000, "tags": 1_000, "notes": 10_000])
    let long: [(field: AccountEdit.Field, name: String, label: String)] = [
      (.score, "reason", "Reason"), (.tags, "tags", "Tags"), (.notes, "notes", "Notes"),
    ]
    for (field, name, label) in long where !fieldErrors[name].isEmpty {
      return (field, "\(label): \(fieldErrors[name])")
    }
    if form.has("score") {
      switch OwnScore(form["score"].trimmingBlanks()) {
      case .wrong(let why): return (.score, why)
      case .none:
        try database.override(score: nil, because: "", of: account, in: campaign)
      case .score(let score):
        try database.override(
          score: score, because: form["reason"].trimmingBlanks(), of: account, in: campaign)
      }
    }
    try database.describe(
      account, in: campaign, tags: form.has("tags") ? form["tags"].tags : nil,
      notes: form.has("notes") ? form["notes"].trimmingBlanks() : nil)
    return nil
  }

  private func kept(_ after: ReviewCard, _ before: ReviewCard) -> String {
    guard after.overrideScore != before.overrideScore else { return "Saved." }
    guard let score = after.overrideScore else {
      return "\(after.name) uses the AI score again."
    }
    return "Your score of \(Words.tenths(score)) is used for \(after.name)."
  }

  /// The form that restores the former values, if something was changed.
  private func undo(_ after: ReviewCard, _ before: ReviewCard, _ request: Request) -> Flash.Undo? {
    let isScored =
      (after.overrideScore, after.overrideReason) != (before.overrideScore, before.overrideReason)
    var fields: [HiddenField] = []
    if isScored {
      fields.append(HiddenField("score", before.overrideScore.map { "\($0)" } ?? ""))
      fields.append(HiddenField("reason", before.overrideReason))
    }
    if after.notes != before.notes { fields.append(HiddenField("notes", before.notes)) }
    if after.tags != before.tags {
      fields.append(HiddenField("tags", before.tags.joined(separator: ", ")))
    }
    guard !fields.isEmpty else { return nil }
    fields += ["back", "from", "fit"].filter(request.form.has).map {
      HiddenField($0, request.form[$0])
    }
    return .init(request.address([:]), fields)
  }

  func askToRemoveAccount(_ request: Request) throws -> Response {
    try removalPage(request)
  }

  func removeAccount(_ request: Request) throws -> Response {
    let campaign: Campaign.ID = try request.parameter("campaign")
    let account: Account.ID = try request.parameter("account")
    let name = try database.account(account).name
    do {
      try database.savepoint { try database.remove(account: account, from: campaign) }
    } catch Refusal.conflict(let why) {
      return try removalPage(request, error: "Not removed: \(why).")
    }
    return try seeOther(
      "/campaigns/\(campaign)/accounts",
      saying: .done(
        "\(name) is no longer in this campaign.",
        link: ("Available to add", "/campaigns/\(campaign)/add")))
  }

  /// Several accounts: the selected ones, or all of the list. Asks first.
  func removeAccounts(_ request: Request) throws -> Response {
    let campaign: Campaign.ID = try request.parameter("campaign")
    let path = request.at("/campaigns/\(campaign)/accounts", without: "edit").address([:])
    let chosen = try chosenAccounts(request, campaign)
    guard !chosen.accounts.isEmpty else { return try seeOther(path, saying: .bad(chosen.none)) }
    guard request.form["confirmed"] == "yes" else {
      return try page(bulkRemovalPage(request, chosen.accounts.count, back: path))
    }
    let removed = try database.remove(accounts: chosen.accounts, from: campaign)
    let words = "Removed \(Words.count(removed, "account")) from this campaign."
    let left = chosen.left(after: removed, becauseAnEmailIs: "being sent or unconfirmed")
    let link = ("Available to add", "/campaigns/\(campaign)/add")
    return try seeOther(
      path,
      saying: left.isEmpty
        ? .done(words, link: link) : .bad("\(words)\(left)", link: link))
  }

  /// The selected accounts, or, with `all`, all of the list with its search.
  func chosenAccounts(_ request: Request, _ campaign: Campaign.ID) throws -> ChosenAccounts {
    _ = try database.sequenceCampaign(campaign)
    guard request.form["all"] == "yes" else {
      let selected = Set(request.form.all("account").compactMap { Account.ID($0) })
      let accounts = try database.accounts(Array(selected), of: campaign)
      return ChosenAccounts(accounts: accounts, absent: selected.count - accounts.count)
    }
    return ChosenAccounts(
      accounts: try database.accounts(
        of: campaign, beginningWith: AccountOrder(request).search), absent: 0)
  }

  private func bulkRemovalPage(
    _ request: Request, _ count: Int, back: String
  ) throws -> ConfirmPage {
    let campaign = try database.sequenceCampaign(request.parameter("campaign"))
    let accounts = Words.count(count, "account")
    let fields =
      request.form["all"] == "yes"
      ? [HiddenField("all", "yes")]
      : request.form.all("account").map { HiddenField("account", $0) }
    return ConfirmPage(
      frame: try frame(.campaigns), question: "Remove \(accounts) from \(campaign.name)?",
      stays: """
        The accounts, their contacts and scores stay, and so do their conversations on other \
        campaigns. Their reviews, tags, notes and places in the sequence here go. They can be added \
        again from “Available to add”.
        """,
      action: request.address([:]), verb: "Remove \(accounts)", back: back,
      fields: fields + [HiddenField("confirmed", "yes")])
  }

  private func removalPage(_ request: Request, error: String = "") throws -> Response {
    let campaign: Campaign.ID = try request.parameter("campaign")
    let account: Account.ID = try request.parameter("account")
    let lead = try database.lead(account, in: campaign)
    let path = "/campaigns/\(campaign)/accounts"
    return try page(
      ConfirmPage(
        frame: frame(.campaigns), question: "Remove \(lead.accountName) from \(lead.campaignName)?",
        stays: """
          The account, its contacts and scores stay, and so do its conversations on other \
          campaigns. Its review, tags, note and place in the sequence here go. It can be added \
          again from “Available to add”.
          """,
        action: "\(path)/\(account)/remove", verb: "Remove 1 account", back: path,
        errors: error.isEmpty ? nil : FormErrors.plain(error)),
      status: error.isEmpty ? .ok : .conflict)
  }
}

/// The accounts that a bulk act is for.
struct ChosenAccounts {
  /// In the campaign, each once.
  let accounts: [Account.ID]
  /// The number of selected accounts that are not in the campaign, or no longer.
  let absent: Int

  /// Why there is nothing to do, if no account is left.
  var none: String {
    absent == 0
      ? "Select at least one account." : "None of the selected accounts is in this campaign."
  }

  /// What became of the others after `done` of them were changed, as sentences that follow another;
  /// empty if all were.
  func left(after done: Int, becauseAnEmailIs state: String) -> String {
    let left = accounts.count - done
    let (stay, them) = left == 1 ? ("stays", "it") : ("stay", "them")
    return
      (left == 0 ? "" : " \(Words.number(left)) \(stay): an email to \(them) is \(state).")
      + (absent == 0
        ? "" : " \(Words.number(absent)) \(absent == 1 ? "is" : "are") not in this campaign.")
  }
}
