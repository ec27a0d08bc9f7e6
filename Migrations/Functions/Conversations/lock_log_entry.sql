-- lock_log_entry: the message that a person logged or pasted, locked until this transaction ends. Refuses with
-- OR404 (no such entry, or a message that was not logged by a person).
CREATE FUNCTION fn.lock_log_entry(message bigint) RETURNS messages
LANGUAGE plpgsql AS $$
DECLARE
  entry messages;
BEGIN
  SELECT * INTO entry
  FROM messages m
  WHERE m.id = message AND m.is_logged AND m.campaign_id IS NOT NULL
  FOR UPDATE;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'no_log_entry' USING ERRCODE = 'OR404', DETAIL = message::text;
  END IF;
  RETURN entry;
END
$$;
