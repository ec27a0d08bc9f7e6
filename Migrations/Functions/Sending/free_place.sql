-- free_place: from when a recipient domain has a place again, where it was given out until `given`.
--
-- Places are given out at most ten seconds ahead. One that lies further off than twice that was given out
-- before the server's clock was set back: it does not hold the domain up until that time comes again, but
-- until `otherwise`. A claim waits one spacing, and writes that down; a slot, which is taken after that, is
-- free.
--
-- One expression, so that the planner takes it into the query that asks.
CREATE FUNCTION fn.free_place(
  given timestamptz, spacing interval, at timestamptz, otherwise timestamptz
) RETURNS timestamptz
LANGUAGE sql STABLE PARALLEL SAFE
RETURN CASE WHEN given > at + interval '20 seconds' + spacing THEN otherwise ELSE given END;
