-- look_at_database: the number of this look. A sender that remembers an equal or higher one from the same
-- database looks at an older state of it: a folder of files was put back, or a snapshot of the machine.
-- Then all that runs is paused, as fn.notice_restore does it, and the numbers go on behind the one
-- that is remembered.
CREATE FUNCTION fn.look_at_database(remembered bigint) RETURNS bigint
LANGUAGE plpgsql AS $$
DECLARE
  look bigint := nextval('database_looks');
BEGIN
  IF look > remembered THEN
    RETURN look;
  END IF;
  PERFORM setval('database_looks', remembered + 1);
  UPDATE known_database SET mark = NULL;
  PERFORM fn.notice_restore();
  RETURN remembered + 1;
END
$$;
