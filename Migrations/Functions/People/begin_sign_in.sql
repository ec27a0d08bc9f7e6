-- begin_sign_in: counts a try to sign in, and says whether the password may be looked at, and whose it is.
-- The count is taken back by fn.forget_tries when the password is right. What another has failed at, from
-- another network, is not counted here: nobody keeps somebody else out.
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

  -- A try that is not made is not counted either.
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

  -- Nothing is compared in a try that is not made.
  SELECT p.id, CASE WHEN is_allowed THEN fn.password_of(p.id) END INTO person_id, password
  FROM people p
  WHERE p.email = account AND p.disabled_at IS NULL;
  RETURN NEXT;
END
$$;
