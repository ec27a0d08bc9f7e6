-- filled: what a field holds after an import brought `new` for it. What people have typed stays,
-- unless the import is to overwrite; an empty cell never empties a field.
CREATE FUNCTION fn.filled(old text, new text, overwrite boolean) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE
  WHEN new IS NULL OR new = '' THEN old
  WHEN overwrite OR old IS NULL OR old = '' THEN new
  ELSE old
END;
