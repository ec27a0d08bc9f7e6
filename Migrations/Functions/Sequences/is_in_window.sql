-- Is this reading of the local clock inside a window? Half open: the start belongs to it, the end
-- does not. A window past midnight belongs to the day on which it starts; equal start and end are
-- a whole day from the start on.
CREATE FUNCTION fn.is_in_window(days int[], starts time, ends time, clock timestamp)
RETURNS boolean
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE
  WHEN starts < ends
    THEN extract(dow FROM clock)::int = ANY (days) AND clock::time >= starts AND clock::time < ends
  ELSE (extract(dow FROM clock)::int = ANY (days) AND clock::time >= starts)
    OR (extract(dow FROM clock - interval '1 day')::int = ANY (days) AND clock::time < ends)
END;
