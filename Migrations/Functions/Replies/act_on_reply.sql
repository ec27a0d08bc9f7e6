-- act_on_reply: applies the consequences of a reply's class. It may be called again: what has already been
-- applied stays as it is.
--
-- An absence is not an answer: it holds the lead and does nothing else. Every other class is an answer and
-- ends the sequence for this lead if the campaign checks replies; a negative reply ends it in any case. A
-- contact who asks to be left alone is suppressed if our own Message-ID or token came back with the reply, or
-- a person has read it: anyone can put another's address into From.
CREATE FUNCTION fn.act_on_reply(reply bigint) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
  r replies;
  checks boolean;
BEGIN
  SELECT * INTO r FROM replies WHERE id = reply;
  PERFORM fn.emit(
    CASE WHEN r.corrected_by IS NULL THEN 'reply.classified' ELSE 'reply.corrected' END::event_kind,
    coalesce('contact:' || r.contact_id, 'reply:' || r.id),
    jsonb_build_object('class', r.class, 'confidence', r.confidence, 'first_class', r.first_class),
    campaign => r.campaign_id, account => r.account_id, contact => r.contact_id,
    enrollment => r.enrollment_id, delivery => r.delivery_id, reply => r.id);
  IF r.account_id IS NULL THEN
    RETURN;
  END IF;

  IF NOT fn.is_answer(r.class) THEN
    UPDATE enrollments e
    SET held_until = r.received_at + fn.practice_time(w.id, m.kind = 'practice', coalesce(
        r.back_on::timestamp AT TIME ZONE w.time_zone - r.received_at,
        rule.setting(w.id, 'replies.ooo_days')::int * interval '1 day')),
      held_because = 'out of office'
    FROM enrollments held
      JOIN workspaces w ON w.id = held.workspace_id
      LEFT JOIN mailboxes m ON (m.workspace_id, m.id) = (held.workspace_id, held.mailbox_id)
    WHERE held.id = r.enrollment_id AND (e.workspace_id, e.id) = (held.workspace_id, held.id);
  ELSE
    PERFORM fn.credit_response(r.campaign_id, r.account_id, r.received_at);
    UPDATE deliveries d
    SET replied_at = r.received_at
    WHERE d.id = r.delivery_id AND d.replied_at IS NULL;

    SELECT c.check_reply INTO checks FROM campaigns c WHERE c.id = r.campaign_id;
    IF r.class = 'unsubscribe'
      AND (r.matched_by IN ('reference', 'token', 'person') OR r.corrected_by IS NOT NULL
        OR rule.person() IS NOT NULL)
    THEN
      PERFORM fn.suppress_contact(
        r.contact_id, 'asked_in_words', r.delivery_id, 'reply ' || r.id);
    ELSIF r.class = 'unsubscribe' THEN
      PERFORM fn.end_enrollment(e.id, 'unsubscribed')
      FROM enrollments e WHERE e.id = r.enrollment_id;
    ELSIF fn.reply_ends_sequence(r.class, checks) THEN
      PERFORM fn.end_enrollment(e.id, 'reply_received')
      FROM enrollments e WHERE e.id = r.enrollment_id;
    END IF;
  END IF;

  UPDATE replies
  SET follow_up = CASE WHEN fn.needs_follow_up(r.class) THEN coalesce(r.follow_up, 'due')
      ELSE nullif(r.follow_up, 'due') END,
    follow_up_due_at = CASE
      WHEN fn.needs_follow_up(r.class) THEN coalesce(
        r.follow_up_due_at,
        r.received_at + rule.setting(r.workspace_id, 'replies.sla_hours')::int
          * interval '1 hour')
      WHEN nullif(r.follow_up, 'due') IS NULL THEN NULL
      ELSE r.follow_up_due_at END
  WHERE id = r.id;
  -- Open pages refresh.
  PERFORM pg_notify('overture_campaigns', rule.workspace() || '/replies');
END
$$;
