import Foundation
import Outreach
import Postgres

/// The fields of an entry on one side of a change, in words: columns have labels, record numbers
/// become names, and the database's words become those of the pages.
struct AuditFields {
  private let values: [String: AuditValue]

  init(_ json: JSONText) throws {
    let stored = try json.decoded(as: [String: AuditValue].self)
    values = Dictionary(
      stored.map { (Self.formerNames[$0.key] ?? $0.key, $0.value) },
      uniquingKeysWith: { _, last in last })
  }

  /// Columns that Migrations/0033_plain_names.sql renamed, in entries that were written before it.
  private static let formerNames = [
    "settled_at": "done_at", "settled_by": "done_by", "enrolment_id": "enrollment_id",
  ]

  var keys: [String] { Array(values.keys) }

  subscript(_ key: String) -> AuditValue? { values[key] }

  func count(_ key: String) -> Int {
    if case .number(let number) = values[key] { (number as NSDecimalNumber).intValue } else { 0 }
  }

  func text(_ key: String) -> String {
    if case .text(let text) = values[key] { text } else { "" }
  }

  /// Nil: the field is internal and not shown.
  static func label(of key: String, in kind: AuditEntry.Kind) -> String? {
    guard !hidden.contains(key), !(hiddenIn[kind] ?? []).contains(key) else { return nil }
    return labels[key] ?? Words.sentence(key)
  }

  /// Internal columns beside the fields that people change: keys, clocks, search columns, and the
  /// facts that the entry itself shows, such as its campaign.
  static let hidden: Set<String> = [
    "id", "workspace_id", "campaign_id", "message_id", "delivery_id", "enrollment_id", "form_token",
    "posted_by", "posted_at", "person_id", "reviewed_by", "reviewed_at", "joined_at", "added_at",
    "added_by", "attached_at", "created_at", "created_by", "updated_at", "corrected_by",
    "corrected_at", "match_key", "name_key", "email_key", "status_key", "code_hash",
    "code_expires_at", "invited_by", "invited_at", "follow_up_by", "follow_up_at", "done_by", "at",
    "claimed_by", "claimed_until", "attempts", "resumed_at", "resumed_at_sent",
    "resumed_at_bounced", "next_rotation", "slug", "sort_score", "contacts", "health", "hung_up",
    "recovered_at", "verified_at", "ramp_since", "errors_in_a_row", "first_outreached_at",
    "first_replied_at", "last_touch_at", "account_status_before", "matched_by", "reasons",
    "confidence", "first_class", "classified_at", "automatic", "received_at", "scoring_status",
    "scoring_error", "ai_outreach", "audience_config", "priority", "second_delivery", "verdict",
    "added", "list_id", "list", "answer", "mailbox_id", "email_invalid_at", "dkim_record",
    "pause_details", "consumer", "is_ordered", "failing_since", "cursor_id",
  ]

  /// The record itself, whose name the entry has.
  private static let hiddenIn: [AuditEntry.Kind: Set<String>] = [
    .persona: ["product_id"], .campaignAccount: ["account_id"], .setting: ["key"],
    .domainRate: ["family"], .delivery: ["state"],
  ]

  /// Labels that differ from the column's name.
  private static let labels = [
    "product_id": "Product", "account_id": "Account", "contact_id": "Contact", "owner_id": "Owner",
    "only_approved": "Email only approved accounts", "check_reply": "Stop on reply",
    "launch_at": "Launch time", "launched_at": "Launched", "completed_at": "Completed",
    "archived_at": "Archived", "done_at": "Done", "due_at": "Due", "follow_up_due_at": "Due",
    "class": "Category", "relationship_types": "Relationships", "spent_on": "Date",
    "expires_at": "Expires",
    "linkedin": "LinkedIn", "title": "Job title", "pains": "Pain points", "titles": "Job titles",
    "wait_days": "Wait, days", "wait_hours": "Wait, hours", "custom": "Other fields",
    "email_invalid_reason": "Email invalid", "fit_score": "AI score",
    "override_score": "Your score", "override_reason": "Reason for the score",
    "per_second": "Emails per second", "smtp_host": "SMTP server", "smtp_port": "SMTP port",
    "smtp_security": "SMTP encryption", "smtp_user": "SMTP user name",
    "smtp_password": "SMTP password", "imap_host": "IMAP server", "imap_port": "IMAP port",
    "imap_security": "IMAP encryption", "imap_user": "IMAP user name",
    "imap_password": "IMAP password", "dkim_domain": "DKIM domain",
    "dkim_selector": "DKIM selector", "dkim_private_key": "DKIM key",
    "reply_to": "Reply-to address",
    "daily_limit": "Daily sending limit", "ramp_start": "Ramp, first day",
    "ramp_step": "Ramp, increase per day", "cooling_until": "Cooling down until",
    "last_error_at": "Last error at", "already": "Already in the campaign",
    "flags": "Overridden for", "mails": "Emails", "kinds": "Events", "secret": "Signing secret",
  ]

  /// Shown with two decimals, which JSON drops.
  private static let amounts: Set<String> = ["amount", "hourly_rate"]

  func worded(_ key: String, in entry: AuditEntry, _ words: Words) -> String {
    guard let value = values[key], value != .nothing else {
      // A setting without a value of the workspace has the default.
      let isReset = entry.subjectKind == .setting || entry.subjectKind == .domainRate
      return isReset ? "default" : ""
    }
    if let name = Self.name(of: key, value, in: entry) { return name }
    switch (entry.subjectKind, key) {
    case (.step, "position"): return Self.worded(value.counted, of: key, entry, words)
    case (.campaign, "schedule"): return Self.schedule(value)
    case (.campaign, "pause_reason"):
      if let pause = CampaignPause(text(key), detail: pauseDetail) { return pause.words }
    case (.setting, "value"):
      guard entry.subjectName.hasSuffix("_rate"), case .number(let share) = value else { break }
      return "\(share * 100) %"
    default: break
    }
    return Self.worded(value, of: key, entry, words)
  }

  /// A value of the reason for which the program paused a campaign.
  private func pauseDetail(_ name: String) -> String? {
    guard case .fields(let details)? = values["pause_details"] else { return nil }
    switch details[name] {
    case .number(let number)?: return "\(number)"
    case .text(let text)?: return text
    default: return nil
    }
  }

  /// The name of the record with this number.
  static func name(of key: String, _ value: AuditValue, in entry: AuditEntry) -> String? {
    guard key.hasSuffix("_id"), case .number(let number) = value else { return nil }
    return entry.names["\(key) \(number)"] ?? "a deleted record"
  }

  private static func worded(
    _ value: AuditValue, of key: String, _ entry: AuditEntry, _ words: Words
  ) -> String {
    switch value {
    case .nothing: return ""
    case .flag(let flag): return flag ? "yes" : "no"
    case .number(let number):
      if amounts.contains(key) { return Words.amount("\(number)") }
      // A port is a name.
      if key.hasSuffix("port") { return "\(number)" }
      return Int("\(number)").map(Words.number) ?? "\(number)"
    case .text(let text):
      if let word = AuditVocabulary.word(text, of: key, in: entry.subjectKind) { return word }
      return text.wholeMatch(of: time) == nil
        ? short(text) : Date(sqlText: text).map(words.exact) ?? text
    case .list(let list):
      return short(list.map { worded($0, of: key, entry, words) }.joined(separator: ", "))
    case .fields(let fields):
      return short(
        fields.sorted { $0.key < $1.key }
          .map { "\($0.key): \(worded($0.value, of: $0.key, entry, words))" }
          .joined(separator: ", "))
    }
  }

  /// "Mon, Tue 09:00–17:00, Europe/Vienna"
  private static func schedule(_ value: AuditValue) -> String {
    guard case .fields(let fields) = value, case .list(let days)? = fields["days"] else {
      return "any time"
    }
    let names = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
    let open = days.compactMap { day -> String? in
      guard case .number(let number) = day else { return nil }
      let index = (number as NSDecimalNumber).intValue
      return names.indices.contains(index) ? names[index] : nil
    }
    func text(_ key: String) -> String {
      if case .text(let text)? = fields[key] { text } else { "" }
    }
    return "\(open.joined(separator: ", ")) \(text("start"))–\(text("end")), \(text("timezone"))"
  }

  /// A timestamp column in JSON.
  private nonisolated(unsafe) static let time =
    #/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?([+-]\d\d(:\d\d)?|Z)/#

  private static func short(_ text: String) -> String {
    text.count > 300 ? "\(text.prefix(300)) …" : text
  }
}

/// The value of a field, with the types of JSON: 1 is not yes.
enum AuditValue: Decodable, Equatable {
  case nothing
  case flag(Bool)
  case number(Decimal)
  case text(String)
  case list([AuditValue])
  case fields([String: AuditValue])

  init(from decoder: any Decoder) throws {
    let box = try decoder.singleValueContainer()
    if box.decodeNil() {
      self = .nothing
    } else if let flag = try? box.decode(Bool.self) {
      self = .flag(flag)
    } else if let number = try? box.decode(Decimal.self) {
      self = .number(number)
    } else if let text = try? box.decode(String.self) {
      self = .text(text)
    } else if let list = try? box.decode([AuditValue].self) {
      self = .list(list)
    } else {
      self = .fields(try box.decode([String: AuditValue].self))
    }
  }

  /// Counted from 0 in the database, and from 1 on pages.
  var counted: AuditValue {
    if case .number(let number) = self { .number(number + 1) } else { self }
  }
}
