-- expense_statistics: what each campaign has spent, by currency and category: what was counted and folded,
-- and what has changed since.
CREATE VIEW fn.expense_statistics WITH (security_invoker) AS
SELECT workspace_id, campaign_id, currency, category, sum(amount) AS amount, sum(hours) AS hours,
  sum(entries)::bigint AS entries
FROM (
  SELECT workspace_id, campaign_id, currency, category, amount, hours, entries FROM expense_counts
  UNION ALL
  SELECT workspace_id, campaign_id, currency, category, amount, hours, entries FROM expense_deltas
) counted
GROUP BY workspace_id, campaign_id, currency, category
HAVING sum(entries) <> 0;
