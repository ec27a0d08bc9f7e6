CREATE TYPE campaign_goal AS ENUM (
  'sales', 'partnership', 'press', 'investor', 'recruiting', 'customer_expansion', 'win_back',
  'event', 'research', 'influencer', 'renewal'
);
CREATE TYPE approval_state AS ENUM ('draft', 'approved');

CREATE TABLE products (
  workspace_id bigint NOT NULL DEFAULT rule.workspace() REFERENCES workspaces,
  id bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
  name text NOT NULL CONSTRAINT product_has_a_name CHECK (name <> ''),
  description text NOT NULL DEFAULT '',
  website text,
  -- ISO 639-1; what campaigns of this product speak unless they say otherwise.
  language text NOT NULL DEFAULT 'en',
  archived_at timestamptz,
  created_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (workspace_id, id),
  CONSTRAINT one_product_per_name UNIQUE (workspace_id, name)
);

-- The ideal-customer profile, one for each goal of a product.
CREATE TABLE personas (
  workspace_id bigint NOT NULL DEFAULT rule.workspace(),
  product_id bigint NOT NULL,
  goal campaign_goal NOT NULL,
  name text NOT NULL DEFAULT '',
  summary text NOT NULL DEFAULT '',
  industries text[] NOT NULL DEFAULT '{}',
  titles text[] NOT NULL DEFAULT '{}',
  pains text[] NOT NULL DEFAULT '{}',
  employees_from int,
  employees_to int,
  approval approval_state NOT NULL DEFAULT 'draft',
  PRIMARY KEY (workspace_id, product_id, goal),
  FOREIGN KEY (workspace_id, product_id) REFERENCES products
);

-- How well an account fits a product and a goal, whichever campaign asks.
CREATE TABLE fit_scores (
  workspace_id bigint NOT NULL DEFAULT rule.workspace(),
  product_id bigint NOT NULL,
  goal campaign_goal NOT NULL,
  account_id bigint NOT NULL,
  score numeric(3, 1) NOT NULL CONSTRAINT fit_score_in_range CHECK (score BETWEEN 0 AND 10),
  -- [{"sign": "+", "weight": 3, "text": "…"}], the strongest first.
  reasons jsonb NOT NULL DEFAULT '[]',
  model text NOT NULL DEFAULT '',
  scored_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (workspace_id, product_id, goal, account_id),
  FOREIGN KEY (workspace_id, product_id) REFERENCES products,
  FOREIGN KEY (workspace_id, account_id) REFERENCES accounts
);
CREATE INDEX fit_scores_of_account ON fit_scores (workspace_id, account_id);

SELECT rule.wall('products'), rule.wall('personas'), rule.wall('fit_scores');
