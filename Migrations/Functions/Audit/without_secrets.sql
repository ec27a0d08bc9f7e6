-- without_secrets: a row as JSON in which what nobody may read is a row of dots. That it changed may
-- be read.
CREATE FUNCTION fn.without_secrets(fields jsonb) RETURNS jsonb
LANGUAGE sql IMMUTABLE
BEGIN ATOMIC
  SELECT CASE
    WHEN fields IS NOT NULL THEN (
      SELECT coalesce(
        jsonb_object_agg(
          f.key,
          CASE
            WHEN f.value <> 'null' AND f.key ~ '(^|_)(password|private_key|token|secret|code_hash)$'
              THEN to_jsonb('•••••'::text)
            ELSE f.value
          END),
        '{}')
      FROM jsonb_each(fields) f)
  END;
END;
