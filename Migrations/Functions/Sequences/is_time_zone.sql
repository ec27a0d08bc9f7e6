-- is_time_zone: a zone of the IANA's by its name, Area/City or UTC, that this server knows. Abbreviations
-- and offsets are none: IST is two countries', and the sign of GMT+3 is read either way.
CREATE FUNCTION fn.is_time_zone(name text) RETURNS boolean
LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN (name = 'UTC' OR name ~ '^[A-Za-z_]+(/[A-Za-z0-9_+-]+)+$')
    AND now() AT TIME ZONE name IS NOT NULL;
EXCEPTION WHEN invalid_parameter_value THEN
  RETURN false;
END
$$;
