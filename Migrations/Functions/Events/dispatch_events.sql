-- dispatch_events: reads the next events for one subscriber, copies those that it wants into its deliveries
-- and moves its cursor, all in one transaction. Returns how many events it read; 0: it has read all, or
-- another dispatcher is at it.
--
-- Only what is older than every running transaction is read, in the order of (txid, id): one that is still
-- running may yet commit an event with a smaller id. Deliveries are numbered in the same order, which is that of
-- the changes to one record.
CREATE FUNCTION fn.dispatch_events(workspace bigint, subscriber bigint, at_most int) RETURNS int
LANGUAGE plpgsql AS $$
DECLARE
  s subscribers;
  last record;
BEGIN
  SELECT * INTO s FROM subscribers x
  WHERE (x.workspace_id, x.id) = (workspace, subscriber) AND x.state = 'active'
  FOR NO KEY UPDATE SKIP LOCKED;
  IF NOT FOUND THEN
    RETURN 0;
  END IF;

  WITH next AS MATERIALIZED (
    SELECT e.txid, e.id, e.at, e.kind, e.key
    FROM events e
    WHERE e.workspace_id = workspace
      AND e.txid < pg_snapshot_xmin(pg_current_snapshot())
      AND (e.txid, e.id) > (s.cursor_txid, s.cursor_id)
    ORDER BY e.txid, e.id
    LIMIT at_most
  ),
  copied AS (
    INSERT INTO event_deliveries (workspace_id, subscriber_id, event_id, event_at, key, is_ordered)
    SELECT workspace, subscriber, n.id, n.at, n.key, s.is_ordered
    FROM next n
    WHERE n.kind = ANY (s.kinds)
    ORDER BY n.txid, n.id
    ON CONFLICT ON CONSTRAINT one_delivery_per_subscriber_and_event DO NOTHING
  )
  SELECT count(*)::int AS events, (array_agg(n.txid ORDER BY n.txid DESC, n.id DESC))[1] AS txid,
    (array_agg(n.id ORDER BY n.txid DESC, n.id DESC))[1] AS id
  INTO last
  FROM next n;

  IF last.events > 0 THEN
    UPDATE subscribers x
    SET cursor_txid = last.txid, cursor_id = last.id
    WHERE (x.workspace_id, x.id) = (workspace, subscriber);
  END IF;
  RETURN last.events;
END
$$;
