-- claim_event_delivery: leases the delivery that is due first of one active subscriber of this kind, until the
-- lease has passed. A lease that has passed, of a worker that died, is claimed again. Address, secret and
-- state are those of this moment.
--
-- At most four deliveries of a workspace are leased, three of one subscriber, and one of a subscriber whose
-- receiver fails: a slow receiver leaves a place to the others of its workspace, slow receivers of one
-- workspace leave the other workers to the others, and a receiver is not flooded when it returns. The workspace
-- with the fewest in flight comes first, and chance decides between equals. Where order is asked for, a
-- delivery waits for the earlier ones of its key, and a dead one holds its key.
--
-- A lock allows one claim at a time, so that what was counted still holds. It is free again before the claim
-- is on disk: a claim that a crash of the server takes back was sent, and is sent again.
CREATE FUNCTION fn.claim_event_delivery(wanted event_consumer, lease interval) RETURNS TABLE (
  workspace_id bigint, delivery_id bigint, subscriber_id bigint, claim bigint, event_id bigint,
  event_at timestamptz, body text, address text, secret bytea
)
LANGUAGE plpgsql
SET enable_seqscan = off
AS $$
#variable_conflict use_column
DECLARE
  most_of_workspace CONSTANT int := 4;
  most_of_one CONSTANT int := 3;
  looked_at timestamptz;
  chosen record;
BEGIN
  PERFORM set_config('synchronous_commit', 'off', true);
  PERFORM pg_advisory_xact_lock(hashtext('overture.claim_events'));
  looked_at := clock_timestamp();
  FOR chosen IN
    WITH leased AS MATERIALIZED (
      SELECT d.workspace_id, d.subscriber_id, count(*) AS own
      FROM event_deliveries d
      WHERE d.state = 'leased' AND d.next_at > looked_at
      GROUP BY d.workspace_id, d.subscriber_id
    ),
    -- Its own part of chance for each workspace: otherwise one with many webhooks has most of the turns.
    busy AS MATERIALIZED (
      SELECT w.id AS workspace, coalesce(sum(l.own), 0) AS all_of_it, random() AS chance
      FROM workspaces w LEFT JOIN leased l ON l.workspace_id = w.id
      GROUP BY w.id
    )
    SELECT x.workspace_id, x.id, x.is_ordered, x.address, x.secret
    FROM subscribers x
      JOIN busy b ON b.workspace = x.workspace_id
      LEFT JOIN leased l ON (l.workspace_id, l.subscriber_id) = (x.workspace_id, x.id)
    WHERE x.consumer = wanted AND x.state = 'active' AND coalesce(x.rests_until, '-infinity') <= looked_at
      AND b.all_of_it < most_of_workspace
      AND coalesce(l.own, 0) < most_of_one
      AND (x.failing_since IS NULL OR l.own IS NULL)
      AND EXISTS (
        SELECT FROM event_deliveries d
        WHERE (d.workspace_id, d.subscriber_id) = (x.workspace_id, x.id)
          AND d.state IN ('pending', 'leased') AND d.next_at <= looked_at)
    ORDER BY b.all_of_it, b.chance, coalesce(l.own, 0), random()
  LOOP
    RETURN QUERY
    WITH due AS (
      SELECT d.workspace_id, d.id
      FROM event_deliveries d
      WHERE (d.workspace_id, d.subscriber_id) = (chosen.workspace_id, chosen.id)
        AND d.state IN ('pending', 'leased') AND d.next_at <= looked_at
        AND NOT (chosen.is_ordered AND EXISTS (
          SELECT FROM event_deliveries o
          WHERE (o.workspace_id, o.subscriber_id, o.key) = (d.workspace_id, d.subscriber_id, d.key)
            AND o.id < d.id AND o.is_ordered AND o.state <> 'done'))
      ORDER BY d.next_at, d.id
      LIMIT 1
      FOR UPDATE SKIP LOCKED
    )
    UPDATE event_deliveries d
    SET state = 'leased', attempts = d.attempts + 1, claim = d.claim + 1, next_at = looked_at + lease
    FROM due
    WHERE (d.workspace_id, d.id) = (due.workspace_id, due.id)
    RETURNING d.workspace_id, d.id, d.subscriber_id, d.claim, d.event_id, d.event_at,
      fn.event_body(d.workspace_id, d.event_at, d.event_id), chosen.address, chosen.secret;
    IF FOUND THEN
      RETURN;
    END IF;
  END LOOP;
END
$$;
