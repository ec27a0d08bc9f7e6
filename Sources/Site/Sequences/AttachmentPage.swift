import HTTPTypes
import Outreach
import Web

/// Templates/Sequences/attached.mustache: the progress of attaching a list to the campaign, and its
/// result.
struct AttachmentPage: Page {
  static let template = "Sequences/attached"

  let frame: Frame
  let campaign: Int
  let name: String
  let id: Int
  let list: Int
  let topic: String
  let title: String
  let about: String
  /// When the leads are contacted, if that is the launch still to come, and the seconds until then.
  let launch: String
  let left: Int?
  /// The address for attaching the list again with a guardrail lifted.
  let action: String
  let back: String
  let backWords: String
  let failure: String
  let progress: ListProgress?
  let isWorking: Bool
  let mayCancel: Bool
  let mayEdit: Bool
  let accounts: [Group]
  let enrolls: Bool
  let contacts: [Group]

  struct Group {
    let figure: String
    let words: String
    let isGood: Bool
    let flags: [FlagItem]
  }
}

extension Site {
  /// Attaches a list: a short one before the answer, a long one in the background.
  func attachList(_ request: Request) throws -> Response {
    let campaign = try database.sequenceCampaign(request.parameter("campaign"))
    guard let list = LeadList.ID(request.form["list"]) else {
      throw HTTPError.badRequest("Choose a list.")
    }
    let sequence = "/campaigns/\(campaign.id)/sequence"
    if campaign.status == .completed, request.form["confirmed"] != "yes" {
      let flags = request.form.all("flag")
      return try orSayWhyNot(sequence) { try page(reopeningPage(campaign, list, flags)) }
    }
    return try orSayWhyNot(sequence) {
      let attachment = try database.attach(
        list: list, to: campaign.id, flags: request.form.all("flag"))
      return .seeOther("\(sequence)/lists/\(attachment.id)")
    }
  }

  /// Asks before a list is attached to a completed campaign: that launches it again.
  private func reopeningPage(
    _ campaign: SequenceCampaign, _ list: LeadList.ID, _ flags: [String]
  ) throws -> ConfirmPage {
    let name = try database.list(list).name
    let outlook = try database.launchOutlook(of: campaign.id, at: nil)
    let hold = try database.launchHold()
    let path = "/campaigns/\(campaign.id)/sequence"
    return ConfirmPage(
      frame: try frame(.campaigns, practice: campaign.isPractice ? Self.practiceWords : nil),
      question: "Launch \(campaign.name) again?",
      stays: "The campaign is completed. When \(name) brings new leads, it runs again and contacts "
        + "them. " + warning(about: outlook)
        + (hold == 0
          ? "To stop it, pause the campaign."
          : "For \(Words.count(hold, "second")) nothing is sent, and you can pause it."),
      action: "\(path)/lists", verb: "Attach and launch", back: "\(path)#lists",
      sums: [
        .init("List", name),
        .init(outlook.mailboxes.count == 1 ? "Mailbox" : "Mailboxes", mailboxes(of: outlook)),
        .init("First email", firstEmail(of: outlook, at: nil)),
      ],
      fields: [HiddenField("list", "\(list)"), HiddenField("confirmed", "yes")]
        + flags.map { HiddenField("flag", $0) }, isDanger: false)
  }

  func attachment(_ request: Request) throws -> Response {
    let campaign = try database.sequenceCampaign(request.parameter("campaign"))
    let id: ListAttachment.ID = try request.parameter("attachment")
    if let detachment = try database.detachment(id, of: campaign.id) {
      return try page(detachmentPage(detachment, of: campaign))
    }
    return try page(attachmentPage(database.attachment(id, of: campaign.id), of: campaign))
  }

  func cancelAttachment(_ request: Request) throws -> Response {
    let campaign: Campaign.ID = try request.parameter("campaign")
    let id: ListAttachment.ID = try request.parameter("attachment")
    let path = "/campaigns/\(campaign)/sequence/lists/\(id)"
    return try orSayWhyNot(path) {
      try database.cancel(id, of: campaign)
      return try seeOther(path, saying: .done("Canceled. Contacts already enrolled stay."))
    }
  }

  private func attachmentPage(
    _ attachment: ListAttachment, of campaign: SequenceCampaign
  ) throws -> AttachmentPage {
    let mayEdit = try currentUser.may(.edit)
    let path = "/campaigns/\(campaign.id)"
    let isWorking = attachment.state == .working
    return AttachmentPage(
      frame: try frame(.campaigns, practice: campaign.isPractice ? Self.practiceWords : nil),
      campaign: campaign.id.rawValue, name: campaign.name, id: attachment.id.rawValue,
      list: attachment.list.rawValue, topic: "attachments:\(campaign.id)",
      title: title(of: attachment),
      about: about(attachment, campaign),
      launch: campaign.launchAt.map(words.launch) ?? "",
      left: attachment.state == .done && attachment.enrolls
        && Badge.isScheduled(campaign.status, campaign.launchAt)
        ? Words.secondsUntil(campaign.launchAt) : nil,
      action: attachment.enrolls ? "\(path)/sequence/lists" : "\(path)/add",
      back: attachment.enrolls ? "\(path)/sequence" : "\(path)/accounts",
      backWords: attachment.enrolls ? "Back to the sequence" : "Back to the accounts",
      failure: attachment.error ?? "",
      progress: isWorking
        ? ListProgress(attachment.contactsDone, of: attachment.contactsInAll) : nil,
      isWorking: isWorking, mayCancel: isWorking && mayEdit, mayEdit: mayEdit && !isWorking,
      accounts: accountGroups(attachment.accounts, lifted: attachment.flags),
      enrolls: attachment.enrolls, contacts: contactGroups(attachment.contacts))
  }

  private func title(of attachment: ListAttachment) -> String {
    switch attachment.state {
    case .working: "\(attachment.listName) is being attached"
    case .canceled: "\(attachment.listName) was attached only in part"
    case .failed: "\(attachment.listName) could not be attached completely"
    case .done:
      attachment.enrolls
        ? "\(Words.count(attachment.enrolled, "lead")) enrolled"
        : "\(Words.count(attachment.accounts.added, "account")) added"
    }
  }

  private func about(_ attachment: ListAttachment, _ campaign: SequenceCampaign) -> String {
    switch attachment.state {
    case .working: "You can leave this page; attaching continues."
    case .canceled, .failed:
      "These results cover \(Words.number(attachment.contactsDone)) of "
        + "\(Words.count(attachment.contactsInAll, "contact")). Attach the list again to continue."
    case .done:
      "Result for the list \(attachment.listName). \(attachment.enrolls ? whenSent(campaign) : "")"
    }
  }

  /// When the campaign contacts leads that have just been enrolled.
  private func whenSent(_ campaign: SequenceCampaign) -> String {
    switch campaign.status {
    case .draft: "Nothing is sent until the campaign is launched."
    case .running:
      Badge.isScheduled(campaign.status, campaign.launchAt)
        ? ""
        : "The campaign is running: new leads are contacted as its schedule and limits allow."
    case .paused: "Nothing is sent until the campaign is resumed."
    case .completed: "The campaign is completed, and nothing more is sent."
    }
  }

  private func accountGroups(
    _ answer: AddingAnswer, lifted: [String]
  ) -> [AttachmentPage.Group] {
    let good = [(answer.added, "added to the campaign"), (answer.already, "already in it")]
      .filter { $0.0 > 0 }
      .map {
        AttachmentPage.Group(
          figure: Words.number($0.0), words: $0.1, isGood: true, flags: [])
      }
    return good
      + answer.blocked.map { group in
        .init(
          figure: Words.number(group.accounts), words: group.sentence, isGood: false,
          flags: Set(group.flags + lifted).sorted().map {
            FlagItem(name: $0, label: Words.sentence($0))
          })
      }
  }

  private func contactGroups(_ groups: [ContactGroup]) -> [AttachmentPage.Group] {
    groups.map { group in
      .init(
        figure: Words.number(group.contacts), words: group.outcome.words,
        isGood: group.outcome.isGood, flags: [])
    }
  }
}
