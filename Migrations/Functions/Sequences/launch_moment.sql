-- launch_moment: when a campaign that is launched for `wanted`, NULL: now, begins: not before the workspace's
-- hold is over, in which the launch can be undone. NULL: at once.
--
-- By the clock: the launch of a large campaign takes a while, and the hold starts when it does.
CREATE FUNCTION fn.launch_moment(wanted timestamptz) RETURNS timestamptz
LANGUAGE sql VOLATILE
BEGIN ATOMIC
  SELECT CASE WHEN hold.seconds > 0
    THEN greatest(wanted, clock_timestamp() + make_interval(secs => hold.seconds)) ELSE wanted END
  FROM (
    SELECT (rule.setting(rule.workspace(), 'sending.launch_hold_seconds') #>> '{}')::float8 AS seconds
  ) hold;
END;
