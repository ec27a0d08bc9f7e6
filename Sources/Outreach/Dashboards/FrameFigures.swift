import Postgres

/// The few figures in the frame of every page.
package struct FrameFigures: Sendable, Equatable {
  /// Replies that are not done: at most 1,000 are counted.
  package let waitingReplies: Int
  /// Positive replies that wait for an answer: the workspace's, and the viewer's own among them.
  package let duePositive: Int
  package let overduePositive: Int
  package let dueMine: Int
  package let overdueMine: Int
  package let runningCampaigns: Int
  package let sentLastMinute: Int
  /// There is a mailbox, and none of them sends to real people.
  package let isPracticeOnly: Bool
  /// How long a day of waiting takes on the practice mailbox.
  package let practiceDaySeconds: Int

  /// Whose positive replies come first: the viewer's own, except for those that no member has
  /// answered in time while none of the viewer's own is overdue.
  package var showsMine: Bool {
    overdueMine > 0 || (overduePositive == 0 && dueMine > 0)
  }
}

extension FrameFigures: RowDecodable {}

extension Queryable {
  package func frameFigures(for person: Person.ID? = nil) throws -> FrameFigures {
    guard let figures: FrameFigures = try first(figures(of: person)) else {
      throw Refusal.notFound("no figures")
    }
    return figures
  }
}

/// Each part reads a partial index, or the workspace's few mailboxes.
private func figures(of person: Person.ID?) -> SQL {
  """
  SELECT
    (SELECT count(*) FROM (
      SELECT FROM replies
      WHERE done_at IS NULL AND fn.is_answer(class) LIMIT 1000) w) AS waiting_replies,
    follow.due AS due_positive,
    follow.overdue AS overdue_positive, follow.mine AS due_mine,
    follow.overdue_mine,
    (SELECT count(*) FROM campaigns WHERE status = 'running') AS running_campaigns,
    fn.emails_sent(now() - interval '1 minute') AS sent_last_minute,
    boxes.is_practice_only,
    rule.setting(rule.workspace(), 'practice.day_seconds')::bigint
      AS practice_day_seconds
  FROM (
    SELECT count(*) AS due, count(*) FILTER (WHERE follow_up_due_at < now()) AS overdue,
      count(*) FILTER (WHERE owner_id = \(person)) AS mine,
      count(*) FILTER (WHERE owner_id = \(person) AND follow_up_due_at < now()) AS overdue_mine
    FROM replies
    WHERE follow_up = 'due'
  ) follow
  CROSS JOIN (
    SELECT coalesce(bool_and(m.kind = 'practice'), false) AS is_practice_only
    FROM mailboxes m
    WHERE m.archived_at IS NULL
  ) boxes
  """
}
