-- redeliver_events: a person sends deliveries of a subscriber again: this one, or with NULL all that are
-- dead. Each begins a new series of attempts. Returns how many; a delivery that is being sent right now
-- stays as it is.
CREATE FUNCTION fn.redeliver_events(subscriber bigint, delivery bigint) RETURNS bigint
LANGUAGE plpgsql AS $$
DECLARE
  again bigint;
BEGIN
  -- The subscriber first, as everywhere.
  UPDATE subscribers s SET rests_until = NULL
  WHERE (s.workspace_id, s.id) = (rule.workspace(), subscriber);
  UPDATE event_deliveries d
  SET state = 'pending', attempts = 0, claim = d.claim + 1, next_at = now()
  WHERE (d.workspace_id, d.subscriber_id) = (rule.workspace(), subscriber)
    AND CASE WHEN delivery IS NULL THEN d.state = 'dead'
      ELSE d.id = delivery AND NOT (d.state = 'leased' AND d.next_at > now()) END;
  GET DIAGNOSTICS again = ROW_COUNT;
  NOTIFY overture_events;
  RETURN again;
END
$$;
