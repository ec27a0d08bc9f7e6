import Foundation
import HTTPTypes
import Outreach
import Postgres
import Web

/// Templates/Conversations/log.mustache: a message that a person wrote or heard themselves.
struct LogForm {
  let errors: FormErrors?
  let contact: FormField
  let channel: FormField
  let at: FormField
  let classes: FormField?
  let subject: FormField?
  let text: FormField

  static func sent(
    _ form: Form, _ contacts: [LeadContact], picked: Contact.ID?, at: FormField,
    draft: ConversationLine? = nil, fieldErrors: FieldErrors = FieldErrors()
  ) -> LogForm {
    LogForm(
      contact: contactField("sent", form, contacts, picked, fieldErrors["contact"]),
      channel: channelField("sent", form, draft?.channel, fieldErrors["channel"]), at: at,
      classes: nil,
      subject: FormField(
        "subject", "Subject", value: form.has("text") ? form["subject"] : draft?.subject ?? "",
        id: "sent-subject", error: fieldErrors["subject"], isOptional: true),
      text: FormField(
        "text", "What you wrote or said",
        value: form.has("text") ? form["text"] : draft?.text ?? "",
        id: "sent-text", error: fieldErrors["text"], isVoice: true, rows: 5))
  }

  static func inbound(
    _ form: Form, _ contacts: [LeadContact], picked: Contact.ID?, at: FormField,
    fieldErrors: FieldErrors = FieldErrors()
  ) -> LogForm {
    let classes =
      [("", "Detect automatically")]
      + Reply.Class.allCases.map { ($0.rawValue, $0.badge.word) }
    return LogForm(
      contact: contactField("inbound", form, contacts, picked, fieldErrors["contact"]),
      channel: channelField("inbound", form, nil, fieldErrors["channel"]), at: at,
      classes: FormField(
        "class", "Category", value: form["class"], id: "inbound-class",
        error: fieldErrors["class"], options: classes),
      subject: nil,
      text: FormField(
        "text", "Their reply", value: form["text"], id: "inbound-text",
        error: fieldErrors["text"], isVoice: true, rows: 5))
  }

  private init(
    contact: FormField, channel: FormField, at: FormField, classes: FormField?, subject: FormField?,
    text: FormField
  ) {
    errors = FormErrors.of([contact, channel, at, classes, subject, text].compactMap { $0 })
    self.at = at
    self.contact = contact
    self.channel = channel
    self.classes = classes
    self.subject = subject
    self.text = text
  }

  private static func contactField(
    _ prefix: String, _ form: Form, _ contacts: [LeadContact], _ picked: Contact.ID?,
    _ error: String
  ) -> FormField {
    FormField(
      "contact", "Contact",
      value: form.has("text") ? form["contact"] : picked?.description ?? "",
      id: "\(prefix)-contact", error: error,
      options: contacts.map { ("\($0.id)", $0.title.isEmpty ? $0.name : "\($0.name), \($0.title)") }
    )
  }

  private static func channelField(
    _ prefix: String, _ form: Form, _ channel: Channel?, _ error: String
  ) -> FormField {
    FormField(
      "channel", "Channel",
      value: form["channel"].isEmpty ? (channel ?? .email).rawValue : form["channel"],
      id: "\(prefix)-channel", error: error,
      options: Channel.allCases.map { ($0.rawValue, $0.words) })
  }
}

extension Site {
  /// Logs a message that was sent elsewhere, or keeps a draft of it.
  func logSent(_ request: Request) throws -> Response {
    let (campaign, account) = try leadKeys(request)
    let contacts = try database.contacts(of: account, in: campaign)
    var fieldErrors = FieldErrors.ofLogged(request.form)
    fieldErrors.contact(request.form["contact"], of: contacts)
    let at = try loggedMoment(request.form, &fieldErrors)
    if fieldErrors.isEmpty {
      do {
        let message = try loggedMessage(request, of: contacts, at: at)
        let isDraft = request.form["act"] == "draft"
        try database.savepoint {
          isDraft
            ? try database.saveDraft(message, in: campaign)
            : try database.logSent(message, in: campaign, draft: Message.ID(request.form["draft"]))
        }
        return try seeOther(
          "/campaigns/\(campaign)/accounts/\(account)",
          saying: .done(isDraft ? "Draft saved." : "Logged as sent."))
      } catch Refusal.invalid(let why) {
        fieldErrors["contact"] = ContactRefusal(rawValue: why)?.sentence ?? why
      }
    }
    return try leadPage(request, refused: .sent, fieldErrors)
  }

  /// Logs a reply that was received elsewhere.
  func pasteInbound(_ request: Request) throws -> Response {
    let (campaign, account) = try leadKeys(request)
    let contacts = try database.contacts(of: account, in: campaign)
    var fieldErrors = FieldErrors.ofLogged(request.form)
    fieldErrors.contact(request.form["contact"], of: contacts)
    let at = try loggedMoment(request.form, &fieldErrors)
    guard fieldErrors.isEmpty else { return try leadPage(request, refused: .inbound, fieldErrors) }
    _ = try database.pasteInbound(
      loggedMessage(request, of: contacts, at: at),
      as: Reply.Class(rawValue: request.form["class"]), in: campaign)
    return try seeOther(
      "/campaigns/\(campaign)/accounts/\(account)", saying: .done("Reply added."))
  }

  private func loggedMessage(
    _ request: Request, of contacts: [LeadContact], at: Date
  ) throws -> LoggedMessage {
    guard let contact = contacts.first(where: { "\($0.id)" == request.form["contact"] }) else {
      throw HTTPError.notFound
    }
    return LoggedMessage(
      contact: contact.id, channel: try request.field("channel"),
      subject: request.form["subject"], text: request.form["text"], at: at)
  }
}

extension FieldErrors {
  /// A message belongs to one of the account's contacts; an account without any has no such form.
  fileprivate mutating func contact(_ typed: String, of contacts: [LeadContact]) {
    if !contacts.isEmpty, !contacts.contains(where: { "\($0.id)" == typed }) {
      self["contact"] = "Choose a contact of this account."
    }
  }
}
