-- refuse_second_sending: an email that may have left is never sent again, whoever asks and however.
--
-- These are the states of a delivery and every transition between them. A transition that could lead to
-- sending names the claim that allows it; claim numbers are never reused, so an older copy of a claim allows
-- nothing.
--
--   planned, deferred → claimed             under a new and higher number
--   claimed → transmitting                  under the same number
--   claimed → planned                       nothing has left: returned, or its lease has lapsed
--   claimed → deferred                      when that claim settles it: a temporary refusal
--   transmitting → sent, failed, deferred   when that claim settles it, once
--   transmitting → unconfirmed              when its sender is gone, or got no answer
--   unconfirmed → deferred                  when that claim settles it late, with its own true answer
--   unconfirmed → sent, failed              by that claim, by evidence or by a person
--   planned, deferred, claimed → sent, failed, unconfirmed, skipped, canceled   final: nothing is sent
--
-- Any other transition raises OR409. As a condition of the trigger, a legal transition costs no call; and as
-- an AFTER trigger, it does not lock the old row, which PostgreSQL does and logs for each BEFORE trigger.
CREATE FUNCTION fn.refuse_second_sending() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'delivery % is % (claim %, settled %) and cannot be % (claim %, settled %)',
    OLD.id, OLD.state, OLD.claim, OLD.settled_claim, NEW.state, NEW.claim, NEW.settled_claim
    USING ERRCODE = 'OR409';
END
$$;

CREATE TRIGGER never_sent_twice
  AFTER UPDATE OF state, claim, settled_claim ON deliveries
  FOR EACH ROW
  WHEN (NOT CASE
    WHEN NEW.state = OLD.state THEN
      (NEW.claim, NEW.settled_claim) IS NOT DISTINCT FROM (OLD.claim, OLD.settled_claim)
    WHEN OLD.state IN ('sent', 'failed', 'skipped', 'canceled') THEN false
    WHEN NEW.state = 'claimed' THEN
      OLD.state IN ('planned', 'deferred') AND coalesce(NEW.claim > coalesce(OLD.claim, 0), false)
    -- A sender reports this under a lost claim: its number is kept from then on.
    WHEN NEW.state = 'unconfirmed' AND OLD.state IN ('planned', 'deferred', 'claimed') THEN true
    WHEN NEW.claim IS DISTINCT FROM OLD.claim THEN false
    WHEN NEW.state = 'transmitting' THEN OLD.state = 'claimed'
    WHEN NEW.state = 'planned' THEN OLD.state = 'claimed'
    WHEN NEW.state = 'deferred' THEN
      OLD.state IN ('claimed', 'transmitting', 'unconfirmed')
        AND coalesce(NEW.settled_claim = OLD.claim, false)
        AND OLD.settled_claim IS DISTINCT FROM OLD.claim
    WHEN OLD.state = 'transmitting' AND NEW.state IN ('sent', 'failed') THEN
      coalesce(NEW.settled_claim = OLD.claim, false)
    WHEN OLD.state IN ('transmitting', 'unconfirmed') THEN NEW.state IN ('sent', 'failed', 'unconfirmed')
    ELSE true
  END)
  EXECUTE FUNCTION fn.refuse_second_sending();

-- The identity of a row is fixed: it never becomes another email.
CREATE TRIGGER always_the_same_mail
  AFTER UPDATE OF enrollment_id, position, attempt, campaign_id, workspace_id ON deliveries
  FOR EACH ROW
  WHEN ((OLD.workspace_id, OLD.campaign_id, OLD.enrollment_id, OLD.position, OLD.attempt)
    IS DISTINCT FROM (NEW.workspace_id, NEW.campaign_id, NEW.enrollment_id, NEW.position, NEW.attempt))
  EXECUTE FUNCTION fn.refuse_second_sending();
