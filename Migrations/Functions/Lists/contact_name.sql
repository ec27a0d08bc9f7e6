-- contact_name: how a contact is called: by its name, or where it has none by its address, or by its number;
-- it has one of them. NULL: there is no contact. One expression, so that the planner takes it into the
-- query that asks.
CREATE FUNCTION fn.contact_name(first_name text, last_name text, email text, phone text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN coalesce(nullif(btrim(first_name || ' ' || last_name), ''), email, phone);
