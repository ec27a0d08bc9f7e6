-- api_cost_statistics: what calls have cost each campaign, by provider and model: what was counted and
-- folded, and what has changed since.
CREATE VIEW fn.api_cost_statistics WITH (security_invoker) AS
SELECT workspace_id, campaign_id, provider, model, sum(usd) AS usd, sum(calls)::bigint AS calls
FROM (
  SELECT workspace_id, campaign_id, provider, model, usd, calls FROM api_cost_counts
  UNION ALL
  SELECT workspace_id, campaign_id, provider, model, usd, calls FROM api_cost_deltas
) counted
GROUP BY workspace_id, campaign_id, provider, model
HAVING sum(calls) <> 0;
