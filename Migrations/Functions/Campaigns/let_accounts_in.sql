-- let_accounts_in: adds to a campaign those of these accounts that its goal lets in, and answers what
-- became of all of them: a JSON array of outcome (added, already, blocked), accounts, and of the blocked
-- the strictest verdict, the statuses and relationships that met it, and the flags that together let this
-- group in (none: nothing does).
--
-- Refuses with OR404 (no such campaign) or OR422 (a flag that no guardrail has).
CREATE FUNCTION fn.let_accounts_in(
  campaign bigint, candidates bigint[], with_flags text[], dry_run boolean
) RETURNS jsonb
LANGUAGE plpgsql AS $$
DECLARE
  aim campaign_goal;
  unknown text;
  answer jsonb;
  new_accounts bigint[];
BEGIN
  SELECT c.goal INTO aim FROM campaigns c WHERE c.id = campaign;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'no_campaign' USING ERRCODE = 'OR404', DETAIL = campaign::text;
  END IF;
  SELECT f INTO unknown FROM unnest(with_flags) f
  WHERE NOT EXISTS (SELECT FROM guardrails g WHERE g.flag = f);
  IF FOUND THEN
    RAISE EXCEPTION 'no_such_flag' USING ERRCODE = 'OR422', DETAIL = unknown;
  END IF;

  -- There are few kinds of account among many accounts: the guardrails are evaluated once per kind.
  WITH candidate AS MATERIALIZED (
    SELECT a.id, a.status, a.relationship_types,
      -- By its key, however many are in the campaign: the planner would scan the table for EXISTS.
      (
        SELECT true FROM campaign_accounts ca
        WHERE ca.campaign_id = campaign AND ca.account_id = a.id
      ) IS NOT NULL AS is_in
    FROM (SELECT DISTINCT unnest(candidates) AS id) wanted
      CROSS JOIN LATERAL (
        SELECT x.id, x.status, x.relationship_types FROM accounts x
        WHERE x.id = wanted.id OFFSET 0
      ) a
  ),
  kind AS MATERIALIZED (
    SELECT k.status, k.relationship_types, b.verdict, b.kinds, b.flags
    FROM (SELECT DISTINCT status, relationship_types FROM candidate WHERE NOT is_in) k
      CROSS JOIN LATERAL (
        -- Only the strictest verdict counts: a flag that lets those in lets the milder ones in, too, or nothing
        -- can.
        SELECT max(g.verdict) AS verdict,
          array_agg(g.status ORDER BY g.status) FILTER (WHERE g.verdict = g.strictest) AS kinds,
          coalesce(
            array_agg(g.flag ORDER BY g.status)
              FILTER (WHERE g.verdict = g.strictest AND g.flag IS NOT NULL AND g.verdict = 'soft'),
            '{}') AS flags
        FROM (
          SELECT g.*, max(g.verdict) OVER () AS strictest
          FROM guardrails g
          WHERE g.goal = aim
            AND g.status = ANY (k.status || k.relationship_types)
            AND g.verdict IN ('soft', 'hard', 'never')
            AND NOT (g.verdict = 'soft' AND g.flag = ANY (with_flags))
        ) g
      ) b
  ),
  judged AS MATERIALIZED (
    SELECT c.id, c.is_in, k.verdict, k.kinds, k.flags
    FROM candidate c
      LEFT JOIN kind k ON (k.status, k.relationship_types) = (c.status, c.relationship_types)
  ),
  added AS (
    INSERT INTO campaign_accounts (campaign_id, account_id)
    SELECT campaign, j.id FROM judged j
    WHERE NOT j.is_in AND j.verdict IS NULL AND NOT dry_run
    ORDER BY j.id
    ON CONFLICT DO NOTHING
    RETURNING account_id
  ),
  figures AS (
    SELECT
      CASE WHEN j.is_in THEN 'already' WHEN j.verdict IS NULL THEN 'added' ELSE 'blocked' END
        AS outcome,
      count(*) AS accounts, j.verdict, j.kinds, j.flags
    FROM judged j
    GROUP BY 1, j.verdict, j.kinds, j.flags
  ),
  late AS (
    -- Another transaction added it first.
    SELECT f.accounts - (SELECT count(*) FROM added) AS accounts
    FROM figures f
    WHERE f.outcome = 'added' AND NOT dry_run
  )
  SELECT jsonb_agg(to_jsonb(r) ORDER BY r.accounts DESC, r.kinds),
    (SELECT array_agg(d.account_id ORDER BY d.account_id) FROM added d)
  INTO answer, new_accounts
  FROM (
    SELECT 'added' AS outcome,
      coalesce((SELECT f.accounts FROM figures f WHERE f.outcome = 'added'), 0)
        - coalesce((SELECT l.accounts FROM late l), 0) AS accounts,
      NULL::guardrail AS verdict, '{}'::account_status[] AS kinds, '{}'::text[] AS flags
    UNION ALL
    SELECT 'already',
      coalesce((SELECT sum(f.accounts) FROM figures f WHERE f.outcome = 'already'), 0)
        + coalesce((SELECT l.accounts FROM late l), 0), NULL, '{}', '{}'
    UNION ALL
    SELECT f.outcome, f.accounts, f.verdict, f.kinds, f.flags FROM figures f
    WHERE f.outcome = 'blocked'
  ) r;
  PERFORM fn.emit_campaign_accounts('account.added', campaign, new_accounts, NULL);
  RETURN answer;
END
$$;
