-- launch_moment: when a campaign begins whose launch was requested for `wanted`; NULL: now. Not before the
-- workspace's hold is over, during which the launch can be undone. NULL: immediately.
--
-- By the clock: the launch of a large campaign takes a while, and the hold begins when the launch does.
CREATE FUNCTION fn.launch_moment(wanted timestamptz) RETURNS timestamptz
LANGUAGE sql VOLATILE
BEGIN ATOMIC
  SELECT CASE WHEN hold.seconds > 0
    THEN greatest(wanted, clock_timestamp() + make_interval(secs => hold.seconds)) ELSE wanted END
  FROM (
    SELECT rule.setting(rule.workspace(), 'sending.launch_hold_seconds')::float8 AS seconds
  ) hold;
END;
