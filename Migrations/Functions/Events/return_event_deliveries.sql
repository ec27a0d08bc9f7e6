-- return_event_deliveries: claimed deliveries that were not tried are due again at once: the worker ends, or
-- the receiver does not answer. The claim does not count as an attempt.
CREATE FUNCTION fn.return_event_deliveries(workspaces bigint[], deliveries bigint[], claims bigint[])
RETURNS void
LANGUAGE sql
BEGIN ATOMIC
  UPDATE event_deliveries d
  SET state = 'pending', attempts = d.attempts - 1, next_at = now()
  FROM unnest(workspaces, deliveries, claims) r (workspace, delivery, claim)
  WHERE (d.workspace_id, d.id) = (r.workspace, r.delivery) AND d.state = 'leased' AND d.claim = r.claim;
END;
