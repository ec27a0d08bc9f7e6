-- campaign_account_lines: each account of each campaign, as the rows of a campaign's accounts show it.
CREATE VIEW fn.campaign_account_lines WITH (security_invoker) AS
SELECT ca.workspace_id, ca.campaign_id, ca.account_id, a.name, a.name_key, a.domain, a.country,
  ca.fit_score, ca.override_score, ca.override_reason, ca.sort_score, ca.review_status,
  ca.outreach_status, ca.last_touch_at, coalesce(ca.last_touch_at, '-infinity') AS touch_key, ca.tags,
  ca.notes
FROM campaign_accounts ca
  JOIN accounts a ON (a.workspace_id, a.id) = (ca.workspace_id, ca.account_id);
