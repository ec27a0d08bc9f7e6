import Outreach
import Postgres
import TestKit
import Testing

/// The words of the database's enums are those of their Swift enums, so that the compiler finds every place
/// that a new one concerns.
@Suite(.database) struct EnumMirrorTests {
  @Test func enumsOfTheDatabaseAreMirrored() throws {
    try mirrors("campaign_goal", Goal.self)
    try mirrors("campaign_stage", Stage.self)
    try mirrors("campaign_status", CampaignStatus.self)
    try mirrors("channel", Channel.self)
    try mirrors("delivery_state", Delivery.State.self)
    try mirrors("exit_reason", ExitReason.self)
    try mirrors("expense_category", ExpenseCategory.self)
    try mirrors("follow_up_state", FollowUp.self)
    try mirrors("import_state", Import.State.self)
    try mirrors("attachment_state", ListAttachment.State.self)
    try mirrors("mailbox_kind", MailboxKind.self)
    try mirrors("member_role", Role.self)
    try mirrors("reply_class", Reply.Class.self)
    try mirrors("review_status", ReviewVerdict.self)
    try mirrors("smtp_security", MailboxSecurity.self)
    try mirrors("step_condition", StepCondition.self)
    try mirrors("suppression_reason", SuppressionReason.self)
    try mirrors("visitor_class", VisitorClass.self)
  }

  private func mirrors<Mirror>(_ type: String, _: Mirror.Type) throws
  where Mirror: CaseIterable & RawRepresentable<String> {
    let labels: [String] = try owner.rows(
      """
      SELECT e.enumlabel FROM pg_enum e JOIN pg_type t ON t.oid = e.enumtypid
      WHERE t.typname = \(type)
      """
    ).map { try $0["enumlabel"] }
    #expect(Set(labels) == Set(Mirror.allCases.map(\.rawValue)), "\(type)")
  }
}
