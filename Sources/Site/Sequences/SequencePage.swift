import Composing
import Foundation
import HTTPTypes
import Outreach
import Postgres
import Web

/// Templates/Sequences/sequence.mustache
struct SequencePage: Page {
  static let template = "Sequences/sequence"

  let frame: Frame
  let head: CampaignHead
  let campaign: Int
  let summary: String
  /// The seconds until the launch that the summary is about; nil: it is not scheduled.
  let left: Int?
  let mayEdit: Bool
  let steps: [StepItem]
  let facts: [Fact]
  let editor: StepEditor?
  let preview: StepPreview?
  /// Nil for a completed campaign.
  let checklist: Checklist?
  let checklistTitle: String
  let completion: Completion?
  let launch: LaunchForm?
  let launchChange: LaunchChange?
  let lists: [ListItem]
  let attachingTopic: String
  let flags: [FlagItem]
  let boxes: [BoxItem]
  let boxErrors: FormErrors?
  let boxVersion: FormVersion
  let plan: PlanChart?
  let schedule: ScheduleForm

  /// The text of a completed campaign in place of the checklist.
  struct Completion {
    let mayEdit: Bool
  }

  struct Fact {
    let label: String
    let value: String
  }
}

/// Refused input, which is shown again in its own panel.
struct RefusedForms {
  var step: StepForm?
  var schedule: ScheduleForm?
  var launchAt = ""
  var launchError = ""
  var boxes: RefusedMailboxes?
}

/// The mailboxes that were chosen for a campaign, and why they were not saved: empty if someone else
/// chose others in the meantime.
struct RefusedMailboxes {
  let chosen: Set<Mailbox.ID>
  let version: FormVersion
  var why = ""
}

extension Site {
  func sequence(_ request: Request) throws -> Response {
    try page(sequencePage(request))
  }

  func sequencePage(_ request: Request, _ refused: RefusedForms = .init()) throws -> SequencePage {
    let campaign = try database.sequenceCampaign(request.parameter("campaign"))
    let head = try campaignHead(campaign.id, on: .sequence)
    let steps = try database.steps(of: campaign.id)
    let isArchived = head.isArchived
    let mayEdit = try currentUser.may(.edit) && !isArchived
    let chosen = chosenStep(request, steps, refused)
    let lacking = try lacking(steps, campaign.id)
    let checks = try database.launchChecks(of: campaign.id)
    let checklist = checklist(checks, lacking, of: campaign.id)
    let form = refused.step ?? chosen.map(StepForm.init) ?? StepForm.new(isFirst: steps.isEmpty)
    return SequencePage(
      frame: try frame(of: head), head: head, campaign: campaign.id.rawValue,
      summary: isArchived
        ? "Restore the campaign to change, launch or resume it." : summary(of: campaign, checklist),
      left: !isArchived && Badge.isScheduled(campaign.status, campaign.launchAt)
        ? Words.secondsUntil(campaign.launchAt) : nil,
      mayEdit: mayEdit, steps: stepItems(steps, lacking, chosen: form.position),
      facts: facts(of: campaign),
      editor: mayEdit
        ? StepEditor(
          form, campaign: campaign.id, steps: steps.count, tracksClicks: campaign.trackClicks,
          lacking) : nil,
      preview: try preview(request, campaign, steps, chosen),
      checklist: campaign.status == .completed || isArchived ? nil : checklist,
      checklistTitle: campaign.isDraft ? "Before launch" : "Setup",
      completion: campaign.status == .completed && !isArchived
        ? SequencePage.Completion(mayEdit: mayEdit) : nil,
      launch: try isArchived ? nil : launchForm(campaign, isReady: checklist.isReady, refused),
      launchChange: try isArchived || head.mayPause ? nil : launchChange(campaign, refused),
      // The others are there to be attached.
      lists: try listItems(campaign).filter { mayEdit || $0.isAttached || $0.isWorking },
      attachingTopic: "attachments:\(campaign.id)",
      flags: guardrailFlags,
      boxes: try boxItems(refused.boxes?.chosen ?? Set(database.mailboxes(of: campaign.id))),
      boxErrors: refused.boxes.flatMap { $0.why.isEmpty ? nil : FormErrors.plain($0.why) },
      boxVersion: try refused.boxes?.version ?? FormVersion(of: chosenMailboxes(of: campaign.id)),
      plan: try isArchived ? nil : planChart(of: campaign, steps),
      schedule: try refused.schedule
        ?? ScheduleForm(database.schedule(of: campaign.id), zone: currentUser.timeZone))
  }

  func lacking(_ steps: [Step], _ campaign: Campaign.ID) throws -> [LackingField] {
    try database.leads(
      of: campaign, lacking: Set(steps.flatMap(\.tagsWithoutFallback)).sorted())
  }

  /// The step that the address names: the first by default, none for `?step=new`.
  private func chosenStep(
    _ request: Request, _ steps: [Step], _ refused: RefusedForms
  ) -> Step? {
    if let form = refused.step { return steps.first { $0.position == form.position } }
    let wanted = request.query["step"]
    if wanted == "new" { return nil }
    return steps.first { "\($0.position)" == wanted } ?? steps.first
  }

  private func summary(of campaign: SequenceCampaign, _ checklist: Checklist) -> String {
    if Badge.isScheduled(campaign.status, campaign.launchAt), let at = campaign.launchAt {
      return words.launch(at: at)
    }
    return switch campaign.status {
    case .draft: checklist.sentence
    case .running, .paused: "Changes apply to emails that are not sent yet."
    case .completed: "This campaign is completed."
    }
  }

  private func facts(of campaign: SequenceCampaign) -> [SequencePage.Fact] {
    func word(_ isOn: Bool) -> String { isOn ? "On" : "Off" }
    return [
      .init(label: "Stop on reply", value: word(campaign.checkReply)),
      .init(label: "Track opens", value: word(campaign.trackOpens)),
      .init(label: "Track clicks", value: word(campaign.trackClicks)),
    ]
  }
}
