-- joined_by_domain: how many rows of an import that are taken join an account of another name than that of
-- their company, because their addresses have its domain, and three examples. For a page that says so before
-- anything is written. Volatile: the statement that asks has just matched the rows with accounts.
CREATE FUNCTION fn.joined_by_domain(import bigint) RETURNS jsonb
LANGUAGE sql
-- As in fn.match_import_accounts: a million rows are taken for one.
SET enable_nestloop = off
SET work_mem = '64MB'
BEGIN ATOMIC
  WITH file AS MATERIALIZED (
    SELECT i.id, i.round, (i.mapping->>'company')::int + 1 AS company
    FROM imports i WHERE i.id = import
  ), other AS MATERIALIZED (
    SELECT r.row, r.account_key, r.company_key,
      left(split_part(r.cells, E'\x1f', file.company), 200) AS company
    FROM file
      JOIN import_rows r ON (r.import_id, r.round) = (file.id, file.round)
    WHERE r.verdict IN ('take', 'note') AND r.company_key <> '' AND r.account_key <> 'n:' || r.company_key
  ), made AS (
    -- The name of an account that is new, as fn.import_batch chooses it.
    SELECT DISTINCT ON (r.account_key) r.account_key,
      left(split_part(r.cells, E'\x1f', file.company), 200) AS name
    FROM file
      JOIN import_rows r ON (r.import_id, r.round) = (file.id, file.round)
    WHERE r.verdict IN ('take', 'note') AND r.account_key IN (SELECT o.account_key FROM other o)
      AND split_part(r.cells, E'\x1f', file.company) <> ''
    ORDER BY r.account_key, fn.row_domain(r.domain, r.address) IS NULL, r.row
  ), named AS MATERIALIZED (
    SELECT k.account_key, coalesce(a.name, m.name) AS name,
      rule.folded_name(coalesce(a.name, m.name)) AS folded
    FROM (SELECT DISTINCT o.account_key FROM other o) k
      LEFT JOIN accounts a ON a.match_key = k.account_key COLLATE "default"
      LEFT JOIN made m ON m.account_key = k.account_key
    -- An account that is named after its domain gets the company's name.
    WHERE a.name IS NULL OR a.name IS DISTINCT FROM a.domain
  ), joined AS (
    SELECT o.row, o.company, n.name AS account
    FROM other o JOIN named n ON n.account_key = o.account_key
    WHERE n.folded <> o.company_key
  )
  SELECT jsonb_build_object('joined', count(*), 'joinedExamples', coalesce((
    -- For one sentence.
    SELECT jsonb_agg(jsonb_build_object(
        'company', CASE WHEN length(e.company) > 60 THEN left(e.company, 59) || '…' ELSE e.company END,
        'account', CASE WHEN length(e.account) > 60 THEN left(e.account, 59) || '…' ELSE e.account END)
      ORDER BY e.row)
    FROM (
      SELECT j.company, j.account, min(j.row) AS row
      FROM joined j
      GROUP BY j.company, j.account
      ORDER BY min(j.row)
      LIMIT 3
    ) e), '[]'))
  FROM joined;
END;
