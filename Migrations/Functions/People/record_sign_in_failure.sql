-- record_sign_in_failure: counts a failure for an account and for an address. From the fifth on one
-- try is let through in 30 seconds, then in 60, and so on up to a quarter of an hour: slow for whoever
-- guesses, and never a lock for good. A day without a failure forgets them.
CREATE FUNCTION fn.record_sign_in_failure(subjects text[]) RETURNS void
LANGUAGE sql
BEGIN ATOMIC
  INSERT INTO sign_in_failures AS f (subject, failures)
  -- In one order, so that two at once do not wait for each other.
  SELECT s, 1 FROM unnest(subjects) s ORDER BY s
  ON CONFLICT (subject) DO UPDATE
  SET failures = CASE
      WHEN f.last_failed_at < now() - interval '1 day' THEN 1
      ELSE f.failures + 1
    END,
    blocked_until = CASE
      WHEN f.last_failed_at >= now() - interval '1 day' AND f.failures >= 4
        THEN now() + least(30 * 2 ^ least(f.failures - 4, 10), 900) * interval '1 second'
    END,
    last_failed_at = now();
END;
