-- notice_restore: pauses every running campaign when this database is not the one that the senders knew:
-- restored from a backup, or the one that took over from a lost server. What was sent since then is not
-- known in it, and would be sent again. A person looks, and resumes. Answers how many were paused.
CREATE FUNCTION fn.notice_restore() RETURNS int
LANGUAGE plpgsql AS $$
DECLARE
  now_it_is text;
  it_was text;
  stopped int := 0;
BEGIN
  -- The cluster; its history, which begins anew when a backup is rolled forward or a standby takes
  -- over; the database; and its table, which a restored dump has made anew.
  SELECT concat_ws('/', s.system_identifier, c.timeline_id, d.oid, 'deliveries'::regclass::oid)
  INTO now_it_is
  FROM pg_control_system() s, pg_control_checkpoint() c, pg_database d
  WHERE d.datname = current_database();

  INSERT INTO known_database (identity) VALUES (now_it_is) ON CONFLICT DO NOTHING;
  SELECT k.identity INTO it_was FROM known_database k FOR UPDATE;
  IF it_was = now_it_is THEN
    RETURN 0;
  END IF;
  UPDATE campaigns c
  SET status = 'paused',
    pause_reason = 'The database was restored, or another server took over: e-mails that were sent '
      || 'since the backup are not known here and would be sent again. Look into the mailboxes before '
      || 'you resume'
  WHERE c.status = 'running';
  GET DIAGNOSTICS stopped = ROW_COUNT;
  UPDATE known_database SET identity = now_it_is, since = now();
  RETURN stopped;
END
$$;
