-- hold_scores: keeps who adds accounts and who scores them apart, product by product, until the
-- transaction ends. Adders share it, for they cannot miss one another's rows; a scorer, or who
-- switches a goal, has it alone.
--
-- What is read after it must be read again, so it is for READ COMMITTED only.
CREATE FUNCTION fn.hold_scores(workspace bigint, product bigint, for_adding boolean)
RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
  key bigint := hashtextextended(format('overture.scores %s %s', workspace, product), 0);
BEGIN
  IF current_setting('transaction_isolation') <> 'read committed' THEN
    RAISE EXCEPTION 'accounts are added and scored in READ COMMITTED' USING ERRCODE = '25001';
  END IF;
  IF for_adding THEN
    PERFORM pg_advisory_xact_lock_shared(key);
  ELSE
    PERFORM pg_advisory_xact_lock(key);
  END IF;
END
$$;
