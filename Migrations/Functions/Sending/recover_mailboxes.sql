-- recover_mailboxes: a mailbox in poor health that may send nothing, and so cannot recover by a success,
-- gains 1 for each hour without sending, up to 50. Works in all workspaces and returns how many gained. In a
-- rehearsal an hour is as short as the waits are.
--
-- Hours count from the last email, from the last loss of health, or from the end of the hours already
-- counted.
CREATE FUNCTION fn.recover_mailboxes() RETURNS bigint
LANGUAGE sql
BEGIN ATOMIC
  WITH resting AS (
    SELECT m.workspace_id, m.id, h.hours, s.since + h.hours * s.hour AS counted_to
    FROM mailboxes m
      CROSS JOIN LATERAL (
        SELECT greatest(m.recovered_at, m.created_at, (
            SELECT max(u.minute) FROM mailbox_uses u
            WHERE (u.workspace_id, u.mailbox_id) = (m.workspace_id, m.id) AND u.used > 0)) AS since,
          fn.practice_time(m.workspace_id, m.kind = 'practice', '1 hour') AS hour
      ) s
      CROSS JOIN LATERAL (
        SELECT least(50, floor(
          extract(epoch FROM clock_timestamp() - s.since) / extract(epoch FROM s.hour)))::int AS hours
      ) h
    WHERE m.health < 50 AND m.archived_at IS NULL AND h.hours > 0
    -- Another sender is counting the same hours at this moment, or someone is changing the mailbox.
    FOR NO KEY UPDATE OF m SKIP LOCKED
  ),
  gained AS (
    UPDATE mailboxes m
    SET health = least(50, m.health + r.hours), recovered_at = r.counted_to
    FROM resting r
    WHERE (m.workspace_id, m.id) = (r.workspace_id, r.id)
    RETURNING m.id
  )
  SELECT count(*) FROM gained;
END;
