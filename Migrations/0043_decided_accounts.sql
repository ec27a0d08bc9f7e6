-- The latest decisions of a campaign, which its review page compares with the AI scores.
CREATE INDEX campaign_accounts_decided
  ON campaign_accounts (workspace_id, campaign_id, reviewed_at DESC NULLS LAST)
  WHERE review_status <> 'pending';
