-- emails_sent: how many emails the senders have sent in this workspace since that moment: what servers
-- have taken. The mailboxes' places say something else, they are taken before an email leaves, whatever
-- becomes of it.
CREATE FUNCTION fn.emails_sent(since timestamptz) RETURNS bigint
LANGUAGE sql STABLE
BEGIN ATOMIC
  SELECT count(*)
  FROM messages m
  WHERE m.direction = 'outbound' AND m.state = 'sent' AND m.person_id IS NULL
    AND m.channel = 'email' AND m.at >= emails_sent.since;
END;
