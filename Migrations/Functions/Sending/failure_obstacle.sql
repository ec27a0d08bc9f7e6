-- failure_obstacle: why an email that failed must not be sent once more, whatever its lead does: `doubted`,
-- it may have arrived, or `refused`, for good; NULL: it surely never arrived, and may be tried again.
CREATE FUNCTION fn.failure_obstacle(
  failure text, bounce bounce_severity, opened_at timestamptz, clicked_at timestamptz,
  machine_opened_at timestamptz, replied_at timestamptz
) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE
  WHEN failure = 'lost' THEN 'doubted'
  WHEN NOT fn.is_retryable(failure) THEN 'refused'
  WHEN num_nonnulls(bounce, opened_at, clicked_at, machine_opened_at, replied_at) > 0
    THEN 'doubted'
END;
