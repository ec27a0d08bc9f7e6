-- recover_deliveries: takes back the deliveries that dead workers held, in all workspaces; returns how many.
--
-- A living worker holds a session-level advisory lock on its name, and the server releases it as soon as the
-- worker is gone. A claim of a dead worker is planned again, because not a byte of the message left, and its
-- places are freed. A transmission of a dead worker becomes unconfirmed: it is shown, and resolved by
-- evidence or by a person, never by sending again. The same holds for claims and transmissions of a living
-- worker whose lease has been over for `lapse`: it has lost them. The worker may still be at it, and this
-- server's clock may have been changed: a new claim has a new number, so the older copy can neither begin nor
-- settle.
--
-- `worker`, which makes this call while it is not claiming, knows its claims up to number `known`: a later
-- one was made for it, but it never received the answer.
CREATE FUNCTION fn.recover_deliveries(
  lapse interval DEFAULT '1 minute', worker text DEFAULT NULL, known bigint DEFAULT NULL
) RETURNS int
LANGUAGE plpgsql
SET enable_seqscan = off
AS $$
DECLARE
  dead text[];
  lapsed record;
  claims int;
  doubted record;
BEGIN
  SELECT array_agg(w.claimed_by) INTO dead
  FROM (
    SELECT DISTINCT d.claimed_by
    FROM deliveries d
    WHERE d.stage = 'held'
  ) w
  WHERE pg_try_advisory_xact_lock(hashtext('overture.sender'), hashtext(w.claimed_by));

  SELECT array_agg(l.workspace_id) AS workspaces, array_agg(l.id) AS deliveries INTO lapsed
  FROM (
    SELECT d.workspace_id, d.id
    FROM deliveries d
    WHERE (d.stage, d.state) = ('held', 'claimed')
      AND (d.claimed_by = ANY (dead) OR d.claimed_until < clock_timestamp() - lapse
        OR (d.claimed_by = worker AND d.claim > known))
    FOR UPDATE SKIP LOCKED
  ) l;
  claims := fn.take_back_claims(lapsed.workspaces, lapsed.deliveries);

  WITH doubtful AS (
    UPDATE deliveries d
    SET state = 'unconfirmed', settled_at = clock_timestamp(),
      answer = 'its sender vanished while transmitting, before an answer was heard'
    WHERE (d.stage, d.state) = ('held', 'transmitting')
      AND (d.claimed_by = ANY (dead) OR d.transmitting_at < clock_timestamp() - interval '1 hour')
    RETURNING d.workspace_id, d.id
  )
  SELECT array_agg(d.workspace_id) AS workspaces, array_agg(d.id) AS deliveries INTO doubted
  FROM doubtful d;
  IF doubted.deliveries IS NOT NULL THEN
    PERFORM fn.emit_deliveries(doubted.workspaces, doubted.deliveries);
  END IF;
  RETURN claims + coalesce(cardinality(doubted.deliveries), 0);
END
$$;
