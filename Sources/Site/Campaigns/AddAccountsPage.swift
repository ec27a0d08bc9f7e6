import HTTPTypes
import Outreach
import Postgres
import Text
import Web

/// Templates/Campaigns/add.mustache: accounts that could be added, beside those already in the
/// campaign.
struct AddAccountsPage: Page {
  static let template = "Campaigns/add"

  let frame: Frame
  let head: CampaignHead
  let campaign: Int
  let search: String
  let isSearching: Bool
  let isEmpty: Bool
  let candidates: [Candidate]
  let inside: [Candidate]
  let total: String
  let list: FormField?
  let paging: Paging

  struct Candidate {
    let id: Int
    let name: String
    let about: String
    let status: Badge
  }
}

/// Templates/Campaigns/added.mustache: the result of a bulk-add, grouped by reason.
struct AddedPage: Page {
  static let template = "Campaigns/added"

  let frame: Frame
  let head: CampaignHead
  let campaign: Int
  let isDry: Bool
  let title: String
  let added: String
  let already: String
  let blocked: String
  let groups: [Group]
  let choice: [HiddenField]
  let flags: [String]

  struct Group {
    let count: String
    let kinds: String
    let sentence: String
    let isOverridable: Bool
    let verb: String
    let flags: [String]
  }
}

extension Site {
  func candidates(_ request: Request) throws -> Response {
    let id: Campaign.ID = try request.parameter("campaign")
    let turn = PageTurn(request)
    let search = request.query["q"].trimmingBlanks()
    let found = try database.candidates(for: id, search: search, at: turn.alphabetPlace)
    let (shown, paging) = Paging.of(found, turn, request, of: ("account", "accounts")) {
      [$0.nameKey, "\($0.account)"]
    }
    let latest = AccountPageRange(by: .touch, isDescending: true)
    let (overview, inside) = try database.together(
      CampaignOverview.question(id), CampaignAccount.page(latest, of: id))
    guard let overview else { throw Refusal.notFound("campaign") }
    guard !overview.campaign.isArchived else { return try refusesAccounts(id) }
    let lists = try database.listChoices()
    let head = try campaignHead(overview, on: .accounts)
    return try page(
      AddAccountsPage(
        frame: frame(of: head), head: head,
        campaign: id.rawValue, search: search, isSearching: !search.isEmpty, isEmpty: shown.isEmpty,
        candidates: shown.map(AddAccountsPage.Candidate.init),
        inside: inside.prefix(20).map(AddAccountsPage.Candidate.init),
        total: Words.number(overview.statistics.total), list: listField(lists),
        paging: paging))
  }

  private func refusesAccounts(_ campaign: Campaign.ID) throws -> Response {
    try seeOther(
      "/campaigns/\(campaign)",
      saying: .bad("This campaign is archived. Restore it, then add accounts."))
  }

  private func listField(_ lists: [ListChoice]) -> FormField? {
    guard !lists.isEmpty else { return nil }
    return FormField(
      "list", "List",
      options: lists.map { list in
        ("\(list.id)", "\(list.name), \(Words.count(list.contacts, "contact"))")
      })
  }

  /// Adds the chosen accounts, or with `dry` previews the result. The answer is the page itself:
  /// sent again it adds nothing, because the accounts are in the campaign by then.
  func addAccounts(_ request: Request) throws -> Response {
    let id: Campaign.ID = try request.parameter("campaign")
    guard try !database.overview(of: id).campaign.isArchived else { return try refusesAccounts(id) }
    let form = request.form
    let flags = form.all("flag").filter { !$0.isEmpty }
    let isDry = form.has("dry")
    let accounts = form.all("account").compactMap { Account.ID($0) }
    let list = LeadList.ID(form["list"])
    let search = form["matching"].trimmingBlanks()
    guard !accounts.isEmpty || list != nil || !search.isEmpty else {
      return try seeOther(
        "/campaigns/\(id)/add", saying: .bad("Select at least one account."))
    }
    if let list, accounts.isEmpty, search.isEmpty, !isDry {
      let attachment = try database.attach(list: list, to: id, flags: flags, enrolls: false)
      guard attachment.state != .working else {
        return .seeOther("/campaigns/\(id)/sequence/lists/\(attachment.id)")
      }
      return try addedPage(
        attachment.accounts, choice: [HiddenField("list", "\(list)")], flags, isDry: false, id)
    }
    let answer =
      search.isEmpty
      ? try database.addAccounts(accounts, ofList: list, to: id, flags: flags, dryRun: isDry)
      : try database.addAccounts(matching: search, to: id, flags: flags, dryRun: isDry)
    let choice =
      accounts.map { HiddenField("account", "\($0)") }
      + (list.map { [HiddenField("list", "\($0)")] } ?? [])
      + (search.isEmpty ? [] : [HiddenField("matching", search)])
    return try addedPage(answer, choice: choice, flags, isDry: isDry, id)
  }

  private func addedPage(
    _ answer: AddingAnswer, choice: [HiddenField], _ flags: [String], isDry: Bool,
    _ campaign: Campaign.ID
  ) throws -> Response {
    let head = try campaignHead(campaign, on: .accounts)
    return try page(
      AddedPage(
        answer, choice: choice, flags: flags, isDry: isDry, frame: frame(of: head), head: head))
  }
}

extension AddAccountsPage.Candidate {
  init(_ account: CandidateAccount) {
    id = account.account.rawValue
    name = account.name
    about = [account.domain, countryName(account.country)].filter { !$0.isEmpty }.joined(
      separator: " · ")
    let shown: AccountStatus =
      account.relationships.contains(.doNotContact)
      ? .doNotContact : account.relationships.first ?? account.status
    status = shown.badge
  }

  init(_ account: CampaignAccount) {
    id = account.account.rawValue
    name = account.name
    about = [account.domain, countryName(account.country)].filter { !$0.isEmpty }.joined(
      separator: " · ")
    status = account.outreach.badge
  }
}

extension AddedPage {
  init(
    _ answer: AddingAnswer, choice: [HiddenField], flags: [String], isDry: Bool, frame: Frame,
    head: CampaignHead
  ) {
    self.frame = frame
    self.head = head
    self.isDry = isDry
    self.choice = choice
    self.flags = flags
    campaign = head.id
    title =
      isDry
      ? "\(Words.count(answer.added, "account")) would be added"
      : "\(Words.count(answer.added, "account")) added"
    added = Words.number(answer.added)
    already = Words.number(answer.already)
    blocked = Words.number(answer.blockedAccounts)
    groups = answer.blocked.map { group in
      let kinds = group.kinds.adjectives
      return Group(
        count: Words.number(group.accounts), kinds: Words.sentence(kinds),
        sentence: group.sentence, isOverridable: group.verdict == .soft,
        verb:
          "Let \(Words.number(group.accounts)) \(kinds) \(group.accounts == 1 ? "account" : "accounts") in",
        flags: Array(Set(group.flags + flags)).sorted())
    }
  }
}
