-- keep_unmatched_settlements: finds the settlements among these that matched nothing although an email was
-- sent, refused or left unconfirmed: the claim was lost, or this database does not know it, because it was
-- restored. Records and returns them, each once, because an administrator has to know.
--
-- An email that left, or may have left, is not sent again by itself: a delivery that is still waiting, or
-- that another claim holds and has not begun, becomes unconfirmed, and a person or evidence resolves it.
--
-- An email that was returned and had been planned again before is no problem; neither is a settlement that is
-- repeated, or one that agrees with the recorded state.
CREATE FUNCTION fn.keep_unmatched_settlements(
  workspaces bigint[], wanted bigint[], claims bigint[], workers text[], outcomes text[],
  answers text[], moment timestamptz
) RETURNS SETOF unmatched_settlements
LANGUAGE plpgsql
SET enable_seqscan = off
AS $$
DECLARE
  stray record;
  known deliveries;
  kept unmatched_settlements;
BEGIN
  FOR stray IN
    SELECT *
    FROM unnest(workspaces, wanted, claims, workers, outcomes, answers)
      w (workspace, delivery, claim, worker, outcome, answer)
    WHERE w.outcome <> 'planned'
    ORDER BY w.workspace, w.delivery, w.claim
  LOOP
    SELECT * INTO known FROM deliveries d
    WHERE (d.workspace_id, d.id) = (stray.workspace, stray.delivery)
    FOR UPDATE;
    CONTINUE WHEN (known.settled_claim = stray.claim
        -- A settlement that contradicts the claim's recorded end is more than a repetition.
        AND NOT (stray.outcome IN ('sent', 'unconfirmed')
          AND known.state IN ('planned', 'deferred', 'claimed', 'transmitting')))
      OR (known.claim = stray.claim AND CASE known.state
        WHEN 'unconfirmed' THEN stray.outcome = 'unconfirmed'
        WHEN 'sent' THEN stray.outcome IN ('sent', 'unconfirmed')
        WHEN 'failed' THEN stray.outcome <> 'sent'
        ELSE false
      END);

    INSERT INTO unmatched_settlements (workspace_id, delivery_id, claim, worker, outcome, answer,
      found_state, found_claim, at)
    VALUES (stray.workspace, stray.delivery, stray.claim, stray.worker, stray.outcome, stray.answer,
      known.state, known.claim, moment)
    ON CONFLICT ON CONSTRAINT kept_once_per_claim DO NOTHING
    RETURNING * INTO kept;
    IF FOUND THEN
      RETURN NEXT kept;
    END IF;

    IF stray.outcome IN ('sent', 'unconfirmed') AND known.state IN ('planned', 'deferred', 'claimed') THEN
      UPDATE deliveries d
      SET state = 'unconfirmed', settled_at = moment, look_at = NULL, claim = stray.claim,
        settled_claim = stray.claim, claimed_by = stray.worker, claimed_until = NULL,
        answer = 'its sender had lost it, and says: ' || stray.answer
      WHERE (d.workspace_id, d.id) = (stray.workspace, stray.delivery);
    END IF;
  END LOOP;
END
$$;
