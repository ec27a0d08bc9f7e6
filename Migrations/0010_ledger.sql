CREATE TYPE expense_category AS ENUM (
  'ads_google', 'ads_meta', 'ads_linkedin', 'ads_other', 'agency', 'labour', 'software', 'content',
  'event', 'other'
);

CREATE TABLE expenses (
  workspace_id bigint NOT NULL DEFAULT rule.workspace(),
  id bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
  campaign_id bigint NOT NULL,
  spent_on date NOT NULL,
  category expense_category NOT NULL,
  amount numeric(14, 2) NOT NULL CONSTRAINT expense_is_positive CHECK (amount > 0),
  currency text NOT NULL CONSTRAINT expense_currency_is_iso CHECK (currency ~ '^[A-Z]{3}$'),
  -- Of labour: amount = hours × rate.
  hours numeric(10, 2),
  hourly_rate numeric(12, 2),
  vendor text NOT NULL DEFAULT '',
  description text NOT NULL DEFAULT '',
  reference text NOT NULL DEFAULT '',
  posted_by bigint DEFAULT rule.person() REFERENCES people,
  posted_at timestamptz NOT NULL DEFAULT now(),
  form_token uuid NOT NULL,
  PRIMARY KEY (workspace_id, id),
  FOREIGN KEY (workspace_id, campaign_id) REFERENCES campaigns,
  CONSTRAINT one_expense_per_form UNIQUE (workspace_id, form_token),
  CONSTRAINT labour_is_hours_by_rate CHECK (
    (hours IS NULL) = (hourly_rate IS NULL)
      AND (hours IS NULL OR (category = 'labour' AND amount = round(hours * hourly_rate, 2))))
);
CREATE INDEX expenses_of_campaign ON expenses (workspace_id, campaign_id, spent_on, id);

-- One line a call of a model, search or enrichment provider: USD, never in the ratios.
CREATE TABLE api_costs (
  workspace_id bigint NOT NULL DEFAULT rule.workspace(),
  id bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
  at timestamptz NOT NULL DEFAULT now(),
  campaign_id bigint,
  account_id bigint,
  provider text NOT NULL,
  model text NOT NULL,
  purpose text NOT NULL,
  quantity bigint NOT NULL,
  usd numeric(14, 6) NOT NULL,
  PRIMARY KEY (workspace_id, at, id)
) PARTITION BY RANGE (at);

CREATE INDEX api_costs_of_campaign ON api_costs (workspace_id, campaign_id, provider, model)
  INCLUDE (usd);

SELECT rule.make_partitions('api_costs', 24);
SELECT rule.wall('expenses'), rule.wall('api_costs');
