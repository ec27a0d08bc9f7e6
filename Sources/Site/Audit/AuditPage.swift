import Foundation
import HTTPTypes
import Outreach
import Postgres
import Web

/// Templates/Audit/audit.mustache
struct AuditPage: Page {
  static let template = "Audit/audit"

  let frame: Frame
  let tabs = Tabs.settings(on: .audit)
  /// For one campaign; otherwise for the workspace.
  let isOfCampaign: Bool
  let head: CampaignHead?
  let address: String
  let entries: [Item]
  let isEmpty: Bool
  let people: FormField
  let kinds: FormField
  let from: FormField
  let to: FormField
  let isFiltered: Bool
  let paging: Paging

  struct Item {
    let when: String
    let exact: String
    let who: String
    let address: String
    let act: String
    let name: String
    let campaign: Int
    /// Empty if it is obvious.
    let campaignName: String
    let changes: [AuditChange]
  }
}

extension Site {
  func audit(_ request: Request) throws -> Response {
    try auditPage(request, campaign: nil)
  }

  func campaignAudit(_ request: Request) throws -> Response {
    try auditPage(request, campaign: request.parameter("campaign"))
  }

  private func auditPage(_ request: Request, campaign: Campaign.ID?) throws -> Response {
    let head = try campaign.map { try campaignHead($0, on: .audit) }
    let turn = PageTurn(request)
    let filter = try filter(request, campaign)
    let found = try database.auditTrail(
      filter, from: auditKey(turn), newer: turn.isBackwards, limit: 51)
    let (shown, paging) = Paging.of(
      found, turn, request, of: ("entry", "entries"),
      total: try database.auditTotal(filter), words: ("Newer", "Older"),
      key: { [$0.at.sqlText, "\($0.id)"] })
    let maySeeCosts = try currentUser.may(.seeCosts)
    let kinds = AuditEntry.Kind.allCases.filter { maySeeCosts || $0 != .expense }
    let people = try database.members().map { ("\($0.person)", $0.name) }
    return try page(
      AuditPage(
        frame: head.map(frame(of:)) ?? frame(.settings), isOfCampaign: head != nil,
        head: head, address: request.path,
        entries: try shown.map { try item(of: $0, inCampaign: campaign != nil) },
        isEmpty: shown.isEmpty,
        people: FormField(
          "person", "Who", value: request.query["person"], options: [("", "Anyone")] + people),
        kinds: FormField(
          "kind", "What", value: request.query["kind"],
          options: [("", "Anything")] + kinds.map { ($0.rawValue, Words.sentence($0.words)) }),
        from: FormField("from", "From", value: request.query["from"], type: "date"),
        to: FormField("to", "To", value: request.query["to"], type: "date"),
        isFiltered: ["person", "kind", "from", "to"].contains { !request.query[$0].isEmpty },
        paging: paging))
  }

  /// A malformed time or number is not a key.
  private func auditKey(_ turn: PageTurn) -> [String]? {
    guard let key = turn.key, let at = key.moment(0), let id = key.number(1) else { return nil }
    return [at.sqlText, "\(id)"]
  }

  private func filter(_ request: Request, _ campaign: Campaign.ID?) throws -> AuditFilter {
    let query = request.query
    return AuditFilter(
      campaign: campaign, person: Person.ID(query["person"]),
      kind: AuditEntry.Kind(rawValue: query["kind"]), from: day(query["from"]),
      to: day(query["to"]),
      timeZone: try currentUser.timeZone, hidesCosts: try !currentUser.may(.seeCosts))
  }

  /// An existing day, or none.
  private func day(_ text: String) -> Day? {
    guard let day = Day(sqlText: text), (1900...9999).contains(day.year) else { return nil }
    return day
  }

  private func item(of entry: AuditEntry, inCampaign: Bool) throws -> AuditPage.Item {
    AuditPage.Item(
      when: words.time(entry.at), exact: words.exact(entry.at),
      who: AuditWords.who(entry),
      // Only administrators see the addresses that members work from.
      address: try currentUser.may(.administer) ? entry.address : "",
      act: try AuditWords.act(entry),
      name: AuditWords.subject(entry),
      campaign: entry.campaign?.rawValue ?? 0,
      campaignName: inCampaign || entry.subjectKind == .campaign ? "" : entry.campaignName,
      changes: try AuditWords.changes(entry, words))
  }
}
