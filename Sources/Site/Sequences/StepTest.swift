import Composing
import Foundation
import HTTPTypes
import Mail
import Outreach
import Web

extension Site {
  /// The step as a lead would get it, sent to the user from a mailbox of the campaign. Nothing of
  /// it is counted or kept.
  func sendStepTest(_ request: Request) throws -> Response {
    let campaign = try database.sequenceCampaign(request.parameter("campaign"))
    let steps = try database.steps(of: campaign.id)
    let wanted = Enrollment.ID(request.form["lead"])
    guard let first = steps.first,
      let step = steps.first(where: { "\($0.position)" == request.form["step"] }),
      let lead = try database.leads(of: campaign.id, from: wanted, limit: 1).first
    else { throw HTTPError.notFound }
    let back = "/campaigns/\(campaign.id)/sequence?step=\(step.position)&lead=\(lead.enrollment)"
    guard let mailbox = try testMailbox(for: lead, of: campaign) else {
      return try seeOther(back, saying: .bad("Choose a mailbox that can send first."))
    }
    do {
      let message = try testMessage(of: step, first: first, for: lead, campaign, from: mailbox)
      let trial = MailboxTrial(
        mailbox.draft, kind: mailbox.kind, password: try passwordToTry("", of: mailbox))
      func send() throws -> String? { try trial.send(message) }
      let email = try currentUser.email
      let done =
        mailbox.kind == .practice
        ? practiceTest(to: email)
        : "Step \(step.position + 1), as \(lead.name) would get it, went to \(email)."
      return withoutConnection(send) { site, complaint in
        if complaint == nil { try site.database.markTested(mailbox: mailbox.id) }
        return try site.seeOther(back, saying: complaint.map { .bad($0) } ?? .done(done))
      }
    } catch let problem as TemplateProblem {
      return try seeOther(back, saying: .bad("\(lead.name): \(problem.message)"))
    }
  }

  /// The mailbox that the preview shows, or if that one is paused, the first that is not.
  private func testMailbox(for lead: Lead, of campaign: SequenceCampaign) throws -> Mailbox? {
    let chosen = Set(try database.mailboxes(of: campaign.id))
    let likely = try database.likelySender(to: lead.enrollment, of: campaign.id)?.mailbox
    let ready = try database.mailboxes().filter { chosen.contains($0.id) && $0.state == .ready }
    return ready.first { $0.id == likely } ?? ready.first
  }

  private func testMessage(
    of step: Step, first: Step, for lead: Lead, _ campaign: SequenceCampaign, from mailbox: Mailbox
  ) throws -> OutgoingMessage {
    let text = try step.text(for: lead, first: first)
    let dressed = dress(
      html: text.html, token: "test", base: "", trackOpens: false, trackClicks: false,
      signature: mailbox.signature, footer: campaign.footer, language: lead.language)
    let domain = mailbox.email.split(separator: "@").last ?? "localhost"
    return OutgoingMessage(
      from: MailAddress(mailbox.email, name: mailbox.displayName),
      to: MailAddress(try currentUser.email, name: try currentUser.name), subject: text.subject,
      html: dressed.html, text: dressed.text,
      messageID: "t.\(UUID().uuidString.lowercased())@\(domain)")
  }
}
