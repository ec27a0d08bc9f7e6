-- announce_import: an import has come further; pages that show it look again.
CREATE FUNCTION fn.announce_import(import bigint) RETURNS void
LANGUAGE sql
BEGIN ATOMIC
  SELECT pg_notify('overture_campaigns', rule.workspace() || '/' || w.word)
  FROM (VALUES ('import:' || import), ('imports')) w (word);
END;
