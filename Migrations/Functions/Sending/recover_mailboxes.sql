-- recover_mailboxes: a mailbox in poor health, which may send nothing and so has no success that would heal
-- it, gains 1 for each hour without sending, up to 50. Of all workspaces; says how many gained. In a
-- rehearsal an hour takes as long as waits do there.
--
-- Hours count from the last email, from the last loss of health, and from where they were counted to.
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
    -- Another sender counts the same hours in this moment, or somebody changes the mailbox.
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
