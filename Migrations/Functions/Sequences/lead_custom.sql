-- lead_custom: what tags can say of a contact beside name, company and address: a JSON object. What
-- was imported for the contact stands before what was imported for the account.
CREATE FUNCTION fn.lead_custom(a accounts, k contacts) RETURNS jsonb
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN jsonb_strip_nulls(jsonb_build_object(
    'TITLE', nullif(k.title, ''), 'PHONE', k.phone, 'LINKEDIN', k.linkedin,
    'INDUSTRY', a.industry, 'CITY', a.city, 'COUNTRY', a.country, 'WEBSITE', a.website))
  || a.custom || k.custom;
