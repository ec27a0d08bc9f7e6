import Outreach
import Web

/// Templates/Sequences/detached.mustache: the progress of detaching a long list from the campaign,
/// and its result.
struct DetachmentPage: Page {
  static let template = "Sequences/detached"

  let frame: Frame
  let campaign: Int
  let name: String
  let topic: String
  let title: String
  let about: String
  let failure: String
  let progress: ListProgress?
  let isWorking: Bool
  let rows: [Row]

  struct Row {
    let figure: String
    let words: String
  }
}

/// Templates/Sequences/progress.mustache: the contacts of a list that are processed.
struct ListProgress {
  let width: String
  let words: String

  init(_ done: Int, of all: Int) {
    let share = all == 0 ? 1 : Double(done) / Double(all)
    width = Words.length(share)
    words =
      "\(Words.number(done)) of \(Words.number(all)) contacts processed, \(Words.percent(share))"
  }
}

extension Site {
  func detachmentPage(
    _ detachment: Detachment, of campaign: SequenceCampaign
  ) throws -> DetachmentPage {
    let isWorking = detachment.state == .working
    return DetachmentPage(
      frame: try frame(.campaigns, practice: campaign.isPractice ? Self.practiceWords : nil),
      campaign: campaign.id.rawValue, name: campaign.name, topic: "attachments:\(campaign.id)",
      title: title(of: detachment), about: about(detachment), failure: detachment.error ?? "",
      progress: isWorking
        ? ListProgress(detachment.contactsDone, of: detachment.contactsInAll) : nil,
      isWorking: isWorking,
      rows: [
        .init(figure: Words.number(detachment.leadsRemoved), words: "not contacted yet: removed"),
        .init(
          figure: Words.number(detachment.leadsWritten),
          words: detachment.ends
            ? "already contacted: they get nothing more" : "already contacted: they continue"),
      ])
  }

  private func title(of detachment: Detachment) -> String {
    switch detachment.state {
    case .working: "\(detachment.listName) is being detached"
    case .canceled, .failed: "\(detachment.listName) could not be detached completely"
    case .done: "\(detachment.listName) is detached"
    }
  }

  private func about(_ detachment: Detachment) -> String {
    switch detachment.state {
    case .working: "You can leave this page; detaching continues."
    case .canceled, .failed:
      "The leads below are those of \(Words.number(detachment.contactsDone)) of "
        + "\(Words.count(detachment.contactsInAll, "contact")). The others are still in the "
        + "campaign: attach the list again, then detach it."
    case .done:
      "\(Words.count(detachment.accountsRemoved, "account")) without any lead, review or note "
        + "left the campaign, too. Attach the list again to bring all of them back."
    }
  }
}
