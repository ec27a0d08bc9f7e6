import Foundation
import Outreach
import Web

/// Templates/Sending/leads.mustache
struct LeadsPage: Page {
  static let template = "Sending/leads"

  let frame: Frame
  let head: CampaignHead
  let campaign: Int
  let search: String
  let isSearching: Bool
  let filters: [Filter]
  let items: [Item]
  let paging: Paging?
  let empty: EmptyState?

  struct Filter {
    let label: String
    let href: String
    let isCurrent: Bool
  }

  struct Item {
    let href: String
    let name: String
    let email: String
    let company: String
    let badge: Badge
    let sent: String
    let last: String
    let next: String
  }
}

extension Site {
  /// Filters: who got it, who did not, and who is waiting.
  func sequenceLeads(_ request: Request) throws -> Response {
    let id: Campaign.ID = try request.parameter("campaign")
    let overview = try database.overview(of: id)
    let head = try campaignHead(overview, on: .sequence)
    let filter = SequenceLead.Filter(rawValue: request.query["state"]) ?? .all
    let search = request.query["q"].trimmingCharacters(in: .whitespaces)
    let turn = PageTurn(request)
    let key: Enrollment.ID? = turn.key?.id(0)
    let (found, stop) =
      search.isEmpty
      ? (
        try database.sequenceLeads(of: id, filter, key: key, isBackwards: turn.isBackwards), nil
      )
      : try database.sequenceLeads(
        of: id, holding: search, key: key, isBackwards: turn.isBackwards)
    let (shown, paging) = Paging.of(
      found, turn, request, of: ("lead", "leads"), stop: stop.map { (["\($0.key)"], $0.looked) }
    ) { ["\($0.enrollment)"] }
    return try page(
      LeadsPage(
        frame: frame(of: head), head: head, campaign: id.rawValue, search: search,
        isSearching: !search.isEmpty, filters: leadFilters(filter, request),
        items: shown.map { leadItem($0, of: overview.campaign) },
        paging: shown.isEmpty ? nil : paging,
        empty: shown.isEmpty ? paging.notYetFound ?? noLeads(filter, search, of: id) : nil))
  }

  private func leadFilters(
    _ current: SequenceLead.Filter, _ request: Request
  ) -> [LeadsPage.Filter] {
    SequenceLead.Filter.allCases.map { filter in
      LeadsPage.Filter(
        label: filter.words,
        href: request.address([
          "state": filter == .all ? "" : filter.rawValue, "after": "", "before": "", "q": "",
        ]), isCurrent: filter == current)
    }
  }

  private func leadItem(_ lead: SequenceLead, of campaign: Campaign) -> LeadsPage.Item {
    LeadsPage.Item(
      href: "/campaigns/\(campaign.id)/leads/\(lead.enrollment)", name: lead.name,
      email: lead.email,
      company: lead.company,
      badge: leadBadge(lead.state, lead.exitReason, lead.nextState, refusal: lead.refusal),
      sent: Words.number(lead.sent), last: lead.lastSentAt.map { words.time($0) } ?? "–",
      next: nextEmail(of: lead, first: campaign.status.mustFirst(isArchived: campaign.isArchived)))
  }

  /// When the next email is sent, or what has to come before it: as the sender decides. `first` is the
  /// campaign's own condition.
  func nextEmail(of lead: SequenceLead, first: String) -> String {
    guard let step = lead.nextStep, let state = lead.nextState else {
      // Not planned yet: that happens at the launch.
      if lead.failure == nil, lead.sent == 0, lead.campaignBinding == .campaign {
        return beforeLaunch(of: lead, step: 1, first: first)
      }
      return lead.failure ?? "–"
    }
    if state == .unconfirmed { return "step \(step) is unconfirmed" }
    let when = lead.nextAt.map { $0.timeIntervalSinceNow < 1 ? "due now" : words.time($0) }
    switch lead.binding {
    case .campaign: return beforeLaunch(of: lead, step: step, first: first)
    case .contact, .ended: return "nothing more is sent"
    case .absence: return lead.heldUntil.map { "away until \(words.time($0))" } ?? "away"
    case .answer: return "step \(step), once the reply is read"
    case .doubt: return "step \(step), once an unconfirmed email is resolved"
    case .rejected: return "nothing: the account is rejected"
    case .approval: return "step \(step), once the account is approved"
    case .launch, .wait, .step, .condition, .window, .mailbox, .domain, nil:
      return "step \(step), \(when ?? "when its schedule opens")"
    }
  }

  /// A lead that gets nothing after the launch either is not said to wait for it.
  private func beforeLaunch(of lead: SequenceLead, step: Int, first: String) -> String {
    switch lead.leadBinding {
    case .rejected: "nothing: the account is rejected"
    case .contact, .ended: "nothing more is sent"
    case .approval: "step \(step), \(first) and the account is approved"
    case .campaign, .launch, .absence, .answer, .doubt, .wait, .step, .condition, .window,
      .mailbox, .domain, nil:
      "step \(step), \(first)"
    }
  }

  private func noLeads(
    _ filter: SequenceLead.Filter, _ search: String, of campaign: Campaign.ID
  ) -> EmptyState {
    if !search.isEmpty {
      return EmptyState(
        "No leads found", "No lead of this campaign matches “\(search)”.")
    }
    if filter != .all {
      return EmptyState(
        "No lead is \(filter.words.lowercased())",
        "Leads appear here when that happens.")
    }
    return EmptyState(
      "No leads yet", "Attach a list: its contacts are enrolled in the sequence.",
      action: "To the campaign", href: "/campaigns/\(campaign)")
  }
}

extension CampaignStatus {
  /// The condition for anything of a campaign to be sent.
  func mustFirst(isArchived: Bool) -> String {
    if isArchived { return "once the campaign is restored from the archive" }
    return switch self {
    case .draft: "once the campaign is launched"
    case .running, .paused: "once the campaign is resumed"
    case .completed: "once the campaign is open again"
    }
  }
}

extension SequenceLead.Filter {
  fileprivate var words: String {
    switch self {
    case .all: "All"
    case .active: "Active"
    case .finished: "Finished"
    case .replied: "Replied"
    case .bounced: "Bounced"
    case .unsubscribed: "Unsubscribed"
    case .removed: "Removed"
    case .failed: "Failed"
    case .unconfirmed: "Unconfirmed"
    }
  }
}

/// A lead's state as a shape and a word.
func leadBadge(
  _ state: Enrollment.State, _ exitReason: ExitReason?, _ open: Delivery.State?,
  refusal: ContactRefusal?
) -> Badge {
  if let exitReason { return exitReason.badge }
  if open == .unconfirmed { return Delivery.State.unconfirmed.badge }
  if let refusal { return refusal.badge }
  return switch state {
  case .finished: Badge("Finished", "g-ok", "green")
  case .active, .exited: Badge("In the sequence", "g-live", "green")
  }
}
