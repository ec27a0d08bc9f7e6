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

-- What a campaign has cost, cached like campaign_counts: its ledger by currency and category, and the
-- calls of models and services by provider and model.
CREATE TABLE expense_counts (
  workspace_id bigint NOT NULL,
  campaign_id bigint NOT NULL,
  currency text NOT NULL,
  category expense_category NOT NULL,
  amount numeric NOT NULL,
  hours numeric NOT NULL,
  entries bigint NOT NULL,
  PRIMARY KEY (workspace_id, campaign_id, currency, category)
);
CREATE TABLE expense_deltas (
  workspace_id bigint NOT NULL,
  id bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
  campaign_id bigint NOT NULL,
  currency text NOT NULL,
  category expense_category NOT NULL,
  amount numeric NOT NULL,
  hours numeric NOT NULL,
  entries bigint NOT NULL,
  PRIMARY KEY (workspace_id, id)
);
CREATE INDEX expense_deltas_of_campaign ON expense_deltas (workspace_id, campaign_id);

CREATE TABLE api_cost_counts (
  workspace_id bigint NOT NULL,
  campaign_id bigint NOT NULL,
  provider text NOT NULL,
  model text NOT NULL,
  usd numeric NOT NULL,
  calls bigint NOT NULL,
  PRIMARY KEY (workspace_id, campaign_id, provider, model)
);
CREATE TABLE api_cost_deltas (
  workspace_id bigint NOT NULL,
  id bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
  campaign_id bigint NOT NULL,
  provider text NOT NULL,
  model text NOT NULL,
  usd numeric NOT NULL,
  calls bigint NOT NULL,
  PRIMARY KEY (workspace_id, id)
);
CREATE INDEX api_cost_deltas_of_campaign ON api_cost_deltas (workspace_id, campaign_id);

-- What is there already is counted once. The owner reads what is walled in while the wall lets it.
ALTER TABLE expenses NO FORCE ROW LEVEL SECURITY;
ALTER TABLE api_costs NO FORCE ROW LEVEL SECURITY;
INSERT INTO expense_counts
SELECT workspace_id, campaign_id, currency, category, sum(amount), coalesce(sum(hours), 0), count(*)
FROM expenses
GROUP BY workspace_id, campaign_id, currency, category;
INSERT INTO api_cost_counts
SELECT workspace_id, campaign_id, provider, model, sum(usd), count(*)
FROM api_costs
WHERE campaign_id IS NOT NULL
GROUP BY workspace_id, campaign_id, provider, model;
ALTER TABLE expenses FORCE ROW LEVEL SECURITY;
ALTER TABLE api_costs FORCE ROW LEVEL SECURITY;

SELECT rule.wall('expense_counts'), rule.wall('expense_deltas'), rule.wall('api_cost_counts'),
  rule.wall('api_cost_deltas');
