import Foundation
import Outreach
import Postgres

/// One field that an act changed, as people read it.
struct AuditChange {
  let field: String
  let before: String
  let after: String
}

/// An entry of the audit trail in words.
enum AuditWords {
  static func who(_ entry: AuditEntry) -> String {
    if !entry.personName.isEmpty { return entry.personName }
    if entry.action == "failed to sign in as" { return "Unknown person" }
    return entry.isOwnDoing ? "The program" : "Former member"
  }

  /// "changed the campaign", "added the member", "attached the list"
  static func act(_ entry: AuditEntry) -> String {
    switch (entry.action, entry.subjectKind) {
    case ("made", .attachedList): "attached the list"
    case ("deleted", .attachedList): "detached the list"
    case ("made", .campaignMailbox): "chose the mailbox"
    case ("deleted", .campaignMailbox): "took off the mailbox"
    case ("made", .member): "added the member"
    case ("deleted", .member): "removed the member"
    case ("made", .invitation): "invited"
    case ("changed", .invitation): "changed the invitation of"
    case ("deleted", .invitation): "withdrew the invitation of"
    case ("changed", .campaignAccount): "changed the account in the campaign"
    case ("deleted", .campaignAccount): "took out of the campaign the account"
    case ("made", .setting), ("changed", .setting): "changed the setting"
    case ("deleted", .setting): "put back the setting"
    case ("made", .domainRate): "changed the domain rate"
    case ("deleted", .domainRate): "put back the domain rate"
    case ("made", let kind): "added the \(kind.words)"
    case ("deleted", let kind): "deleted the \(kind.words)"
    case (let action, let kind):
      action.hasSuffix(" of") || action.contains(" ") ? action : "\(action) the \(kind.words)"
    }
  }

  /// The fields in order, times in the reader's zone. Of what was made or deleted, only what was
  /// filled in.
  static func changes(_ entry: AuditEntry, _ words: Words) throws -> [AuditChange] {
    let before = try entry.before.decoded(as: [String: AuditValue].self)
    let after = try entry.after.decoded(as: [String: AuditValue].self)
    return Set(before.keys).union(after.keys).sorted().compactMap { key in
      let isPosition = entry.subjectKind == .step && key == "position"
      func worded(_ value: AuditValue?) -> String {
        AuditWords.worded(isPosition ? value?.counted : value, of: key, words)
      }
      let (old, new) = (worded(before[key]), worded(after[key]))
      guard old != new, !hidden.contains(key) else { return nil }
      return AuditChange(
        field: Words.sentence(key), before: old, after: new)
    }
  }

  /// Numbers that say nothing to a reader.
  private static let hidden: Set<String> = [
    "id", "form_token", "posted_by", "posted_at", "person_id", "reviewed_by", "reviewed_at",
    "campaign_id", "joined_at", "added_at", "added_by", "attached_at", "corrected_by",
    "corrected_at", "match_key", "code_hash", "follow_up_by", "follow_up_at", "at",
  ]

  /// Shown with two decimals, which JSON does not keep.
  private static let amounts: Set<String> = ["amount", "hourly_rate"]

  private static func worded(_ value: AuditValue?, of key: String, _ words: Words) -> String {
    switch value {
    case nil, .nothing: ""
    case .flag(let flag): flag ? "yes" : "no"
    case .number(let number): amounts.contains(key) ? Words.amount("\(number)") : "\(number)"
    case .text(let text):
      text.wholeMatch(of: time) == nil
        ? short(text) : Date(sqlText: text).map(words.exact) ?? text
    case .list(let list):
      short(list.map { worded($0, of: key, words) }.joined(separator: ", "))
    case .fields(let fields):
      short(
        fields.sorted { $0.key < $1.key }
          .map { "\($0.key): \(worded($0.value, of: $0.key, words))" }.joined(separator: ", "))
    }
  }

  /// As a column of times stands in JSON.
  private nonisolated(unsafe) static let time =
    #/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?([+-]\d\d(:\d\d)?|Z)/#

  private static func short(_ text: String) -> String {
    text.count > 300 ? "\(text.prefix(300)) …" : text
  }
}

extension AuditEntry.Kind {
  /// Within a sentence.
  var words: String {
    switch self {
    case .account: "account"
    case .attachedList: "attached list"
    case .campaign: "campaign"
    case .campaignAccount: "campaign account"
    case .campaignMailbox: "campaign mailbox"
    case .contact: "contact"
    case .delivery: "delivery"
    case .domainRate: "domain rate"
    case .expense: "expense"
    case .import: "import"
    case .invitation: "invitation"
    case .list: "list"
    case .mailbox: "mailbox"
    case .member: "member"
    case .persona: "persona"
    case .person: "person"
    case .product: "product"
    case .reply: "reply"
    case .setting: "setting"
    case .step: "step"
    case .suppression: "suppression"
    case .workspace: "workspace"
    }
  }
}

/// The value of a field, as JSON tells them apart: 1 is not yes.
private enum AuditValue: Decodable {
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

  /// What counts from 0 in the database, and from 1 on pages.
  var counted: AuditValue {
    if case .number(let number) = self { .number(number + 1) } else { self }
  }
}
