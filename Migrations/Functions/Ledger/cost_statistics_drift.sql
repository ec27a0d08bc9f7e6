-- cost_statistics_drift: the costs of campaigns that differ from a recount; none, or a trigger is wrong.
CREATE FUNCTION fn.cost_statistics_drift()
RETURNS TABLE (workspace_id bigint, campaign_id bigint, kept text, counted text)
LANGUAGE sql STABLE
BEGIN ATOMIC
  SELECT coalesce(k.workspace_id, c.workspace_id), coalesce(k.campaign_id, c.campaign_id), k::text,
    c::text
  FROM (
    SELECT workspace_id, campaign_id, currency, category, amount, hours, entries
    FROM fn.expense_statistics
  ) k
    FULL JOIN (
      SELECT workspace_id, campaign_id, currency, category, sum(amount) AS amount,
        coalesce(sum(hours), 0) AS hours, count(*) AS entries
      FROM expenses
      GROUP BY workspace_id, campaign_id, currency, category
    ) c ON (c.workspace_id, c.campaign_id, c.currency, c.category)
      = (k.workspace_id, k.campaign_id, k.currency, k.category)
  WHERE (k.amount, k.hours, k.entries) IS DISTINCT FROM (c.amount, c.hours, c.entries)
  UNION ALL
  SELECT coalesce(k.workspace_id, c.workspace_id), coalesce(k.campaign_id, c.campaign_id), k::text,
    c::text
  FROM (
    SELECT workspace_id, campaign_id, provider, model, usd, calls FROM fn.api_cost_statistics
  ) k
    FULL JOIN (
      SELECT workspace_id, campaign_id, provider, model, sum(usd) AS usd, count(*) AS calls
      FROM api_costs
      WHERE campaign_id IS NOT NULL
      GROUP BY workspace_id, campaign_id, provider, model
    ) c ON (c.workspace_id, c.campaign_id, c.provider, c.model)
      = (k.workspace_id, k.campaign_id, k.provider, k.model)
  WHERE (k.usd, k.calls) IS DISTINCT FROM (c.usd, c.calls);
END;
