-- settle_event_delivery: the receiver answered a claimed delivery, or did not. `done`: it has the event.
-- `failed`: it is retried after 10 s, 1 min, 5 min, 30 min, 2 h, 6 h and 12 h, and is dead after that.
-- `gone`: the receiver wants no more, and the subscriber is disabled. A settlement of an earlier claim
-- changes nothing; returns whether it counted.
--
-- An answer says nothing about an address that the subscriber was given in the meantime: the delivery is due
-- again now, there.
--
-- A subscriber whose receiver has failed for three days without one success is disabled, with the event
-- webhook.disabled.
CREATE FUNCTION fn.settle_event_delivery(
  workspace bigint, delivery bigint, for_claim bigint, sent_to text, outcome text, http_status int,
  said text, took int
) RETURNS boolean
LANGUAGE plpgsql AS $$
DECLARE
  waits interval[] := '{10 s,1 min,5 min,30 min,2 h,6 h,12 h}';
  settled record;
  s subscribers;
BEGIN
  -- The subscriber first, as everywhere.
  SELECT x.* INTO s
  FROM subscribers x
    JOIN event_deliveries d ON (d.workspace_id, d.subscriber_id) = (x.workspace_id, x.id)
  WHERE (d.workspace_id, d.id) = (workspace, delivery)
  FOR NO KEY UPDATE OF x;
  IF s.address <> sent_to THEN
    PERFORM fn.return_event_delivery(workspace, delivery, for_claim);
    RETURN false;
  END IF;
  UPDATE event_deliveries d
  SET state = CASE
      WHEN outcome = 'done' THEN 'done'
      WHEN outcome = 'gone' OR d.attempts > cardinality(waits) THEN 'dead'
      ELSE 'pending' END::event_delivery_state,
    next_at = clock_timestamp() + coalesce(waits[d.attempts], '0'),
    answered_at = clock_timestamp(), status = http_status, answer = left(said, 4096), milliseconds = took
  WHERE (d.workspace_id, d.id) = (workspace, delivery) AND d.state = 'leased' AND d.claim = for_claim
  RETURNING d.id, d.key INTO settled;
  IF NOT FOUND THEN
    RETURN false;
  END IF;
  -- An open page shows the answer to a test, and when a receiver begins to fail or is well again.
  IF settled.key = 'webhook:' || s.id OR (outcome = 'done') = (s.failing_since IS NOT NULL) THEN
    PERFORM pg_notify('overture_campaigns', workspace || '/webhook:' || s.id);
  END IF;

  IF outcome = 'done' THEN
    UPDATE subscribers x SET failing_since = NULL, rests_until = NULL
    WHERE (x.workspace_id, x.id) = (workspace, s.id)
      AND (x.failing_since IS NOT NULL OR x.rests_until IS NOT NULL);
    RETURN true;
  END IF;

  UPDATE subscribers x
  SET failing_since = coalesce(x.failing_since, clock_timestamp()),
    -- Without an answer each try takes its whole time limit.
    rests_until = CASE WHEN http_status IS NULL THEN clock_timestamp() + interval '10 s' END
  WHERE (x.workspace_id, x.id) = (workspace, s.id)
  RETURNING x.* INTO s;
  IF s.state = 'active' AND (outcome = 'gone' OR s.failing_since < clock_timestamp() - interval '3 days') THEN
    UPDATE subscribers x SET state = 'disabled', disabled_at = clock_timestamp()
    WHERE (x.workspace_id, x.id) = (workspace, s.id);
    INSERT INTO audit_entries (workspace_id, person_id, address, action, subject_kind, subject_id,
      subject_name, before, after)
    VALUES (workspace, NULL, NULL, 'changed', 'webhook', s.id, s.name,
      jsonb_build_object('state', 'active'), jsonb_build_object('state', 'disabled'));
    PERFORM fn.emit('webhook.disabled', 'webhook:' || s.id,
      jsonb_build_object('webhook_id', s.id, 'failing_since', s.failing_since,
        'reason', CASE outcome WHEN 'gone' THEN 'gone' ELSE 'failing' END, 'status', http_status),
      workspace => workspace);
  END IF;
  RETURN true;
END
$$;
