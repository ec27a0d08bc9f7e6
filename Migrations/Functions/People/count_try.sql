-- count_try: counts an attempt as failed before it is made, so that simultaneous attempts are counted one by
-- one, and returns whether it may be made at all. From the `free`th on, one attempt is allowed in 30 seconds;
-- with `doubles`, then in 60, and so on up to a quarter of an hour: slow for guessing, and never a permanent
-- lock. A `free` of NULL allows all, and counts.
--
-- A subject below its limit is forgotten after an hour, one above it after a day. So the table never holds
-- more rows than passwords can be hashed in that time, however many addresses an attacker makes up.
CREATE FUNCTION fn.count_try(counted bytea, free int, doubles boolean) RETURNS boolean
LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO sign_in_failures AS f (subject, failures, blocked_until, forgotten_at)
  VALUES (
    counted, 1,
    CASE WHEN free <= 1 THEN now() + interval '30 seconds' END,
    now() + CASE WHEN free <= 1 THEN interval '1 day' ELSE interval '1 hour' END)
  ON CONFLICT (subject) DO UPDATE
  SET failures = CASE WHEN f.forgotten_at < now() THEN 1 ELSE f.failures + 1 END,
    blocked_until = CASE
      -- As for a new subject.
      WHEN f.forgotten_at < now() THEN excluded.blocked_until
      WHEN f.failures + 1 >= free
        THEN now() + interval '1 second'
          * CASE WHEN doubles THEN least(30 * 2 ^ least(f.failures + 1 - free, 10), 900) ELSE 30 END
    END,
    forgotten_at = CASE
      WHEN f.forgotten_at >= now() AND f.failures + 1 >= free THEN now() + interval '1 day'
      ELSE excluded.forgotten_at
    END
  WHERE f.blocked_until IS NULL OR f.blocked_until <= now();
  RETURN FOUND;
END
$$;
