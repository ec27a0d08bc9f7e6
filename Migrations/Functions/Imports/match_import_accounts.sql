-- match_import_accounts: rows whose account is here already take its key: by the domain of their
-- addresses, else by the folded name of their company. All rows of one account of the file go together.
--
-- A row keeps the folded name of its company, if its account had none of its own in the file: see
-- fn.joined_by_domain.
--
-- Where several accounts share a domain, one that must not be contacted comes first: the mark then holds
-- for everyone who joins it. Changes nothing in a workspace without accounts.
CREATE FUNCTION fn.match_import_accounts(import bigint) RETURNS void
LANGUAGE plpgsql
-- No statistics are kept of the rows: the planner would take a million of them for one, and compare each
-- with each.
SET enable_nestloop = off
SET enable_seqscan = off
SET work_mem = '64MB'
AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM accounts) THEN
    RETURN;
  END IF;
  UPDATE import_rows r SET account_key = m.match_key,
    company_key = coalesce(r.company_key,
      CASE WHEN r.account_key LIKE 'n:%' THEN substr(r.account_key, 3) END)
  FROM (
    SELECT DISTINCT ON (g.account_key) g.account_key, a.match_key
    FROM (
      SELECT DISTINCT r.account_key, fn.row_domain(r.domain, r.address) AS domain, r.company_key
      FROM imports i
        JOIN import_rows r ON (r.import_id, r.round) = (i.id, i.round)
      WHERE i.id = import AND r.account_key IS NOT NULL
    ) g
      CROSS JOIN LATERAL (
        SELECT 1 AS place, a.id, a.match_key, a.status, a.relationship_types
        FROM accounts a
        WHERE a.domain = g.domain
        UNION ALL
        SELECT 2, a.id, a.match_key, a.status, a.relationship_types
        FROM accounts a
        -- In the collation of the index, or every account is looked at.
        WHERE a.match_key = g.account_key COLLATE "default"
        UNION ALL
        SELECT 2, a.id, a.match_key, a.status, a.relationship_types
        FROM accounts a
        WHERE a.match_key = ('n:' || g.company_key) COLLATE "default"
      ) a
    ORDER BY g.account_key, a.place, fn.is_do_not_contact(a.status, a.relationship_types) DESC,
      a.match_key = g.account_key DESC, a.id
  ) m, imports i
  WHERE i.id = import AND r.import_id = i.id AND r.round = i.round
    AND r.account_key = m.account_key AND m.match_key <> r.account_key;
END
$$;
