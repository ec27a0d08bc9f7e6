import Outreach
import Postgres
import Web

/// A bulk act on campaigns of the list.
enum CampaignAct: String {
  case pause, resume, archive, restore

  fileprivate var done: String {
    switch self {
    case .pause: "paused"
    case .resume: "resumed"
    case .archive: "archived"
    case .restore: "restored"
    }
  }
}

extension Site {
  /// Pauses, resumes, archives or restores the selected campaigns; those that cannot be stay as
  /// they are, and the next page says how many. A campaign that the program paused is resumed on its
  /// own page, where the reason is; running ones are archived after a question.
  func changeCampaigns(_ request: Request) throws -> Response {
    guard let act = CampaignAct(rawValue: request.form["act"]) else {
      throw HTTPError.badRequest("No act was chosen.")
    }
    let back = request.at("/campaigns", without: "after").address([:])
    let selected = Set(request.form.all("campaign").compactMap { Campaign.ID($0) })
    guard !selected.isEmpty else {
      return try seeOther(back, saying: .bad("Select at least one campaign."))
    }
    let campaigns = try database.standings(of: selected)
    if act == .archive, request.form["confirmed"] != "yes",
      let question = try archivingPage(request, campaigns, back: back)
    {
      return try page(question)
    }
    var (done, refused): ([CampaignStanding], [CampaignStanding]) = ([], [])
    let stopped = campaigns.filter { act == .resume && $0.isStopped }
    for campaign in campaigns where !(act == .resume && campaign.isStopped) {
      guard !act.changesNothing(of: campaign) else {
        refused.append(campaign)
        continue
      }
      do {
        try database.savepoint { try change(campaign.id, act) }
        done.append(campaign)
      } catch Refusal.conflict {
        refused.append(campaign)
      }
    }
    let changed = done.isEmpty ? "No campaigns" : Words.count(done.count, "campaign")
    let words =
      ["\(changed) \(act.done)."]
      + leftWords(refused, act) + absentWords(selected.count - campaigns.count)
      + stoppedWords(stopped) + act.after(done)
    let sentence = words.joined(separator: " ")
    return try seeOther(
      back, saying: done.isEmpty ? .bad(sentence) : .done(sentence, undo: act.undo(of: done)))
  }

  private func change(_ campaign: Campaign.ID, _ act: CampaignAct) throws {
    switch act {
    case .pause: try database.setStatus(of: campaign, to: .paused)
    case .resume: try database.setStatus(of: campaign, to: .running)
    case .archive: try database.archive(campaign)
    case .restore: try database.restore(campaign)
    }
  }

  /// Asks before campaigns are archived; nil if none of them is running.
  private func archivingPage(
    _ request: Request, _ campaigns: [CampaignStanding], back: String
  ) throws -> ConfirmPage? {
    let atWork = campaigns.filter { $0.status == .running && !$0.isArchived }
    guard !atWork.isEmpty else { return nil }
    let isOne = atWork.count == 1
    let these =
      campaigns.count == 1
      ? "It is running and stops"
      : "\(Words.number(atWork.count)) of them \(isOne ? "is running and stops" : "are running and stop")"
    let all = Words.count(campaigns.count, "campaign")
    return ConfirmPage(
      frame: try frame(.campaigns), question: "Archive \(all)?",
      stays: """
        \(these) sending. Everything is kept. Restored, \(isOne ? "it is" : "they are") paused until \
        you resume \(isOne ? "it" : "them").
        """,
      action: request.address([:]), verb: "Archive \(all)", back: back,
      sums: [.init("Running", named(atWork))],
      fields: [HiddenField("act", CampaignAct.archive.rawValue), HiddenField("confirmed", "yes")]
        + campaigns.map { HiddenField("campaign", "\($0.id)") })
  }

  /// "2 campaigns stay as they are (Spring, Autumn): only running campaigns are paused."
  private func leftWords(_ left: [CampaignStanding], _ act: CampaignAct) -> [String] {
    guard !left.isEmpty else { return [] }
    let stay = left.count == 1 ? "stays as it is" : "stay as they are"
    return ["\(Words.count(left.count, "campaign")) \(stay) (\(named(left))): \(act.rule)"]
  }

  private func absentWords(_ absent: Int) -> [String] {
    guard absent > 0 else { return [] }
    return ["\(Words.count(absent, "selected campaign")) \(absent == 1 ? "does" : "do") not exist."]
  }

  /// "2 were paused by the bounce limit (Spring, Autumn): resume them on their own pages."
  private func stoppedWords(_ stopped: [CampaignStanding]) -> [String] {
    let groups = [
      ("by the bounce limit", stopped.filter { $0.pauseReason == .bounces }),
      ("automatically", stopped.filter { $0.pauseReason != .bounces }),
    ]
    return groups.filter { !$0.1.isEmpty }.map { how, campaigns in
      let isOne = campaigns.count == 1
      return "\(Words.number(campaigns.count)) \(isOne ? "was" : "were") paused \(how) "
        + "(\(named(campaigns))): resume \(isOne ? "it on its own page" : "them on their own pages")."
    }
  }

  /// The first three by name, and how many more.
  private func named(_ campaigns: [CampaignStanding]) -> String {
    let names = campaigns.prefix(3).map { $0.name.count > 60 ? "\($0.name.prefix(60))…" : $0.name }
    let more = campaigns.count - names.count
    return names.joined(separator: ", ") + (more == 0 ? "" : " and \(Words.number(more)) more")
  }
}

extension CampaignStanding {
  /// The program paused it: its page says why, and what to do before it is resumed.
  fileprivate var isStopped: Bool { status == .paused && pauseReason != nil }
}

extension CampaignAct {
  /// Archived campaigns are not archived again, nor are others restored.
  fileprivate func changesNothing(of campaign: CampaignStanding) -> Bool {
    switch self {
    case .pause, .resume: false
    case .archive: campaign.isArchived
    case .restore: !campaign.isArchived
    }
  }

  /// Why others stay as they are.
  fileprivate var rule: String {
    switch self {
    case .pause: "only running campaigns are paused."
    case .resume: "only paused campaigns are resumed."
    case .archive: "archived campaigns are not archived again."
    case .restore: "only archived campaigns are restored."
    }
  }

  /// What else is to be known of those that were changed.
  fileprivate func after(_ done: [CampaignStanding]) -> [String] {
    let running = done.count { $0.status == .running && $0.isArchived }
    guard self == .restore, running > 0 else { return [] }
    return [
      running == 1
        ? "1 was running and is paused until you resume it."
        : "\(Words.number(running)) were running and are paused until you resume them."
    ]
  }

  /// The opposite act on the same campaigns. Nothing takes a campaign back into the archive: it may have
  /// been running there.
  fileprivate func undo(of done: [CampaignStanding]) -> Flash.Undo? {
    let opposite: CampaignAct? =
      switch self {
      case .pause: .resume
      case .resume: .pause
      case .archive: .restore
      case .restore: nil
      }
    guard let opposite, !done.isEmpty else { return nil }
    return .init(
      "/campaigns/acts",
      [HiddenField("act", opposite.rawValue)] + done.map { HiddenField("campaign", "\($0.id)") })
  }
}
