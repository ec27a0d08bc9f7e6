-- redeliver_events: a person sends deliveries of a webhook again: this one, or with NULL all that are dead. Each
-- begins a new series of attempts. Returns how many; a delivery that is being sent right now stays as it is.
-- Refuses with OR404 (no such webhook) and OR409 (it is paused or disabled: nothing would be sent).
CREATE FUNCTION fn.redeliver_events(webhook bigint, delivery bigint) RETURNS bigint
LANGUAGE plpgsql AS $$
DECLARE
  is_now subscriber_state;
  again bigint;
BEGIN
  -- The subscriber first, as everywhere.
  UPDATE subscribers s SET rests_until = NULL
  WHERE (s.workspace_id, s.id) = (rule.workspace(), webhook) AND s.consumer = 'webhook'
  RETURNING s.state INTO is_now;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'no_webhook' USING ERRCODE = 'OR404', DETAIL = webhook::text;
  END IF;
  IF is_now <> 'active' THEN
    RAISE EXCEPTION 'webhook_is_off' USING ERRCODE = 'OR409', DETAIL = is_now::text;
  END IF;
  UPDATE event_deliveries d
  SET state = 'pending', attempts = 0, claim = d.claim + 1, next_at = now()
  WHERE (d.workspace_id, d.subscriber_id) = (rule.workspace(), webhook)
    AND CASE WHEN delivery IS NULL THEN d.state = 'dead'
      ELSE d.id = delivery AND NOT (d.state = 'leased' AND d.next_at > now()) END;
  GET DIAGNOSTICS again = ROW_COUNT;
  NOTIFY overture_events;
  RETURN again;
END
$$;
