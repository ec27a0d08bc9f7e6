import Outreach

/// The words of the database in an entry of the audit trail, as pages word them.
enum AuditVocabulary {
  /// Nil: the field holds text that people typed.
  static func word(_ text: String, of key: String, in kind: AuditEntry.Kind) -> String? {
    switch (kind, key) {
    case (.campaign, "status"): CampaignStatus(rawValue: text)?.words
    case (.campaign, "pause_reason"): CampaignPause(text) { _ in nil }?.words
    case (.account, "status"), (.account, "relationship_types"):
      AccountStatus(rawValue: text)?.words
    case (.campaignAccount, "review_status"): ReviewStatus(rawValue: text)?.badge.word
    case (.campaignAccount, "outreach_status"): OutreachStatus(rawValue: text)?.badge.word
    case (.mailbox, "smtp_security"), (.mailbox, "imap_security"):
      MailboxSecurity(rawValue: text).map { $0 == .none ? "None" : $0.rawValue.uppercased() }
    case (.mailbox, "kind"): text == "smtp" ? "SMTP" : Words.sentence(text)
    case (.mailbox, "state"), (.persona, "approval"): Words.sentence(text)
    case (.suppression, "reason"): SuppressionReason(rawValue: text)?.badge.word
    case (.webhook, "kinds"): EventKind(rawValue: text)?.words
    case (.webhook, "state"): SubscriberState(rawValue: text)?.badge.word
    case (.apiToken, "rights"): Right(rawValue: text)?.words
    case (.expense, "category"): ExpenseCategory(rawValue: text)?.words
    case (.step, "condition"): StepCondition(rawValue: text)?.words
    case (_, "goal"): Goal(rawValue: text)?.words
    case (_, "stage"): Stage(rawValue: text)?.words
    case (_, "role"): Role(rawValue: text)?.words
    case (_, "class"): Reply.Class(rawValue: text)?.badge.word
    case (_, "follow_up"): FollowUp(rawValue: text).map { Words.sentence($0.words) }
    case (_, "flags"): text.replacing("include_", with: "").replacing("_", with: " ")
    default: nil
    }
  }
}
