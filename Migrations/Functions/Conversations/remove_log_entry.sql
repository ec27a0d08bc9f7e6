-- remove_log_entry: removes a message that a person logged or pasted by mistake, with the effects that it
-- alone caused: the outreach status, the account's status, a suppression, the end of a sequence, a follow-up.
-- Emails that were sent stay sent. fn.restore_log_entry can bring it back for a week.
--
-- Refuses with OR404 (no such entry, or a message that was not logged by a person).
CREATE FUNCTION fn.remove_log_entry(message bigint) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
  m messages := fn.lock_log_entry(message);
  r replies;
BEGIN
  SELECT * INTO r FROM replies o WHERE o.message_id = m.id FOR UPDATE;

  DELETE FROM removed_entries WHERE removed_at < now() - interval '7 days';
  INSERT INTO removed_entries (
    message_id, campaign_id, account_id, contact_id, channel, direction, at, subject, text, class)
  SELECT m.id, m.campaign_id, m.account_id, m.contact_id, m.channel, m.direction, m.at, x.subject,
    x.text, r.class
  FROM message_texts x
  WHERE (x.at, x.message_id) = (m.at, m.id);

  IF r.id IS NOT NULL THEN
    IF r.follow_up <> 'due' THEN
      -- The account gets back the status that it had before the meeting or the sale.
      PERFORM fn.follow_up_reply(r.id, 'due');
    END IF;
    PERFORM fn.lift_suppression(r.id);
    IF r.class IS NOT NULL THEN
      PERFORM fn.resume_enrollments(r.id, r.class, 'ooo');
    END IF;
    UPDATE deliveries d SET replied_at = NULL
    WHERE d.id = r.delivery_id AND d.replied_at = r.received_at;
    UPDATE enrollments e SET held_until = NULL, held_because = NULL
    WHERE e.id = r.enrollment_id AND NOT fn.is_answer(r.class) AND e.held_because = 'out of office';
    DELETE FROM replies o WHERE o.id = r.id;
  END IF;
  DELETE FROM message_texts x WHERE (x.at, x.message_id) = (m.at, m.id);
  DELETE FROM messages o WHERE o.id = m.id;

  PERFORM fn.put_back_outreach(m.campaign_id, m.account_id, m.at);
  PERFORM fn.put_back_account(m);
  -- Open pages refresh.
  PERFORM pg_notify('overture_campaigns', rule.workspace() || '/replies');
END
$$;
