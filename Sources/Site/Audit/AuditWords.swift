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
    return entry.isOwnDoing ? "Overture" : "Former member"
  }

  /// "changed the campaign", "added the member", "attached the list"
  static func act(_ entry: AuditEntry) throws -> String {
    switch (entry.action, entry.subjectKind) {
    case ("made", .attachedList): "attached the list"
    case ("deleted", .attachedList): "detached the list"
    case ("made", .campaignMailbox): "selected the mailbox"
    case ("deleted", .campaignMailbox): "removed the mailbox"
    case ("made", .member): "added the member"
    case ("deleted", .member): "removed the member"
    case ("made", .invitation): "invited"
    case ("changed", .invitation): "changed the invitation of"
    case ("deleted", .invitation): "withdrew the invitation of"
    case ("changed", .campaignAccount): "changed the account in the campaign"
    case ("deleted", .campaignAccount): "removed from the campaign the account"
    case ("made", .apiDefault): "changed the default of the API"
    case ("deleted", .apiToken): "revoked the API token"
    case ("made", .setting), ("changed", .setting): "changed the setting"
    case ("deleted", .setting): "reset the setting"
    case ("made", .domainRate), ("changed", .domainRate): "changed the sending rate to"
    case ("deleted", .domainRate): "reset the sending rate to"
    case ("accounts added", _): try added(entry)
    // Entries from before 0033 have the former name of the act; see `AuditFields.formerNames`, too.
    case ("resolve_unconfirmed", _), ("settle_doubt", _): try resolved(entry)
    case ("tried again failed emails of", _): "retried failed emails of"
    case ("made", let kind): "added the \(kind.words)"
    case ("deleted", let kind): "deleted the \(kind.words)"
    case (let action, let kind):
      action.contains(" ") ? action : "\(action) the \(kind.words)"
    }
  }

  /// The changed record; empty if the act already says it.
  static func subject(_ entry: AuditEntry) -> String {
    if entry.action == "signed in" || entry.action == "signed out" { return "" }
    return switch entry.subjectKind {
    case .setting: Setting.labels[entry.subjectName] ?? entry.subjectName
    case .domainRate:
      entry.subjectName == "other" ? "other domains" : entry.subjectName.capitalized
    default: entry.subjectName
    }
  }

  /// "added 12 accounts from the list Autumn to"
  private static func added(_ entry: AuditEntry) throws -> String {
    let after = try AuditFields(entry.after)
    let list = after["list_id"].flatMap { AuditFields.name(of: "list_id", $0, in: entry) }
    return "added \(Words.count(after.count("added"), "account"))"
      + (list.map { " from the list \($0)" } ?? "") + " to"
  }

  private static func resolved(_ entry: AuditEntry) throws -> String {
    switch try AuditFields(entry.after).text("verdict") {
    case "arrived": "marked as delivered the email to"
    case "lost": "marked as not delivered the email to"
    default: "resent the unconfirmed email to"
    }
  }

  /// The fields in order, times in the user's zone. For a record that was created or deleted,
  /// only the fields that were filled in.
  static func changes(_ entry: AuditEntry, _ words: Words) throws -> [AuditChange] {
    let (before, after) = (try AuditFields(entry.before), try AuditFields(entry.after))
    return Set(before.keys).union(after.keys).sorted().compactMap { key in
      guard let label = AuditFields.label(of: key, in: entry.subjectKind) else { return nil }
      let old = before.worded(key, in: entry, words)
      let new = after.worded(key, in: entry, words)
      guard old != new else { return nil }
      return AuditChange(field: label, before: old, after: new)
    }
  }
}

extension AuditEntry.Kind {
  /// Within a sentence.
  var words: String {
    switch self {
    case .account: "account"
    case .apiDefault: "default of the API"
    case .apiToken: "API token"
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
    case .webhook: "webhook"
    case .workspace: "workspace"
    }
  }
}
