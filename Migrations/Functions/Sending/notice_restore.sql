-- notice_restore: pauses every running campaign when this is not the same database as before: it was restored
-- from a backup in any way, or replaced a lost server. It does not know what was sent since the backup, and
-- would send it again. A person checks and resumes each campaign. Returns how many were paused.
--
-- Every claim calls this in its own transaction: a restore may happen under a running sender and load its
-- tables one after another. So a campaign that appears later, and that no person has resumed since, is
-- paused, too.
CREATE FUNCTION fn.notice_restore() RETURNS int
LANGUAGE plpgsql AS $$
DECLARE
  known record;
  stopped int := 0;
BEGIN
  SELECT k.identity = fn.database_identity() AND k.mark = k.xmin::text::bigint AS is_this,
    k.was_restored, k.since
  INTO known
  FROM known_database k;
  IF known.is_this AND NOT known.was_restored THEN
    RETURN 0;
  END IF;
  IF known.is_this IS NOT TRUE THEN
    PERFORM fn.mark_restored();
  END IF;

  UPDATE campaigns c
  SET status = 'paused', pause_reason = 'restored', pause_details = '{}'
  WHERE c.status = 'running'
    AND NOT (known.is_this IS TRUE
      AND greatest(c.created_at, coalesce(c.resumed_at, c.created_at)) > known.since);
  GET DIAGNOSTICS stopped = ROW_COUNT;
  RETURN stopped;
END
$$;
