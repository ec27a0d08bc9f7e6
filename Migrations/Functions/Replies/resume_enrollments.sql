-- resume_enrollments: a reply that had ended sequences was misread: it was classified as `was`, and is
-- `now_is`. The sequences that it ended go on unless the new class ends them as well; their canceled emails
-- are planned again, in the name of the person who corrects it. A completed sequence is completed again.
--
-- A sequence stays ended if the lead has replied otherwise, may not be contacted or is now active in another
-- campaign, or if its campaign is completed.
CREATE FUNCTION fn.resume_enrollments(reply bigint, was reply_class, now_is reply_class)
RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
  r replies;
  e record;
BEGIN
  SELECT * INTO r FROM replies WHERE id = reply;
  FOR e IN
    SELECT n.id, n.ended_at < r.classified_at AS was_through,
      n.id = r.enrollment_id AND fn.reply_ends_sequence(now_is, c.check_reply) AS ends_still
    FROM enrollments n
      JOIN campaigns c ON (c.workspace_id, c.id) = (n.workspace_id, n.campaign_id)
    WHERE n.contact_id = r.contact_id AND n.state = 'exited' AND c.status <> 'completed'
      AND (
        (n.exit_reason = 'reply_received' AND n.id = r.enrollment_id)
        OR (n.exit_reason = 'unsubscribed' AND was = 'unsubscribe'
          AND (n.id = r.enrollment_id OR n.ended_at >= r.classified_at)))
      AND fn.may_contact(n.contact_id, 'email')
      AND NOT EXISTS (
        SELECT FROM replies o
        WHERE (o.workspace_id, o.enrollment_id) = (n.workspace_id, n.id)
          AND o.id <> r.id AND o.class IS NOT NULL AND fn.is_answer(o.class))
  LOOP
    IF e.ends_still THEN
      UPDATE enrollments n SET exit_reason = 'reply_received' WHERE n.id = e.id;
    ELSIF e.was_through THEN
      UPDATE enrollments n SET state = 'finished', exit_reason = NULL WHERE n.id = e.id;
    ELSIF NOT EXISTS (
      SELECT FROM enrollments o WHERE o.contact_id = r.contact_id AND o.state = 'active'
    ) THEN
      UPDATE enrollments n SET state = 'active', exit_reason = NULL, ended_at = NULL
      WHERE n.id = e.id;
      PERFORM fn.plan_again(e.id);
      PERFORM fn.emit('enrollment.resumed', 'contact:' || n.contact_id,
        jsonb_build_object('because', 'reply corrected'), campaign => n.campaign_id,
        account => n.account_id, contact => n.contact_id, enrollment => n.id, reply => reply)
      FROM enrollments n WHERE n.id = e.id;
    END IF;
  END LOOP;
END
$$;
