-- When a campaign was last changed: fn.keep_updated_at says by what. Of those that are there already it
-- is the last that is known of them. Not by an UPDATE: what is walled in, its owner cannot update here.
ALTER TABLE campaigns ADD COLUMN updated_at timestamptz;
ALTER TABLE campaigns
  ALTER COLUMN updated_at TYPE timestamptz
    USING greatest(created_at, launched_at, completed_at, archived_at),
  ALTER COLUMN updated_at SET DEFAULT now(),
  ALTER COLUMN updated_at SET NOT NULL;

-- Few have a score that a person has set, and by these alone the bands of a campaign differ from its
-- histogram.
CREATE INDEX campaign_accounts_overridden ON campaign_accounts (workspace_id, campaign_id)
  WHERE override_score IS NOT NULL;
