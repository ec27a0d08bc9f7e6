-- keep_unmatched_settlements: of these settlements, those that found nothing to settle although something
-- was sent, refused or left unconfirmed: the claim was lost, or this database does not know it, because it was
-- restored. Keeps and answers them, each once: an administrator has to know.
--
-- An email that left, or may have, is not sent again by itself: a delivery that still waits, or that another
-- claim holds and has not begun, is unconfirmed from now on, and a person or evidence settles it.
--
-- Nothing is wrong with a mail that was returned and had been planned again before, with a settlement that
-- is repeated, or with one that says what is known already.
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
        -- A claim that takes back its own word has not only been heard twice.
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
