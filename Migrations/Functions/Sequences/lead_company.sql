-- lead_company: the value of COMPANY for a contact: the name of its account. Empty if no company is known and
-- the account was named after its domain or the person, so that the tag's fallback is used and the launch
-- check counts the lead.
CREATE FUNCTION fn.lead_company(a accounts, k contacts) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE
  WHEN a.name = a.domain THEN ''
  WHEN starts_with(a.match_key, 'e:')
    AND a.name IN (btrim(k.first_name || ' ' || k.last_name), k.email, k.email_key) THEN ''
  ELSE a.name
END;
