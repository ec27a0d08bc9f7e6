import Foundation
import Outreach
import Postgres

/// One field that an act changed, as people read it.
struct AuditChange {
  let field: String
  let before: String
  let hasBefore: Bool
  let after: String
  let hasAfter: Bool
}

/// An entry of the audit trail in words.
enum AuditWords {
  /// What acts are about, as the triggers name it.
  static let kinds = [
    "account", "attached list", "campaign", "campaign account", "campaign mailbox", "contact",
    "delivery", "domain rate", "expense", "import", "list", "mailbox", "member", "persona",
    "person", "product", "reply", "setting", "step", "suppression", "workspace",
  ]

  /// "changed the campaign", "added the member", "attached the list"
  static func act(_ entry: AuditEntry) -> String {
    switch (entry.action, entry.subjectKind) {
    case ("made", "attached list"): "attached the list"
    case ("deleted", "attached list"): "detached the list"
    case ("made", "campaign mailbox"): "chose the mailbox"
    case ("deleted", "campaign mailbox"): "took off the mailbox"
    case ("made", "member"): "added the member"
    case ("deleted", "member"): "removed the member"
    case ("changed", "campaign account"): "changed the account in the campaign"
    case ("deleted", "campaign account"): "took out of the campaign the account"
    case ("made", "setting"), ("changed", "setting"): "changed the setting"
    case ("deleted", "setting"): "put back the setting"
    case ("made", "domain rate"): "changed the domain rate"
    case ("deleted", "domain rate"): "put back the domain rate"
    case ("made", let kind): "added the \(kind)"
    case ("deleted", let kind): "deleted the \(kind)"
    case (let action, let kind):
      action.hasSuffix(" of") || action.contains(" ") ? action : "\(action) the \(kind)"
    }
  }

  /// The fields in order. Of what was made or deleted, only what was filled in.
  static func changes(_ entry: AuditEntry) throws -> [AuditChange] {
    let before = try fields(entry.before.text)
    let after = try fields(entry.after.text)
    return Set(before.keys).union(after.keys).sorted().compactMap { key in
      let (old, new) = (worded(before[key]), worded(after[key]))
      guard old != new, !hidden.contains(key) else { return nil }
      return AuditChange(
        field: Words.sentence(key), before: old, hasBefore: !old.isEmpty, after: new,
        hasAfter: !new.isEmpty)
    }
  }

  /// Numbers that say nothing to a reader.
  private static let hidden: Set<String> = [
    "id", "form_token", "posted_by", "posted_at", "person_id", "reviewed_by", "reviewed_at",
    "campaign_id", "joined_at", "added_at", "added_by", "attached_at", "corrected_by",
    "corrected_at", "match_key", "follow_up_by", "follow_up_at", "at",
  ]

  private static func fields(_ json: String) throws -> [String: Any] {
    try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any] ?? [:]
  }

  private static func worded(_ value: Any?) -> String {
    switch value {
    case nil, is NSNull: return ""
    case let text as String: return short(text)
    // Before numbers, which a Bool is one of to Foundation.
    case let number as NSNumber where "\(type(of: number))".contains("Bool"): return "\(number)"
    case let flag as Bool: return flag ? "yes" : "no"
    case let number as NSNumber: return "\(number)"
    case let list as [Any]:
      return short(list.map { worded($0) }.joined(separator: ", "))
    case let fields as [String: Any]:
      let parts = fields.sorted { $0.key < $1.key }.map { "\($0.key): \(worded($0.value))" }
      return short(parts.joined(separator: ", "))
    default: return ""
    }
  }

  private static func short(_ text: String) -> String {
    text.count > 300 ? "\(text.prefix(300)) …" : text
  }
}
