-- correct_reply: a person corrects a reply's class. The first class stays on record. Its consequences are
-- undone where that is possible: an open follow-up, a suppression, a hold, and the end of a sequence that
-- this reply caused. first_replied_at stays, and sent emails stay sent.
--
-- Refuses with OR404 (no such reply).
CREATE FUNCTION fn.correct_reply(reply bigint, verdict reply_class) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
  r replies;
BEGIN
  SELECT * INTO r FROM replies WHERE id = reply FOR UPDATE;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'no_reply' USING ERRCODE = 'OR404', DETAIL = reply::text;
  END IF;

  UPDATE replies
  SET first_class = coalesce(r.first_class, r.class, verdict),
    class = verdict,
    reasons = CASE WHEN cardinality(r.reasons) > 0 THEN r.reasons ELSE ARRAY['chosen by a person'] END,
    classified_at = coalesce(r.classified_at, now()),
    corrected_by = rule.person(), corrected_at = now()
  WHERE id = reply;

  IF r.class = 'unsubscribe' AND verdict <> 'unsubscribe' THEN
    PERFORM fn.lift_suppression(r.id);
  END IF;
  IF r.class IS DISTINCT FROM verdict THEN
    PERFORM fn.resume_enrollments(r.id, r.class, verdict);
  END IF;
  IF NOT fn.is_answer(verdict) THEN
    UPDATE deliveries d SET replied_at = NULL
    WHERE d.id = r.delivery_id AND d.replied_at = r.received_at;
  END IF;
  IF NOT fn.is_answer(r.class) AND fn.is_answer(verdict) THEN
    UPDATE enrollments e SET held_until = NULL, held_because = NULL
    WHERE e.id = r.enrollment_id AND e.state = 'active' AND e.held_because = 'out of office';
  END IF;

  PERFORM fn.act_on_reply(reply);
END
$$;
