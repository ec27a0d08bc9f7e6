-- mark_restored: writes down that this database was restored, and which it is from now on.
--
-- The row is written twice, because its mark is the number that the server gives to the transaction
-- that writes it. A dump that is being loaded may not have come to the row yet; a row of ours beside
-- its own would spoil the key, so one is only made where the key is there.
CREATE FUNCTION fn.mark_restored() RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
  UPDATE known_database
  SET identity = fn.database_identity(), since = clock_timestamp(), was_restored = true, mark = NULL;
  IF NOT FOUND AND EXISTS (
    SELECT FROM pg_index i
    WHERE i.indrelid = 'known_database'::regclass AND i.indisprimary AND i.indisvalid
  ) THEN
    INSERT INTO known_database (identity, since, was_restored)
    VALUES (fn.database_identity(), clock_timestamp(), true)
    ON CONFLICT DO NOTHING;
  END IF;
  UPDATE known_database SET mark = xmin::text::bigint;
END
$$;
