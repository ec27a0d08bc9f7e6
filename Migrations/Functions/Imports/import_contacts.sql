-- import_contacts: the contacts that rows of an import would make, each with its account. `known` says
-- how many of them are there already; when none is, nothing is looked up.
CREATE FUNCTION fn.import_contacts(import bigint, from_row bigint, to_row bigint, known bigint)
RETURNS TABLE (
  workspace_id bigint, account_id bigint, email text, first_name text, last_name text, title text,
  phone text, linkedin text, language text, time_zone text, custom jsonb
)
LANGUAGE sql STABLE
BEGIN ATOMIC
  SELECT l.workspace_id, a.id, l.email, l.first_name, l.last_name, l.title, l.phone, l.linkedin,
    l.language, l.time_zone, l.custom
  FROM fn.import_leads(import, from_row, to_row) l
    JOIN accounts a ON (a.workspace_id, a.match_key) = (l.workspace_id, l.account_key)
  WHERE known = 0
    OR NOT EXISTS (
      SELECT FROM contacts c WHERE c.workspace_id = l.workspace_id AND c.email_key = l.address);
END;
