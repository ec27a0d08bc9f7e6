-- unknown_value: the end of a CASE over all values of an enum. A value that was added to the type and not to
-- the CASE is an error there, and never one of the others. Of NULL it makes NULL.
CREATE FUNCTION fn.unknown_value(kind text, value text) RETURNS boolean
LANGUAGE plpgsql STABLE STRICT PARALLEL SAFE AS $$
BEGIN
  RAISE EXCEPTION 'no rule for % %', kind, value;
END
$$;
