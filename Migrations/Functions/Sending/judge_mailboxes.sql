-- judge_mailboxes: adjusts the health of mailboxes by the answers they got. A success +1, a soft bounce -5, a
-- hard one -15, another permanent failure -10. After three errors in a row that are the mailbox's or its
-- server's own, the mailbox rests, and one whose sign-in is refused waits for a person. A message that was
-- never answered is such an error, too. If a server hangs up on one email again and again, only the first
-- time counts against the server, as long as it hangs up on no other: `hung_up` names two of the emails on
-- which it hung up since it last accepted one.
--
-- A success does not update a mailbox in full health: otherwise all settlements would queue for its row.
CREATE FUNCTION fn.judge_mailboxes(
  workspaces bigint[], mailboxes bigint[], classes text[], answers text[], at timestamptz,
  deliveries bigint[] DEFAULT NULL
) RETURNS void
LANGUAGE plpgsql
SET enable_seqscan = off
AS $$
BEGIN
  UPDATE mailboxes m
  SET health = greatest(0, least(100, m.health + j.health)),
    recovered_at = CASE WHEN j.health < 0 THEN at ELSE m.recovered_at END,
    errors_in_a_row = CASE
      WHEN j.is_cooling THEN 0
      WHEN j.successes > 0 THEN 0
      ELSE m.errors_in_a_row + j.errors END,
    cooling_until = CASE
      WHEN m.errors_in_a_row + j.errors >= 3 AND j.successes = 0 THEN at + make_interval(
        mins => rule.setting(m.workspace_id, 'sending.cool_down_minutes')::int)
      ELSE m.cooling_until END,
    state = CASE WHEN j.sign_ins > 0 THEN 'paused' ELSE m.state END,
    last_error = coalesce(j.error, m.last_error),
    last_error_at = CASE WHEN j.error IS NOT NULL THEN at ELSE m.last_error_at END,
    hung_up = CASE
      WHEN j.successes > 0 THEN '{}'
      WHEN j.hung_up IS NULL THEN m.hung_up
      ELSE ARRAY(
        SELECT h.delivery
        FROM unnest(j.hung_up || m.hung_up) WITH ORDINALITY h (delivery, nth)
        GROUP BY h.delivery
        ORDER BY min(h.nth)
        LIMIT 2)
      END
  FROM (
    SELECT t.*, o.errors_in_a_row + t.errors >= 3 AND t.successes = 0 AS is_cooling
    FROM (
      SELECT j.workspace, j.mailbox,
        sum(CASE j.class WHEN 'sent' THEN 1 WHEN 'soft_recipient' THEN -5
          WHEN 'hard_recipient' THEN -15 WHEN 'content' THEN -10 WHEN 'policy_sender' THEN -10
          WHEN 'unknown_permanent' THEN -10 ELSE 0 END)::int AS health,
        count(*) FILTER (WHERE j.class IN ('sent', 'hard_recipient', 'soft_recipient')) AS successes,
        (count(*) FILTER (WHERE j.class IN ('unreachable', 'hung_up', 'unanswered',
          'rate_limited', 'policy_sender', 'sender_config')))::int AS errors,
        count(*) FILTER (WHERE j.class = 'sender_config') AS sign_ins,
        max(j.answer) FILTER (WHERE j.class NOT IN ('sent', 'hard_recipient', 'soft_recipient',
          'returned', 'withdrawn', 'crowded', 'text', 'hung_up_again')) AS error,
        array_agg(j.delivery) FILTER (WHERE j.class IN ('hung_up', 'hung_up_again')) AS hung_up
      FROM unnest(workspaces, mailboxes, classes, answers, deliveries)
        j (workspace, mailbox, class, answer, delivery)
      GROUP BY j.workspace, j.mailbox
      ORDER BY j.workspace, j.mailbox
    ) t
      JOIN mailboxes o ON (o.workspace_id, o.id) = (t.workspace, t.mailbox)
  ) j
  WHERE (m.workspace_id, m.id) = (j.workspace, j.mailbox)
    AND ((j.health <> 0 AND (m.health < 100 OR j.health < 0)) OR j.error IS NOT NULL
      OR j.hung_up IS NOT NULL
      OR ((m.errors_in_a_row > 0 OR m.hung_up <> '{}') AND j.successes > 0));
END
$$;
