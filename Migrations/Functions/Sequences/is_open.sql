-- Is a schedule open at this moment? Without one it always is.
CREATE FUNCTION fn.is_open(schedule jsonb, at timestamptz) RETURNS boolean
LANGUAGE sql STABLE
RETURN coalesce(fn.next_open(schedule, at) = at, false);
