-- claim_event_deliveries: leases due deliveries of one active subscriber of this kind, at most so many, until
-- the lease has passed. The subscriber that was served longest ago comes first. A lease that has passed, of
-- a worker that died, is claimed again.
--
-- A subscriber whose receiver fails gets one delivery at a time, so that it holds one worker at most and
-- is not flooded when it returns. Where order is asked for, a delivery waits for the earlier ones of its
-- key, and a dead one holds its key.
CREATE FUNCTION fn.claim_event_deliveries(
  wanted event_consumer, at_most int, lease interval
) RETURNS TABLE (
  workspace_id bigint, delivery_id bigint, subscriber_id bigint, claim bigint, event_id bigint,
  event_at timestamptz, body text, address text, secret bytea
)
LANGUAGE plpgsql
SET enable_seqscan = off
AS $$
#variable_conflict use_column
DECLARE
  s subscribers;
BEGIN
  SELECT x.* INTO s
  FROM subscribers x
  WHERE x.consumer = wanted AND x.state = 'active' AND coalesce(x.rests_until, '-infinity') <= now()
    AND EXISTS (
      SELECT FROM event_deliveries d
      WHERE (d.workspace_id, d.subscriber_id) = (x.workspace_id, x.id)
        AND d.state IN ('pending', 'leased') AND d.next_at <= now())
    AND (x.failing_since IS NULL OR NOT EXISTS (
      SELECT FROM event_deliveries d
      WHERE (d.workspace_id, d.subscriber_id) = (x.workspace_id, x.id)
        AND d.state = 'leased' AND d.next_at > now()))
  ORDER BY x.served_at, x.workspace_id, x.id
  LIMIT 1
  FOR NO KEY UPDATE SKIP LOCKED;
  IF NOT FOUND THEN
    RETURN;
  END IF;
  UPDATE subscribers x SET served_at = clock_timestamp()
  WHERE (x.workspace_id, x.id) = (s.workspace_id, s.id);

  RETURN QUERY
  WITH due AS (
    SELECT d.workspace_id, d.id
    FROM event_deliveries d
    WHERE (d.workspace_id, d.subscriber_id) = (s.workspace_id, s.id)
      AND d.state IN ('pending', 'leased') AND d.next_at <= now()
      AND NOT (s.is_ordered AND EXISTS (
        SELECT FROM event_deliveries o
        WHERE (o.workspace_id, o.subscriber_id, o.key) = (d.workspace_id, d.subscriber_id, d.key)
          AND o.id < d.id AND o.is_ordered AND o.state <> 'done'))
    ORDER BY d.next_at, d.id
    LIMIT CASE WHEN s.failing_since IS NULL THEN at_most ELSE 1 END
    FOR UPDATE SKIP LOCKED
  )
  UPDATE event_deliveries d
  SET state = 'leased', attempts = d.attempts + 1, claim = d.claim + 1, next_at = now() + lease
  FROM due
  WHERE (d.workspace_id, d.id) = (due.workspace_id, due.id)
  RETURNING d.workspace_id, d.id, d.subscriber_id, d.claim, d.event_id, d.event_at,
    fn.event_body(d.workspace_id, d.event_at, d.event_id), s.address, s.secret;
END
$$;
