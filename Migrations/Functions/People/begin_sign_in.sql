-- begin_sign_in: counts a sign-in attempt, and returns whether the password may be checked, and whose it is.
-- fn.forget_tries takes the count back when the password is right. Failures of others, from another network,
-- are not counted here: no one can lock someone else out.
CREATE FUNCTION fn.begin_sign_in(account text, come_from inet, browser bytea)
RETURNS TABLE (is_allowed boolean, person_id bigint, password text)
LANGUAGE plpgsql AS $$
#variable_conflict use_column
DECLARE
  counted record;
BEGIN
  DELETE FROM sign_in_failures f
  WHERE f.subject IN (
    SELECT o.subject FROM sign_in_failures o
    WHERE o.forgotten_at < now()
    ORDER BY o.forgotten_at
    LIMIT 20
    FOR UPDATE SKIP LOCKED);

  -- An attempt that is refused is not counted either.
  is_allowed := NOT EXISTS (
    SELECT FROM fn.sign_in_subjects(account, come_from, browser) s
      JOIN sign_in_failures f ON f.subject = s.subject
    WHERE f.blocked_until > now());
  IF is_allowed THEN
    FOR counted IN
      SELECT * FROM fn.sign_in_subjects(account, come_from, browser) s ORDER BY s.place
    LOOP
      is_allowed := is_allowed AND fn.count_try(counted.subject, counted.free, counted.doubles);
    END LOOP;
  END IF;

  -- A refused attempt compares nothing.
  SELECT p.id, CASE WHEN is_allowed THEN fn.password_of(p.id) END INTO person_id, password
  FROM people p
  WHERE p.email = account AND p.disabled_at IS NULL;
  RETURN NEXT;
END
$$;
