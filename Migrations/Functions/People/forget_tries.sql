-- forget_tries: the password was right. This account is no longer slowed down for this network or browser;
-- of what others may share, only this try is taken back, with the wait that it began: an account of one's own
-- lifts no limit.
CREATE FUNCTION fn.forget_tries(account text, come_from inet, browser bytea) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
  counted record;
BEGIN
  -- One by one, in the order in which fn.begin_sign_in locks them.
  FOR counted IN
    SELECT * FROM fn.sign_in_subjects(account, come_from, browser) s ORDER BY s.place
  LOOP
    IF counted.place = 1 THEN
      DELETE FROM sign_in_failures f WHERE f.subject = counted.subject;
    ELSE
      UPDATE sign_in_failures f
      SET failures = greatest(f.failures - 1, 0), blocked_until = NULL
      WHERE f.subject = counted.subject;
    END IF;
  END LOOP;
END
$$;
