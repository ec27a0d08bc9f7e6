-- import_leads: the rows of an import that are taken, from one row to another, each cell under its
-- field's name. One SELECT, so that the planner takes it into the statement that asks.
CREATE FUNCTION fn.import_leads(import bigint, from_row bigint, to_row bigint)
RETURNS TABLE (
  workspace_id bigint, row_number bigint, address text, email text, first_name text, last_name text,
  title text, phone text, linkedin text, language text, time_zone text, account_key text,
  account_name text, domain text, website text, industry text, employees int, country text,
  city text, description text, custom jsonb
)
LANGUAGE sql STABLE
BEGIN ATOMIC
  SELECT r.workspace_id, r.row, r.address, split_part(r.cells, E'\x1f', m.email),
    coalesce(
      nullif(split_part(r.cells, E'\x1f', m.first_name), ''),
      split_part(split_part(r.cells, E'\x1f', m.name), ' ', 1), ''),
    coalesce(
      nullif(split_part(r.cells, E'\x1f', m.last_name), ''),
      substr(
        split_part(r.cells, E'\x1f', m.name),
        length(split_part(split_part(r.cells, E'\x1f', m.name), ' ', 1)) + 2), ''),
    coalesce(split_part(r.cells, E'\x1f', m.title), ''), r.phone,
    nullif(split_part(r.cells, E'\x1f', m.linkedin), ''), r.language,
    nullif(split_part(r.cells, E'\x1f', m.time_zone), ''), r.account_key,
    -- Names of accounts are indexed. The check of the rows notes what is cut here.
    left(coalesce(
      nullif(split_part(r.cells, E'\x1f', m.company), ''),
      fn.row_domain(r.domain, r.address),
      nullif(split_part(r.cells, E'\x1f', m.name), ''),
      nullif(
        btrim(concat_ws(' ', split_part(r.cells, E'\x1f', m.first_name),
          split_part(r.cells, E'\x1f', m.last_name))), ''),
      r.address), 200),
    fn.row_domain(r.domain, r.address), nullif(split_part(r.cells, E'\x1f', m.website), ''),
    nullif(split_part(r.cells, E'\x1f', m.industry), ''), r.employees, r.country,
    nullif(split_part(r.cells, E'\x1f', m.city), ''),
    nullif(split_part(r.cells, E'\x1f', m.description), ''),
    CASE WHEN m.custom_names IS NULL THEN '{}'::jsonb ELSE (
      SELECT coalesce(jsonb_object_agg(u.name, split_part(r.cells, E'\x1f', u.place))
        FILTER (WHERE split_part(r.cells, E'\x1f', u.place) <> ''), '{}')
      FROM unnest(m.custom_names, m.custom_places) u (name, place)
    ) END
  FROM (
    -- Once, not for each row.
    SELECT i.workspace_id, i.id, i.round,
      (i.mapping->>'email')::int + 1 AS email, (i.mapping->>'name')::int + 1 AS name,
      (i.mapping->>'first_name')::int + 1 AS first_name,
      (i.mapping->>'last_name')::int + 1 AS last_name, (i.mapping->>'title')::int + 1 AS title,
      (i.mapping->>'linkedin')::int + 1 AS linkedin,
      (i.mapping->>'time_zone')::int + 1 AS time_zone,
      (i.mapping->>'company')::int + 1 AS company, (i.mapping->>'website')::int + 1 AS website,
      (i.mapping->>'industry')::int + 1 AS industry, (i.mapping->>'city')::int + 1 AS city,
      (i.mapping->>'description')::int + 1 AS description,
      (SELECT array_agg(substr(k, 8) ORDER BY k) FROM jsonb_object_keys(i.mapping) k
        WHERE k LIKE 'custom:%') AS custom_names,
      (SELECT array_agg((i.mapping->>k)::int + 1 ORDER BY k) FROM jsonb_object_keys(i.mapping) k
        WHERE k LIKE 'custom:%') AS custom_places
    FROM imports i
    WHERE i.id = import
    OFFSET 0
  ) m
    JOIN import_rows r
      ON (r.workspace_id, r.import_id, r.round) = (m.workspace_id, m.id, m.round)
  WHERE r.row BETWEEN from_row AND to_row
    AND r.verdict IN ('take', 'note');
END;
