-- hold_steps: until this transaction ends nobody else changes the steps of this campaign, and no claim
-- reads them: a claim under way is waited for, and what is asked after this sees what it claimed. Claims
-- of other campaigns go on; this one is passed over. Refuses with OR404.
--
-- This lock before the row's: a claim holds it, too, and pauses campaigns. A claim waits for neither.
CREATE FUNCTION fn.hold_steps(campaign bigint) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_advisory_xact_lock(hashtext('overture.steps'), hashint8(campaign));
  PERFORM FROM campaigns c WHERE c.id = campaign FOR NO KEY UPDATE;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'no_campaign' USING ERRCODE = 'OR404', DETAIL = campaign::text;
  END IF;
END
$$;
