-- An account counts as scored when it has the AI's score or a person's own; the cached figures knew the AI's
-- alone. Row security is off for the owner of these tables in this transaction only.
ALTER TABLE campaign_accounts NO FORCE ROW LEVEL SECURITY;
ALTER TABLE campaign_deltas NO FORCE ROW LEVEL SECURITY;
INSERT INTO campaign_deltas (workspace_id, campaign_id, scored_accounts)
SELECT workspace_id, campaign_id, count(*)
FROM campaign_accounts
WHERE override_score IS NOT NULL AND fit_score IS NULL
GROUP BY workspace_id, campaign_id;
ALTER TABLE campaign_accounts FORCE ROW LEVEL SECURITY;
ALTER TABLE campaign_deltas FORCE ROW LEVEL SECURITY;
