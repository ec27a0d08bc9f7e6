-- needs_follow_up: is a reply of this class to be followed up within the SLA? Inlined, so that the index of
-- classes serves it; a test lists what holds for every class.
CREATE FUNCTION fn.needs_follow_up(class reply_class) RETURNS boolean
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN class = 'positive';
