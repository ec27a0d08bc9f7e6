-- hold_steps: until this transaction ends, no other one changes the steps of this campaign, and no claim
-- reads them: a running claim is waited for, and later statements see what it claimed. Claims of other
-- campaigns continue and skip this one. Refuses with OR404.
--
-- This lock comes before the row's: a claim holds it, too, and pauses campaigns. A claim waits for neither.
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
