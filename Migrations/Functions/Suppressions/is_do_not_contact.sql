-- is_do_not_contact: must an account of this status and these relationships not be contacted? One
-- expression, so that the planner takes it into the query that asks.
CREATE FUNCTION fn.is_do_not_contact(status account_status, relationship_types account_status[])
RETURNS boolean
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN status = 'do_not_contact' OR 'do_not_contact' = ANY (relationship_types);
