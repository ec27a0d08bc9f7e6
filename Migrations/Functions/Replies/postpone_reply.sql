-- postpone_reply: a classifier could not read a reply; it is due again after 1, 4, 9, … minutes.
CREATE FUNCTION fn.postpone_reply(reply bigint, why text) RETURNS void
LANGUAGE sql
BEGIN ATOMIC
  UPDATE replies r
  SET due_at = now() + r.attempts * r.attempts * interval '1 minute', last_error = why,
    claimed_by = NULL, claimed_until = NULL
  WHERE r.id = reply AND r.class IS NULL;
END;
