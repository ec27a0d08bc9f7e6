-- claim_replies: leases waiting replies of all workspaces to one classifier. After a lease lapses, the reply
-- is leased again: reading a reply twice does no harm, and it is classified once.
CREATE FUNCTION fn.claim_replies(worker text, at_most int, lend_for interval)
RETURNS TABLE (
  workspace_id bigint, reply_id bigint, subject text, body text, quoted text, automatic boolean,
  received_at timestamptz)
LANGUAGE sql
BEGIN ATOMIC
  WITH due AS (
    SELECT r.workspace_id, r.id
    FROM replies r
    WHERE r.class IS NULL AND r.due_at <= now()
    ORDER BY r.due_at, r.id
    LIMIT at_most
    FOR UPDATE SKIP LOCKED
  ),
  claimed AS (
    UPDATE replies r
    SET due_at = now() + lend_for, attempts = r.attempts + 1, claimed_by = worker,
      claimed_until = now() + lend_for
    FROM due
    WHERE (r.workspace_id, r.id) = (due.workspace_id, due.id)
    RETURNING r.workspace_id, r.id, r.message_id, r.automatic, r.received_at
  )
  SELECT c.workspace_id, c.id, x.subject, x.text, x.quoted, c.automatic, c.received_at
  FROM claimed c
    JOIN messages m ON (m.workspace_id, m.id) = (c.workspace_id, c.message_id)
    JOIN message_texts x
      ON (x.workspace_id, x.at, x.message_id) = (m.workspace_id, m.at, m.id)
  ORDER BY c.id;
END;
