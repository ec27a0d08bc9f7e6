-- practice_time: how long a wait takes: as long as it says, and in a rehearsal a day of it as long as the
-- setting says.
CREATE FUNCTION fn.practice_time(workspace bigint, is_rehearsal boolean, wait interval)
RETURNS interval
LANGUAGE sql STABLE
RETURN CASE WHEN is_rehearsal
  THEN make_interval(secs => extract(epoch FROM wait)::float8 / 86400
    * rule.setting(workspace, 'practice.day_seconds')::float8)
  ELSE wait END;
