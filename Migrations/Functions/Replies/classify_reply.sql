-- classify_reply: records what a reply means and applies all consequences, once.
--
-- Refuses with OR409 a reply that already has a class: if two classifiers read it, only one records it.
CREATE FUNCTION fn.classify_reply(
  reply bigint, verdict reply_class, sure numeric, why text[], back_on date
) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
  UPDATE replies r
  SET class = verdict, confidence = sure, reasons = why, back_on = classify_reply.back_on,
    classified_at = now(), claimed_by = NULL, claimed_until = NULL, last_error = NULL
  WHERE r.id = reply AND r.class IS NULL;

  IF NOT FOUND THEN
    RAISE EXCEPTION 'reply_has_class' USING ERRCODE = 'OR409', DETAIL = reply::text;
  END IF;

  PERFORM fn.act_on_reply(reply);
END
$$;
