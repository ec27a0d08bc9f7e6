import Outreach
import Postgres
import TestKit
import Testing

/// The words of the database are cases of Swift enums, so that the compiler finds every place that a new
/// word concerns.
@Suite(.database) struct EnumMirrorTests {
  private static let mirrors: [String: [String]] = [
    "access_right": words(Right.self),
    "account_status": words(AccountStatus.self),
    "approval_state": words(ApprovalState.self),
    "attachment_state": words(ListAttachment.State.self),
    "bounce_severity": words(BounceSeverity.self),
    "campaign_goal": words(Goal.self),
    "campaign_stage": words(Stage.self),
    "campaign_status": words(CampaignStatus.self),
    "channel": words(Channel.self),
    "delivery_state": words(Delivery.State.self),
    "direction": words(Message.Direction.self),
    "enrollment_state": words(Enrollment.State.self),
    "event_consumer": words(EventConsumer.self),
    "event_delivery_state": words(EventDeliveryState.self),
    "event_kind": words(EventKind.self),
    "exit_reason": words(ExitReason.self),
    "expense_category": words(ExpenseCategory.self),
    "follow_up_state": words(FollowUp.self),
    "guardrail": words(GuardrailVerdict.self),
    "import_state": words(Import.State.self),
    "import_verdict": words(ImportVerdict.self),
    "invitation_answer": words(InvitationAnswer.self),
    "mailbox_kind": words(MailboxKind.self),
    "mailbox_state": words(MailboxState.self),
    "member_role": words(Role.self),
    "message_state": words(Message.State.self),
    "outreach_status": words(OutreachStatus.self),
    "pause_reason": words(PauseReason.self),
    "reply_class": words(Reply.Class.self),
    "review_status": words(ReviewStatus.self),
    "scoring_status": words(ScoringStatus.self),
    "smtp_security": words(MailboxSecurity.self),
    "step_condition": words(StepCondition.self),
    "subscriber_state": words(SubscriberState.self),
    "suppression_reason": words(SuppressionReason.self),
    "tracking_kind": words(TrackingKind.self),
    "visitor_class": words(VisitorClass.self),
  ]

  @Test func everyEnumOfTheDatabaseIsMirrored() throws {
    let labels = try owner.rows(
      """
      SELECT t.typname, array_agg(e.enumlabel::text ORDER BY e.enumsortorder) AS labels
      FROM pg_enum e
        JOIN pg_type t ON t.oid = e.enumtypid
        JOIN pg_namespace n ON n.oid = t.typnamespace
      WHERE n.nspname NOT IN ('pg_catalog', 'information_schema')
      GROUP BY t.typname
      """)
    #expect(labels.count == Self.mirrors.count)
    for row in labels {
      let (type, labels): (String, [String]) = (try row["typname"], try row["labels"])
      #expect(Set(labels) == Self.mirrors[type].map { Set($0) }, "\(type)")
    }
  }

  /// Lists of choices stand in the order of their enum.
  @Test func choicesStandInTheDatabasesOrder() throws {
    for type in ["account_status", "campaign_goal", "campaign_stage", "step_condition"] {
      let labels: [String] = try owner.rows(
        """
        SELECT e.enumlabel FROM pg_enum e JOIN pg_type t ON t.oid = e.enumtypid
        WHERE t.typname = \(type) ORDER BY e.enumsortorder
        """
      ).map { try $0["enumlabel"] }
      #expect(labels == Self.mirrors[type], "\(type)")
    }
  }

  private static func words<Mirror>(_: Mirror.Type) -> [String]
  where Mirror: CaseIterable & RawRepresentable<String> {
    Mirror.allCases.map(\.rawValue)
  }
}
