import Outreach
import Web

/// Templates/Dashboards/first-run.mustache: the steps to the first reply, while there is no
/// campaign.
struct FirstRunPage: Page {
  static let template = "Dashboards/first-run"

  let frame: Frame
  let first: FirstSteps
  let canInvite: Bool
  let empty: EmptyState
}

/// Templates/Dashboards/first_steps.mustache: each step links to its page, until the first email
/// has been sent.
struct FirstSteps {
  let done: String
  let steps: [Step]

  struct Step {
    let number: Int
    let state: String
    let isDone: Bool
    let title: String
    let text: String
    let verb: String
    let href: String
    let isPrimary: Bool
    let isOpen: Bool
  }
}

extension Site {
  func firstRun(_ figures: StartFigures) throws -> Response {
    try page(
      FirstRunPage(
        frame: frame(.dashboard), first: firstSteps(figures),
        canInvite: try currentUser.may(.administer),
        empty: EmptyState(
          "No replies yet",
          "Replies appear here about two seconds after they arrive, sorted by category.")))
  }

  func firstSteps(_ figures: StartFigures) throws -> FirstSteps {
    let currentUser = try currentUser
    let campaign = try database.firstCampaign()
    let all = [
      currentUser.may(.administer) ? zoneStep(try database.workspaceFacts().timeZone) : nil,
      mailboxStep(figures),
      FirstStep(
        "People to contact",
        "A CSV with email addresses. You see every row that does not fit before anything is written.",
        "Import leads", "/imports/new", isDone: figures.lists > 0),
      FirstStep(
        "What you offer, and to whom", "A product and the profile of its best customer.",
        "Create a product", "/products/new", isDone: figures.products > 0),
      campaignStep(campaign), launchStep(campaign),
    ].compactMap { $0 }
    let next = all.firstIndex { !$0.isDone } ?? all.count - 1
    let canEdit = currentUser.may(.edit)
    return FirstSteps(
      done: "\(all.count(where: \.isDone)) of \(all.count) done",
      steps: all.enumerated().map { place, step in
        .init(
          number: place + 1, state: step.isDone ? "done" : place == next ? "now" : "",
          isDone: step.isDone, title: step.title, text: step.text, verb: step.verb,
          href: step.href, isPrimary: place == next, isOpen: canEdit && !step.href.isEmpty)
      })
  }

  private func zoneStep(_ zone: String) -> FirstStep {
    FirstStep(
      "Your time zone",
      zone == "UTC"
        ? "Times are those of UTC now. Launch times and sending windows follow your zone once you set it."
        : "Launch times and sending windows are those of \(zone).",
      zone == "UTC" ? "Set the time zone" : "Change", "/settings#workspace", isDone: zone != "UTC")
  }

  private func mailboxStep(_ figures: StartFigures) -> FirstStep {
    let practice = figures.practiceMailboxes > 0
    return FirstStep(
      "A mailbox to write from",
      practice
        ? """
        The practice mailbox is set up with test recipients who open, reply and bounce. Add your own \
        when you like.
        """
        : "Your own, tested before it is saved, or the practice mailbox with its test recipients.",
      practice ? "Add a real one" : "Add a mailbox", practice ? "/mailboxes/new" : "/mailboxes",
      isDone: figures.mailboxes > 0)
  }

  private func campaignStep(_ campaign: FirstCampaign?) -> FirstStep {
    guard let campaign else {
      return FirstStep(
        "A campaign with two emails",
        "Name it, write two steps, and look at them as a real lead would get them.",
        "New campaign", "/campaigns/new", isDone: false)
    }
    return FirstStep(
      "A campaign with two emails",
      campaign.hasSteps
        ? "\(campaign.name) has its emails." : "\(campaign.name) is made. Write its first email.",
      campaign.hasSteps ? "Look at them" : "Write the first email",
      "/campaigns/\(campaign.id)/sequence\(campaign.hasSteps ? "" : "?step=new")",
      isDone: campaign.hasSteps)
  }

  private func launchStep(_ campaign: FirstCampaign?) -> FirstStep {
    guard let campaign else {
      return FirstStep(
        "Launch", "The plan says who gets what, when, and when it will be done.", "", "",
        isDone: false)
    }
    let path = "/campaigns/\(campaign.id)"
    switch campaign.status {
    case .draft:
      return FirstStep(
        "Launch",
        campaign.hasLeads
          ? "Look through the checklist, then launch \(campaign.name)."
          : "Attach a list and choose the mailbox. Then launch \(campaign.name).",
        campaign.hasLeads ? "To the launch" : "Attach a list",
        "\(path)/sequence\(campaign.hasLeads ? "#checklist" : "#lists")", isDone: false)
    case .running, .paused, .completed:
      return FirstStep(
        "The first email",
        campaign.status == .paused
          ? "\(campaign.name) is paused. Its emails leave when you resume it."
          : "\(campaign.name) is launched. Its leads say when the first email leaves.",
        "See the leads", "\(path)/leads", isDone: false)
    }
  }
}

/// A step before it is placed among the others. Without an address it cannot be taken yet.
private struct FirstStep {
  let title: String
  let text: String
  let verb: String
  let href: String
  let isDone: Bool

  init(_ title: String, _ text: String, _ verb: String, _ href: String, isDone: Bool) {
    self.title = title
    self.text = text
    self.verb = verb
    self.href = href
    self.isDone = isDone
  }
}
