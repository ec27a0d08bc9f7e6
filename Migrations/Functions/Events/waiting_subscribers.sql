-- waiting_subscribers: the subscribers of all workspaces that may have events to read.
CREATE FUNCTION fn.waiting_subscribers() RETURNS TABLE (workspace_id bigint, id bigint)
LANGUAGE sql STABLE
BEGIN ATOMIC
  SELECT s.workspace_id, s.id
  FROM subscribers s
  WHERE s.state = 'active'
    AND EXISTS (
      SELECT FROM events e
      WHERE e.workspace_id = s.workspace_id
        AND e.txid < pg_snapshot_xmin(pg_current_snapshot())
        AND (e.txid, e.id) > (s.cursor_txid, s.cursor_id));
END;
