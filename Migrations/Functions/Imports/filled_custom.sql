-- filled_custom: what a contact's custom fields hold after an import brought `new` for them; as fn.filled,
-- each for itself.
CREATE FUNCTION fn.filled_custom(old jsonb, new jsonb, overwrite boolean) RETURNS jsonb
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE WHEN overwrite THEN old || new ELSE new || old END;
