-- lead_has: does this contact have a value for a tag? Field names are compared in the form of tags: `Job
-- title` is JOB_TITLE.
CREATE FUNCTION fn.lead_has(a accounts, k contacts, tag text) RETURNS boolean
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE tag
  WHEN 'FIRST_NAME' THEN k.first_name ~ '\S'
  WHEN 'LAST_NAME' THEN k.last_name ~ '\S'
  WHEN 'NAME' THEN k.first_name ~ '\S' OR k.last_name ~ '\S'
  WHEN 'COMPANY' THEN fn.lead_company(a, k) <> ''
  WHEN 'EMAIL' THEN k.email IS NOT NULL
  ELSE EXISTS (
    SELECT FROM jsonb_each_text(fn.lead_custom(a, k)) f
    WHERE btrim(regexp_replace(upper(f.key), '[^[:alnum:]]+', '_', 'g'), '_') = tag
      AND f.value ~ '\S')
END;
