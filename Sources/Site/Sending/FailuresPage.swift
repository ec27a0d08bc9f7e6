import HTTPTypes
import Outreach
import Postgres
import Web

/// Templates/Sending/failures.mustache: why emails of a campaign failed, and which of them can be
/// tried again.
struct FailuresPage: Page {
  static let template = "Sending/failures"

  let frame: Frame
  let head: CampaignHead
  let campaign: Int
  let total: String
  let items: [Item]
  let leads: [Lead]
  /// How many leads there are, if not all are shown.
  let leadsCount: String
  let empty: EmptyState?
  let again: Again?
  let isFinal: Bool

  struct Item {
    let mails: String
    let reason: String
    let advice: String
    let answer: String
    let isTried: Bool
    let outcome: String
  }

  struct Lead {
    let href: String
    let name: String
    let about: String
    let step: String
    let reason: String
    let outcome: String
    let answer: String
  }

  struct Again {
    let campaign: Int
    let title: String
    let sentence: String
    let verb: String
  }
}

extension Site {
  func failures(_ request: Request) throws -> Response {
    let id: Campaign.ID = try request.parameter("campaign")
    let overview = try database.overview(of: id)
    let head = try campaignHead(overview, on: .sequence)
    let groups = try database.failures(of: id)
    let again = try again(groups, overview.campaign)
    let failed = try database.failedEmails(of: id, limit: 50)
    let total = groups.reduce(0) { $0 + $1.mails }
    return try page(
      FailuresPage(
        frame: frame(of: head), head: head, campaign: id.rawValue,
        total: Words.count(total, "email"), items: groups.map(item),
        leads: failed.map { lead($0, of: id) },
        leadsCount: failed.count < total
          ? "the first \(Words.number(failed.count)) of \(Words.count(total, "email"))"
          : Words.count(failed.count, "email"),
        empty: groups.isEmpty
          ? EmptyState("No failed emails", "Failed emails appear here with the reason.")
          : nil,
        again: again, isFinal: !groups.contains { $0.obstacle == nil }))
  }

  func tryFailuresAgain(_ request: Request) throws -> Response {
    let id: Campaign.ID = try request.parameter("campaign")
    do {
      let mails = try database.savepoint {
        try database.tryFailedAgain(in: id, by: currentUser.person)
      }
      let isPaused = try database.overview(of: id).campaign.status == .paused
      return try seeOther(
        "/campaigns/\(id)",
        saying: .done(
          "\(Words.count(mails, "email")) \(mails == 1 ? "is" : "are") being retried"
            + (isPaused ? " when the campaign is resumed." : ".")))
    } catch Refusal.conflict(let why) {
      return try seeOther("/campaigns/\(id)/failures", saying: .bad("Not retried: \(why)."))
    }
  }

  private func lead(_ email: FailedEmail, of campaign: Campaign.ID) -> FailuresPage.Lead {
    FailuresPage.Lead(
      href: "/campaigns/\(campaign)/leads/\(email.enrollment)", name: email.name,
      about: [email.email, email.company].filter { !$0.isEmpty }.joined(separator: " · "),
      step: "Step \(email.step)", reason: email.reason.inSingle,
      outcome: email.obstacle.map { "Not retried: \($0.words)" } ?? "Can be retried",
      answer: email.answer)
  }

  private func item(_ group: FailureGroup) -> FailuresPage.Item {
    FailuresPage.Item(
      mails: Words.number(group.mails), reason: group.reason.inSingle,
      advice: group.obstacle == nil || group.obstacle == .refused || group.obstacle == .doubted
        ? group.reason.advice : group.obstacle?.advice ?? "",
      answer: group.answer, isTried: group.obstacle == nil,
      outcome: group.obstacle.map { "Not retried: \($0.words)" } ?? "Can be retried")
  }

  /// For viewers who may launch, while there is something to try again.
  private func again(
    _ groups: [FailureGroup], _ campaign: Campaign
  ) throws -> FailuresPage.Again? {
    let safe = groups.filter { $0.obstacle == nil }
    let mails = safe.reduce(0) { $0 + $1.mails }
    guard mails > 0, try currentUser.may(.launch), !campaign.isArchived else { return nil }
    let others = groups.reduce(0) { $0 + $1.mails } - mails
    let them = mails == 1 ? "it" : "them"
    let runs =
      switch campaign.status {
      case .completed:
        "The campaign runs again until \(mails == 1 ? "it is" : "they are") through."
      case .paused: "The campaign is paused: nothing is sent until it is resumed."
      case .draft, .running: "The campaign continues as it is."
      }
    let rest =
      switch others {
      case 0: ""
      case 1: " The other one stays as it is."
      default: " The other \(Words.number(others)) stay as they are."
      }
    return FailuresPage.Again(
      campaign: campaign.id.rawValue,
      title: "Try \(Words.count(mails, "email")) again",
      sentence: """
        Sends \(Words.count(mails, "email")) again that surely did not arrive: each lead’s first one \
        now, what failed after it in the waits of the steps. The schedule, the limits of \
        the mailboxes, approvals and suppressions hold for \(them) as for any other. \(runs)\(rest)
        """,
      verb: "Try \(Words.count(mails, "email")) again")
  }
}

extension FailureReason {
  /// As a line of its own.
  fileprivate var inSingle: String { words.prefix(1).uppercased() + words.dropFirst() }
}
