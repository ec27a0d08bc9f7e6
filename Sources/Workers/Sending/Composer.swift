import Composing
import Mail
import Outreach
import Synchronization

/// Composes the email of a delivery: its template rendered for the lead, with tracked links, put
/// into MIME and signed.
final class Composer: Sendable {
  struct Mail {
    let subject: String
    let text: String
    let links: [String]
    let bytes: [UInt8]
  }

  private let publicURL: String
  /// There are few steps, each with many deliveries.
  private let templates = Mutex<[String: Known]>([:])

  private struct Known {
    let template: MessageTemplate
    /// Whether it uses custom fields of the leads.
    let namesCustom: Bool
  }

  init(publicURL: String) {
    self.publicURL = publicURL
  }

  /// Throws `TemplateProblem` if a tag has neither a value nor a fallback, and `MessageProblem` if
  /// an address or a header is not allowed in an email.
  func compose(_ delivery: ClaimedDelivery, from sender: MailboxKeys.Entry) throws -> Mail {
    let seed = templateSeed(enrollment: delivery.enrollment, position: delivery.position)
    let (body, own) = (try template(delivery.body), try template(delivery.subject))
    let lead = delivery.lead(
      withCustom: body.namesCustom || own.namesCustom || delivery.firstSubject != nil)
    let subject = try subject(of: delivery, own.template, lead, seed)
    let html = try body.template.render(lead, seed: seed, as: .html)
    let dressed = dress(
      html: html, token: delivery.token, base: publicURL, trackOpens: delivery.tracksOpens,
      trackClicks: delivery.tracksClicks, signature: sender.mailbox.signature,
      footer: delivery.footer, language: delivery.language)
    let name = [delivery.firstName, delivery.lastName].filter { !$0.isEmpty }
    let message = OutgoingMessage(
      from: MailAddress(sender.mailbox.email, name: sender.mailbox.name),
      to: MailAddress(delivery.email, name: name.joined(separator: " ")),
      subject: subject, html: dressed.html, text: dressed.text, messageID: delivery.messageID,
      inReplyTo: delivery.thread.last, references: delivery.thread,
      replyTo: sender.mailbox.replyTo.map { MailAddress($0) },
      listUnsubscribe: ListUnsubscribe(url: "\(publicURL)/u/\(delivery.token)", mailto: nil),
      feedbackID: "\(delivery.campaign):\(delivery.workspace):sequence:overture")
    return Mail(
      subject: subject, text: dressed.text, links: dressed.links,
      bytes: try message.bytes(signedBy: sender.signer))
  }

  /// A follow-up answers the email before it; without a subject of its own it takes the first
  /// one's, also where that one failed and this is the first that the lead gets. No email leaves
  /// without a subject.
  private func subject(
    of delivery: ClaimedDelivery, _ template: MessageTemplate, _ lead: [String: String],
    _ seed: UInt64
  ) throws -> String {
    let own = try template.render(lead, seed: seed, as: .subject)
    guard own.allSatisfy(\.isWhitespace) else {
      return delivery.thread.isEmpty ? own : followUpSubject(own, to: "")
    }
    let seed = templateSeed(enrollment: delivery.enrollment, position: 0)
    let first =
      try delivery.sentSubject
      ?? delivery.firstSubject.map {
        try self.template($0).template.render(lead, seed: seed, as: .subject)
      }
    guard let first, !first.allSatisfy(\.isWhitespace) else {
      throw TemplateProblem(message: "The subject is empty.", line: 1, column: 1)
    }
    return delivery.thread.isEmpty ? first : followUpSubject(own, to: first)
  }

  private func template(_ text: String) throws -> Known {
    if let known = templates.withLock({ $0[text] }) { return known }
    let template = try MessageTemplate(parsing: text)
    let known = Known(
      template: template,
      namesCustom: !template.tags.allSatisfy { standardTags.contains($0.name) })
    templates.withLock { templates in
      if templates.count >= 64 { templates.removeAll() }
      templates[text] = known
    }
    return known
  }
}

private let standardTags: Set = ["FIRST_NAME", "LAST_NAME", "NAME", "COMPANY", "EMAIL"]
