-- change_log_entry: changes the date, channel or text of a message that a person logged or pasted. The
-- account's first and last touch follow the date. Refuses with OR404 (no such entry, or a message that was
-- not logged by a person).
CREATE FUNCTION fn.change_log_entry(
  message bigint, by_channel channel, subject text, body text, at timestamptz
) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
  m messages := fn.lock_log_entry(message);
BEGIN
  UPDATE message_texts x
  SET subject = change_log_entry.subject, text = body, at = change_log_entry.at
  WHERE (x.at, x.message_id) = (m.at, m.id);
  UPDATE messages o SET channel = by_channel, at = change_log_entry.at WHERE o.id = m.id;
  UPDATE deliveries d
  SET replied_at = change_log_entry.at
  FROM replies r
  WHERE r.message_id = m.id AND d.id = r.delivery_id AND d.replied_at = r.received_at;
  UPDATE replies r
  SET received_at = change_log_entry.at,
    follow_up_due_at = r.follow_up_due_at + (change_log_entry.at - r.received_at)
  WHERE r.message_id = m.id;
  PERFORM fn.put_back_outreach(m.campaign_id, m.account_id, m.at);
END
$$;
