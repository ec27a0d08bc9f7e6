import Foundation
import Mail
import Outreach

/// What an invented person writes back: a whole message, as their mail program would send it.
struct PracticeLetter {
  let act: PracticeAct

  func bytes() throws -> [UInt8] {
    let mail = PracticeMail(act.raw)
    let name = act.recipientName.isEmpty ? localPart : act.recipientName
    let words = PracticeWords(act.act, language: act.language, name: name, seed: act.seed)
    let isAbsence = act.act == .outOfOffice
    let subject = mail.subject.hasPrefix("Re: ") ? mail.subject : "Re: \(mail.subject)"
    let message = OutgoingMessage(
      from: MailAddress(act.recipient, name: name), to: MailAddress(act.sender),
      subject: isAbsence ? absence + mail.subject : subject, html: nil,
      text: isAbsence ? words.text : words.text + "\n\n" + quoted(mail.text, name: act.sender),
      messageID: "p.\(act.workspace).\(act.id).\(UInt32(truncatingIfNeeded: act.seed))@\(domain)",
      inReplyTo: act.messageID, references: [act.messageID])
    let bytes = try message.bytes()
    return isAbsence
      ? Array("Auto-Submitted: auto-replied\r\nX-Auto-Response-Suppress: All\r\n".utf8) + bytes
      : bytes
  }

  private var domain: String { String(act.recipient.split(separator: "@").last ?? "invalid") }
  private var localPart: String { String(act.recipient.prefix { $0 != "@" }) }

  private var absence: String {
    switch act.language {
    case "de": "Automatische Antwort: "
    case "fr": "Réponse automatique : "
    case "nl": "Automatisch antwoord: "
    case "es": "Respuesta automática: "
    case "it": "Risposta automatica: "
    default: "Automatic reply: "
    }
  }

  /// Below what they write stands what they answer, as mail programs quote in their language.
  private func quoted(_ text: String, name: String) -> String {
    let date = Date().formatted(.iso8601.year().month().day())
    let head =
      switch act.language {
      case "de": "Am \(date) schrieb \(name):"
      case "fr": "Le \(date), \(name) a écrit :"
      case "nl": "Op \(date) schreef \(name):"
      case "es": "El \(date), \(name) escribió:"
      case "it": "Il \(date) \(name) ha scritto:"
      default: "On \(date), \(name) wrote:"
      }
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).prefix(40)
    return head + "\n" + lines.map { "> \($0)" }.joined(separator: "\n")
  }
}
