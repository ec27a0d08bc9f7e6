-- contact_differs: would this row of a file change this contact? As the import fills it: see fn.filled. One
-- expression, so that the planner takes it into the statement that asks.
CREATE FUNCTION fn.contact_differs(
  c contacts, first_name text, last_name text, title text, phone text, linkedin text, language text,
  time_zone text, custom jsonb, overwrite boolean
) RETURNS boolean
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN (c.first_name, c.last_name, c.title, c.phone, c.linkedin, c.language, c.time_zone)
    IS DISTINCT FROM (
      fn.filled(c.first_name, contact_differs.first_name, overwrite),
      fn.filled(c.last_name, contact_differs.last_name, overwrite),
      fn.filled(c.title, contact_differs.title, overwrite),
      fn.filled(c.phone, contact_differs.phone, overwrite),
      fn.filled(c.linkedin, contact_differs.linkedin, overwrite),
      fn.filled(c.language, contact_differs.language, overwrite),
      fn.filled(c.time_zone, contact_differs.time_zone, overwrite))
  OR c.custom <> fn.filled_custom(c.custom, contact_differs.custom, overwrite);
