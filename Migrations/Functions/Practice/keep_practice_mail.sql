-- keep_practice_mail: stores an email that the practice server accepted, with the acts of its test recipient
-- and their times. Its Message-ID tells which workspace it belongs to, or else its sender's mailbox does.
-- False: neither is known, and nothing was stored.
--
-- If a day of waiting really is a day, people take five times as long to answer; opens and clicks come after
-- 15 seconds at the earliest in any case. The first email of a workspace is always answered, so that a first
-- look does not depend on chance.
CREATE FUNCTION fn.keep_practice_mail(
  message text, mail_from text, rcpt_to text, content bytea, acts jsonb
) RETURNS boolean
LANGUAGE plpgsql AS $$
DECLARE
  ws bigint;
  slowness int;
  mail bigint;
BEGIN
  SELECT d.workspace_id INTO ws FROM deliveries d
  WHERE d.token = fn.token_of(message) AND d.message_id = message;
  IF ws IS NULL THEN
    SELECT m.workspace_id INTO ws FROM mailboxes m
    WHERE lower(m.email) = lower(mail_from) AND m.kind = 'practice' AND m.archived_at IS NULL
    ORDER BY m.workspace_id
    LIMIT 1;
  END IF;
  IF ws IS NULL THEN
    RETURN false;
  END IF;

  INSERT INTO practice_mails (workspace_id, message_id, sender, recipient, raw)
  VALUES (ws, message, lower(mail_from), lower(rcpt_to), content)
  ON CONFLICT DO NOTHING
  RETURNING id INTO mail;
  IF mail IS NULL THEN
    RETURN true;
  END IF;

  slowness := CASE
    WHEN rule.setting(ws, 'practice.day_seconds')::int < 3600 THEN 1 ELSE 5 END;
  INSERT INTO practice_acts (workspace_id, due_at, act, payload)
  SELECT ws, now() + slowness * (a ->> 'after')::int * interval '1 second', a ->> 'act',
    jsonb_build_object('mail', mail, 'seed', a -> 'seed')
  FROM jsonb_array_elements(acts) a;
  IF NOT EXISTS (
    SELECT FROM practice_mails p WHERE p.workspace_id = ws AND p.id < mail)
  THEN
    INSERT INTO practice_acts (workspace_id, due_at, act, payload)
    VALUES (ws, now() + interval '18 seconds', 'positive',
      jsonb_build_object('mail', mail, 'seed', mail));
  END IF;
  RETURN true;
END
$$;
