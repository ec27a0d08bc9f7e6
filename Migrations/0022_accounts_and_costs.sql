-- Few have a score that a person has set, and by these alone the bands of a campaign differ from its
-- histogram.
CREATE INDEX campaign_accounts_overridden ON campaign_accounts (workspace_id, campaign_id)
  WHERE override_score IS NOT NULL;
