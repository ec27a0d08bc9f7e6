import Foundation
import HTTPTypes
import Outreach
import Postgres
import Text
import Web

/// Templates/Conversations/entry.mustache: a logged message whose date and text can be changed.
struct LogEntryPage: Page {
  static let template = "Conversations/entry"

  let frame: Frame
  let campaign: Int
  let campaignName: String
  let account: Int
  let accountName: String
  let entry: Int
  let title: String
  let errors: FormErrors?
  let version: FormVersion
  let channel: FormField
  let at: FormField
  let subject: FormField
  let text: FormField
}

extension Site {
  func logEntry(_ request: Request) throws -> Response {
    let (campaign, account) = try leadKeys(request)
    let entry = try database.logEntry(request.parameter("entry"), of: account, in: campaign)
    return try page(logEntryPage(entry, campaign, account))
  }

  func changeLogEntry(_ request: Request) throws -> Response {
    let (campaign, account) = try leadKeys(request)
    try lockForm(at: request)
    let entry = try database.logEntry(request.parameter("entry"), of: account, in: campaign)
    let form = request.form
    var fieldErrors = FieldErrors.ofLogged(form)
    let at = try loggedMoment(form, &fieldErrors)
    let path = "/campaigns/\(campaign)/accounts/\(account)"
    let channel = fieldErrors.choice("channel", form["channel"], standard: entry.channel)
    let typed = state(channel, form["at"], form["subject"], form["text"])
    let version = FormVersion(
      form, typed, saved: state(of: entry), of: "This entry", page: "\(path)/entries/\(entry.id)")
    guard fieldErrors.isEmpty, !version.isOvertaken else {
      return try page(
        logEntryPage(entry, campaign, account, typed: form, version: version, fieldErrors),
        status: version.isOvertaken ? .conflict : .unprocessableContent)
    }
    try database.change(
      entry,
      to: LoggedMessage(
        contact: entry.contact, channel: channel, subject: form["subject"], text: form["text"],
        // The field has no seconds: a date that was not changed stays as it is.
        at: form["at"] == words.fieldText(entry.at) ? entry.at : at), in: campaign)
    return try seeOther("\(path)?message=\(entry.id)#message-\(entry.id)", saying: .done("Saved."))
  }

  func removeLogEntry(_ request: Request) throws -> Response {
    let (campaign, account) = try leadKeys(request)
    let entry = try database.logEntry(request.parameter("entry"), of: account, in: campaign)
    try database.remove(entry, from: campaign)
    let path = "/campaigns/\(campaign)/accounts/\(account)"
    return try seeOther(
      path,
      saying: .done(
        "Removed. Statuses that came from this entry alone were put back.",
        undo: .init("\(path)/entries/\(entry.id)/restore")))
  }

  func restoreLogEntry(_ request: Request) throws -> Response {
    let (campaign, account) = try leadKeys(request)
    let path = "/campaigns/\(campaign)/accounts/\(account)"
    do {
      let entry: Message.ID = try request.parameter("entry")
      try database.savepoint {
        try database.restore(entry: entry, of: account, in: campaign)
      }
    } catch Refusal.invalid(let why) {
      let words = ContactRefusal(rawValue: why)?.sentence ?? why
      return try seeOther(path, saying: .bad("Not put back. \(words)"))
    }
    return try seeOther(path, saying: .done("The entry is back."))
  }

  /// The time of the message, in the current user's zone; if nothing was typed: now.
  func loggedMoment(_ form: Form, _ fieldErrors: inout FieldErrors) throws -> Date {
    let typed = form["at"].trimmingBlanks()
    if typed.isEmpty { return Date() }
    guard let moment = localTime(typed, in: try currentUser.timeZone) else {
      fieldErrors["at"] = "“\(typed)” is not a time."
      return Date()
    }
    if moment.timeIntervalSinceNow > 60 {
      fieldErrors["at"] = "That is in the future. Log it once it was said."
    } else if moment < Date(timeIntervalSince1970: 946_684_800) {
      fieldErrors["at"] = "That is before the year 2000."
    }
    return moment
  }

  func loggedMomentField(_ value: String, id: String = "at", error: String = "") throws -> FormField
  {
    FormField(
      "at", "When", value: value, type: "datetime-local", id: id,
      hint: "Times of \(try currentUser.timeZone). Empty: now.", error: error, isOptional: true)
  }

  private func state(
    _ channel: Channel, _ at: String, _ subject: String, _ text: String
  ) -> FormState {
    FormState([
      ("Channel", channel.words), ("When", at), ("Subject", subject),
      ("Text", text.replacing("\r\n", with: "\n")),
    ])
  }

  private func state(of entry: LogEntry) -> FormState {
    state(entry.channel, words.fieldText(entry.at), entry.subject, entry.text)
  }

  private func logEntryPage(
    _ entry: LogEntry, _ campaign: Campaign.ID, _ account: Account.ID, typed: Form? = nil,
    version: FormVersion? = nil, _ fieldErrors: FieldErrors = FieldErrors()
  ) throws -> LogEntryPage {
    let lead = try database.lead(account, in: campaign)
    let at = try loggedMomentField(
      typed?["at"] ?? words.fieldText(entry.at), error: fieldErrors["at"])
    let subject = FormField(
      "subject", "Subject", value: typed?["subject"] ?? entry.subject,
      error: fieldErrors["subject"], isOptional: true)
    let text = FormField(
      "text", entry.isInbound ? "What they answered" : "What was written or said",
      value: typed?["text"] ?? entry.text, error: fieldErrors["text"], isVoice: true, rows: 8)
    let channel = FormField(
      "channel", "Channel", value: typed?["channel"] ?? entry.channel.rawValue,
      error: fieldErrors["channel"], options: Channel.allCases.map { ($0.rawValue, $0.words) })
    return LogEntryPage(
      frame: try frame(.campaigns), campaign: campaign.rawValue, campaignName: lead.campaignName,
      account: account.rawValue, accountName: lead.accountName, entry: entry.id.rawValue,
      title: "\(entry.isInbound ? "Answer of" : "Message to") \(entry.contactName)",
      errors: FormErrors.of([channel, at, subject, text]),
      version: version ?? FormVersion(of: state(of: entry)),
      channel: channel, at: at, subject: subject, text: text)
  }
}

extension FieldErrors {
  /// The form's words for a logged or a pasted message.
  static func ofLogged(_ form: Form) -> FieldErrors {
    var fieldErrors = FieldErrors()
    if form["text"].allSatisfy(\.isWhitespace) { fieldErrors["text"] = "Nothing is written here." }
    fieldErrors.limit(form, ["subject": 500, "text": 100_000])
    _ = fieldErrors.choice("channel", form["channel"], of: Channel.allCases.map(\.rawValue))
    _ = fieldErrors.choice("class", form["class"], of: Reply.Class.allCases.map(\.rawValue))
    return fieldErrors
  }
}
