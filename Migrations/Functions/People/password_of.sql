-- password_of: the scrypt hash that a typed password is compared with; NULL for an account that cannot sign in.
-- It runs as its owner, because pages may not select this column: so no query of a page, however it is made,
-- carries hashes along. The table has no wall that this would look over.
CREATE FUNCTION fn.password_of(person bigint) RETURNS text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
BEGIN ATOMIC
  SELECT p.password FROM people p WHERE p.id = person AND p.disabled_at IS NULL;
END;
