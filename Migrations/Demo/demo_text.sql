-- demo_text: a text of a sequence, filled in with one lead's names.
CREATE FUNCTION pg_temp.demo_text(template text, first_name text, company text) RETURNS text
LANGUAGE sql IMMUTABLE
RETURN replace(
  regexp_replace(template, '\{\{FIRST_NAME[^}]*\}\}', first_name, 'g'), '{{COMPANY}}', company);
