-- return_event_delivery: a claimed delivery was not tried to its end, because the worker ends. It is due again
-- now, and the claim does not count as an attempt.
CREATE FUNCTION fn.return_event_delivery(workspace bigint, delivery bigint, for_claim bigint) RETURNS void
LANGUAGE sql
BEGIN ATOMIC
  UPDATE event_deliveries d
  SET state = 'pending', attempts = d.attempts - 1, next_at = clock_timestamp()
  WHERE (d.workspace_id, d.id) = (workspace, delivery) AND d.state = 'leased' AND d.claim = for_claim;
END;
