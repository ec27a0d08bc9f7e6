-- claim_import: lends the next import of any workspace that has work to one worker: rows to check, to
-- import or to clear away. A claim lapses, and is its own worker's to renew; a file whose claim lapsed
-- while it was read has lost its reader.
--
-- The least recently claimed comes first: a long import of one workspace, or one that fails again and
-- again, holds up no other workspace. Within one they go in one after the other, because each looks for the
-- accounts of its rows before its first.
CREATE FUNCTION fn.claim_import(worker text, lend_for interval)
RETURNS TABLE (workspace_id bigint, import_id bigint, state import_state)
LANGUAGE sql
BEGIN ATOMIC
  UPDATE imports i
  SET claimed_by = worker, claimed_until = now() + lend_for
  WHERE (i.workspace_id, i.id) = (
    SELECT w.workspace_id, w.id
    FROM imports w
    WHERE (w.state IN ('reading', 'checking', 'importing')
        OR (w.state IN ('done', 'canceled', 'failed') AND w.cleared_at IS NULL))
      AND (w.claimed_until IS NULL OR w.claimed_until < now() OR w.claimed_by = worker)
      AND NOT EXISTS (
        SELECT FROM imports o
        WHERE w.state = 'importing' AND (o.workspace_id, o.state) = (w.workspace_id, 'importing')
          AND (o.row_done > 0, -o.id) > (w.row_done > 0, -w.id))
    -- What people wait for comes before what only takes room.
    ORDER BY w.state IN ('done', 'canceled', 'failed'), w.claimed_until NULLS FIRST, w.id
    LIMIT 1
    FOR UPDATE SKIP LOCKED
  )
  RETURNING i.workspace_id, i.id, i.state;
END;
