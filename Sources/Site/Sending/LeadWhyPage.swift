import Composing
import Foundation
import Outreach
import Web

/// Templates/Sending/why.mustache
struct LeadWhyPage: Page {
  static let template = "Sending/why"

  let frame: Frame
  let campaign: Int
  let campaignName: String
  let enrollment: Int
  let name: String
  let badge: Badge
  let about: String
  let account: Int
  let company: String
  let email: String
  let mailbox: String
  let mayRemove: Bool
  let now: Now?
  let end: String
  let deliveries: [Item]
  let facts: [Fact]
  let story: [StoryLine]
  let text: NextText?

  /// The decision about the next delivery.
  struct Now {
    let title: String
    let tone: String
    let glyph: String
    let binds: String
    let checks: [Check]
    let wayOut: String
  }

  struct Check {
    let glyph: String
    let isBinding: Bool
    let label: String
    let says: String
  }

  struct Item {
    let step: String
    let badge: Badge
    let detail: String
  }

  struct Fact {
    let label: String
    let value: String
  }

  struct StoryLine {
    let glyph: String
    let tone: String
    let title: String
    let when: String
    let detail: String
    /// The facts of the decision, if there was one.
    let checks: [Check]
  }

  struct NextText {
    let step: Int
    let subject: String
    let paragraphs: [String]
    let signature: String
  }
}

extension Site {
  /// Why a lead got its emails, and what it is waiting for: from the function that the sender
  /// calls.
  func leadWhy(_ request: Request) throws -> Response {
    let campaign: Campaign.ID = try request.parameter("campaign")
    let enrollment: Enrollment.ID = try request.parameter("enrollment")
    let lead = try database.leadStory(enrollment, in: campaign)
    let deliveries = try database.deliveries(to: enrollment)
    let open =
      deliveries.first { $0.isOpen && $0.state != .unconfirmed }
      ?? deliveries.first(where: \.isOpen)
    let decision = try open.flatMap { try database.decision(about: $0.id) }
    let story = LeadTimeline(
      lead: lead, deliveries: deliveries, decisions: try database.decisions(about: enrollment),
      visits: try database.visits(by: enrollment), words: words)
    return try page(
      LeadWhyPage(
        frame: frame(
          .campaigns,
          practice: lead.isPractice ? "This lead is emailed from the practice mailbox." : nil),
        campaign: campaign.rawValue, campaignName: lead.campaignName,
        enrollment: enrollment.rawValue,
        name: lead.name,
        badge: leadBadge(
          lead.state, lead.exitReason, open?.state,
          refusal: database.refusal(of: lead.contact, over: .email)
        ).filled,
        about: lead.title.isEmpty ? "" : "\(lead.title), ", account: lead.account.rawValue,
        company: lead.company, email: lead.email,
        mailbox: lead.mailbox, mayRemove: lead.state == .active && currentUser.may(.edit),
        now: open.flatMap { open in decision.map { nowOf(open, $0) } },
        end: open == nil ? ending(lead) : "", deliveries: deliveries.map(item),
        facts: facts(lead), story: story.lines,
        text: try open.map { try nextText(lead, $0) }))
  }

  func askToRemoveLead(_ request: Request) throws -> Response {
    let campaign: Campaign.ID = try request.parameter("campaign")
    let lead = try database.leadStory(request.parameter("enrollment"), in: campaign)
    let path = "/campaigns/\(campaign)/leads/\(lead.enrollment)"
    guard lead.state == .active else {
      return try seeOther(path, saying: .bad("\(lead.name) is no longer in the sequence."))
    }
    return try page(
      ConfirmPage(
        frame: frame(.campaigns), question: "Remove \(lead.name) from \(lead.campaignName)?",
        stays: """
          \(lead.name) gets no more emails from this campaign, and this cannot be undone. The \
          contact, the account and what was sent stay.
          """,
        action: "\(path)/remove", verb: "Remove 1 lead", back: path))
  }

  func removeLead(_ request: Request) throws -> Response {
    let campaign: Campaign.ID = try request.parameter("campaign")
    let lead = try database.leadStory(request.parameter("enrollment"), in: campaign)
    try database.removeLead(lead.enrollment)
    return try seeOther(
      "/campaigns/\(campaign)/leads/\(lead.enrollment)",
      saying: .done("\(lead.name) gets no more emails from this campaign."))
  }

  private func nowOf(_ open: LeadDelivery, _ decision: Decision) -> LeadWhyPage.Now {
    let step = "Step \(open.step)"
    let until = decision.nextAt.map { " until \(words.time($0))" } ?? ""
    let title: String =
      switch (open.state, decision.verdict) {
      case (.unconfirmed, _): "\(step) is unconfirmed: \(open.answer)"
      case (.claimed, _), (.transmitting, _): "\(step) is being sent"
      case (_, .send): "\(step) is queued"
      case (_, .skip): "\(step) will be skipped"
      case (_, .cancel): "\(step) will not be sent"
      case (_, .hold):
        decision.binding == .wait ? "\(step) waits\(until)" : "\(step) is on hold\(until)"
      }
    let isGo = decision.verdict == .send || open.state == .claimed || open.state == .transmitting
    let binds = decision.bindingCheck.map { check -> String in
      let check = CheckWords(check: check, words: words)
      return "\(check.label.lowercased()), \(check.says)"
    }
    let isSettled = open.state != .unconfirmed && !isGo
    return LeadWhyPage.Now(
      title: title, tone: isGo ? "green" : "amber", glyph: isGo ? "g-live" : "g-pau",
      binds: isSettled ? binds.map { "Blocked by: \($0)." } ?? "" : "",
      checks: decision.checks.map { .init($0, binding: decision.binding, words) },
      wayOut: isSettled ? decision.wayOut : "")
  }

  private func ending(_ lead: LeadStory) -> String {
    let when = lead.endedAt.map { " \(words.time($0))" } ?? ""
    guard let reason = lead.exitReason else {
      return lead.state == .finished
        ? "The sequence finished\(when): all steps are done." : "No email is scheduled."
    }
    return "The lead left the sequence\(when): \(reason.badge.word.lowercased())."
  }

  private func item(_ delivery: LeadDelivery) -> LeadWhyPage.Item {
    let attempt = delivery.attempt > 1 ? ", sent again" : ""
    let opens = "people \(Words.count(delivery.opens, "open")), machines \(delivery.machineOpens)"
    let detail =
      switch delivery.state {
      case .sent:
        "\(delivery.sentAt.map { words.time($0) } ?? "") · \(bounce(of: delivery) ?? opens)"
      case .planned, .claimed, .transmitting: "\(words.time(delivery.dueAt)) scheduled"
      case .deferred: "again \(words.time(delivery.dueAt)) · \(delivery.answer)"
      case .failed, .unconfirmed, .skipped, .canceled: delivery.answer
      }
    return LeadWhyPage.Item(
      step: "Step \(delivery.step)\(attempt)", badge: badge(of: delivery), detail: detail)
  }

  /// The outcome, if there is one.
  private func badge(of delivery: LeadDelivery) -> Badge {
    if delivery.bouncedAt != nil { return Badge("Bounced", "g-bounce", "red") }
    if delivery.repliedAt != nil { return Badge("Replied", "g-rep", "green") }
    return delivery.state.badge
  }

  private func bounce(of delivery: LeadDelivery) -> String? {
    delivery.bouncedAt.map {
      "bounced \(words.time($0)), \((delivery.bounce ?? .soft).words)"
    }
  }

  private func facts(_ lead: LeadStory) -> [LeadWhyPage.Fact] {
    [
      .init(label: "Zone", value: lead.timeZone.isEmpty ? "not known" : lead.timeZone),
      .init(
        label: "Lists", value: lead.lists.isEmpty ? "none" : lead.lists.joined(separator: ", ")),
      .init(label: "Replied", value: lead.repliedAt.map { words.time($0) } ?? "not yet"),
      .init(label: "Enrolled", value: words.time(lead.addedAt)),
    ]
  }

  /// The text that will be sent, in its current state; or why it cannot be composed.
  private func nextText(
    _ lead: LeadStory, _ delivery: LeadDelivery
  ) throws -> LeadWhyPage.NextText {
    let campaign = lead.campaign
    guard let reader = try database.leads(of: campaign, from: lead.enrollment, limit: 1).first,
      let body = try database.stepBody(delivery.step - 1, of: campaign)
    else { return nextText("", delivery.subject, of: delivery) }
    let seed = templateSeed(enrollment: lead.enrollment, position: delivery.step - 1)
    do {
      let html = try MessageTemplate(parsing: body).render(reader.fields, seed: seed, as: .html)
      let subject = try MessageTemplate(parsing: delivery.subject)
        .render(reader.fields, seed: seed, as: .subject)
      let text =
        dress(
          html: html, token: "", base: "", trackOpens: false, trackClicks: false, footer: ""
        ).text.components(separatedBy: "\n\n-- \n").first ?? ""
      let sender = try database.likelySender(to: lead.enrollment, of: campaign)
      return nextText(text, subject, signature: sender?.signature ?? "", of: delivery)
    } catch let problem as TemplateProblem {
      let words = "This email cannot be generated: \(problem.message)"
      return nextText(words, delivery.subject, of: delivery)
    }
  }

  private func nextText(
    _ text: String, _ subject: String, signature: String = "", of delivery: LeadDelivery
  ) -> LeadWhyPage.NextText {
    .init(
      step: delivery.step, subject: subject,
      paragraphs: text.components(separatedBy: "\n\n").filter { !$0.isEmpty },
      signature: signature)
  }
}
