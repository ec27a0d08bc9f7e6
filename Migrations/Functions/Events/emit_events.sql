-- emit_events: writes these events in the transaction of the change. Nothing else writes into `events`.
--
-- An event's place is (txid, id), where txid is the greatest of the own transaction's number and of those that
-- have ended. So the place of a transaction that began early and writes late is behind what it may have seen,
-- and events of one record are in the order of its changes; the own number alone would order them by when
-- their transactions began. In a database that was restored into another server these numbers may be smaller
-- than those of the events that came along. So a place is never before one that a subscriber has read, or the
-- event would be lost: see fn.rebase_events.
--
-- One INSERT for all of them. A NOTIFY in each write costs a fifth of the commits that a busy server makes, so
-- readers of a workspace are woken four times a second at most, and look twice a second anyway. A workspace
-- without a subscriber wakes no reader.
CREATE FUNCTION fn.emit_events(wanted emission[]) RETURNS int
LANGUAGE plpgsql AS $$
DECLARE
  written int;
  place xid8;
BEGIN
  IF wanted IS NULL THEN
    RETURN 0;
  END IF;
  place := greatest(pg_current_xact_id(),
    (pg_snapshot_xmax(pg_current_snapshot())::text::bigint - 1)::text::xid8);
  INSERT INTO events (workspace_id, txid, at, kind, key, campaign_id, account_id, contact_id, enrollment_id,
    delivery_id, reply_id, data)
  SELECT w.workspace_id, greatest(place, r.read_to), coalesce(w.at, now()), w.kind, w.key, w.campaign_id, w.account_id,
    w.contact_id, w.enrollment_id, w.delivery_id, w.reply_id, coalesce(w.data, '{}')
  FROM unnest(wanted) w
    LEFT JOIN (
      SELECT s.workspace_id, max(s.cursor_txid) AS read_to
      FROM subscribers s
      WHERE s.workspace_id IN (SELECT n.workspace_id FROM unnest(wanted) n)
      GROUP BY s.workspace_id
    ) r ON r.workspace_id = w.workspace_id;
  GET DIAGNOSTICS written = ROW_COUNT;

  -- A transaction that is about to wake them is not waited for.
  UPDATE event_wakeups w SET woken_at = clock_timestamp()
  WHERE w.workspace_id IN (
    SELECT x.workspace_id FROM event_wakeups x
    WHERE x.woken_at < clock_timestamp() - interval '250 milliseconds'
      AND x.workspace_id IN (SELECT n.workspace_id FROM unnest(wanted) n)
    FOR NO KEY UPDATE SKIP LOCKED);
  IF FOUND THEN
    NOTIFY overture_events;
  END IF;
  RETURN written;
END
$$;
