-- hold_scores: keeps adding accounts and scoring them apart, product by product, until the transaction ends.
-- Transactions that add accounts share the lock, because they cannot miss one another's rows; a transaction
-- that scores, or that changes a campaign's goal, holds it exclusively.
--
-- Rows that were read before the lock must be read again after it, so this works under READ COMMITTED only.
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
