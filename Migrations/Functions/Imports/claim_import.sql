-- claim_import: lends the next import of any workspace that has work to one worker: rows to check, to
-- import or to clear away. A claim lapses, and is its own worker's to renew; a file whose claim lapsed
-- while it was read has lost its reader.
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
    -- What people wait for comes before what only takes room.
    ORDER BY w.state IN ('done', 'canceled', 'failed'), w.id
    LIMIT 1
    FOR UPDATE SKIP LOCKED
  )
  RETURNING i.workspace_id, i.id, i.state;
END;
