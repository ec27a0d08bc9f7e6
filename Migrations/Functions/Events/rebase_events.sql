-- rebase_events: after a restore into another server its transactions may have smaller numbers than those of
-- the events that came along: subscribers would wait for them, and pass over new ones. Gives such events,
-- and those written since the restore, the number of this transaction, and moves the cursors to match.
-- Returns how many events were changed. Nothing is delivered twice: a delivery is there once for each event.
--
-- In one server no visible row has the number of a transaction that has not begun yet, in the same snapshot.
CREATE FUNCTION fn.rebase_events() RETURNS bigint
LANGUAGE plpgsql AS $$
DECLARE
  strange record;
  moved bigint;
  all_moved bigint := 0;
BEGIN
  IF NOT EXISTS (
    SELECT FROM workspaces w
    WHERE EXISTS (
      SELECT FROM events e
      WHERE e.workspace_id = w.id AND e.txid >= pg_snapshot_xmax(pg_current_snapshot()))
      OR EXISTS (
        SELECT FROM subscribers s
        WHERE s.workspace_id = w.id AND s.cursor_txid >= pg_snapshot_xmax(pg_current_snapshot())))
  THEN
    RETURN 0;
  END IF;
  -- An event that is written and not committed could fall before a cursor that is moved.
  LOCK TABLE ONLY events IN SHARE ROW EXCLUSIVE MODE;
  FOR strange IN
    SELECT w.id AS workspace, max(e.id) AS last, min(e.at) AS first_at,
      pg_snapshot_xmax(pg_current_snapshot()) AS horizon
    FROM workspaces w
      LEFT JOIN events e ON e.workspace_id = w.id AND e.txid >= pg_snapshot_xmax(pg_current_snapshot())
    GROUP BY w.id
    HAVING max(e.id) IS NOT NULL
      OR EXISTS (
        SELECT FROM subscribers s
        WHERE s.workspace_id = w.id AND s.cursor_txid >= pg_snapshot_xmax(pg_current_snapshot()))
  LOOP
    PERFORM FROM subscribers s WHERE s.workspace_id = strange.workspace ORDER BY s.id FOR NO KEY UPDATE;
    UPDATE subscribers s
    SET cursor_txid = pg_current_xact_id(),
      -- Just before the first event that was not read yet. A subscriber that was added since the restore
      -- wants none from before that.
      cursor_id = coalesce(
        (SELECT min(e.id) - 1 FROM events e
          WHERE e.workspace_id = s.workspace_id
            AND (e.id > strange.last
              OR (e.txid >= strange.horizon AND (e.txid, e.id) > (s.cursor_txid, s.cursor_id)
                AND e.at >= s.created_at))),
        strange.last, s.cursor_id)
    WHERE s.workspace_id = strange.workspace
      -- One that was read up to an event from before keeps its place: all that follow get a later number.
      -- One that is newer than such an event, and has a smaller number, was added since the restore.
      AND (s.cursor_txid >= strange.horizon OR s.created_at > strange.first_at);
    UPDATE events e SET txid = pg_current_xact_id()
    WHERE e.workspace_id = strange.workspace AND (e.txid >= strange.horizon OR e.id > strange.last);
    GET DIAGNOSTICS moved = ROW_COUNT;
    all_moved := all_moved + moved;
  END LOOP;
  RETURN all_moved;
END
$$;
