CREATE TYPE campaign_stage AS ENUM (
  'draft', 'icp_definition', 'database_config', 'scoring', 'outreach', 'active', 'paused', 'completed'
);
CREATE TYPE scoring_status AS ENUM ('idle', 'running', 'completed', 'failed');
CREATE TYPE campaign_status AS ENUM ('draft', 'running', 'paused', 'completed');
CREATE TYPE review_status AS ENUM ('pending', 'approved', 'rejected');
CREATE TYPE outreach_status AS ENUM (
  'not_started', 'draft', 'scheduled', 'sent', 'bounced', 'responded'
);

CREATE TABLE campaigns (
  workspace_id bigint NOT NULL DEFAULT rule.workspace(),
  id bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
  product_id bigint NOT NULL,
  goal campaign_goal NOT NULL DEFAULT 'sales',
  name text NOT NULL CONSTRAINT campaign_has_a_name CHECK (name <> ''),
  slug text NOT NULL,
  -- ISO 639-1; NULL: the product's.
  language text,
  stage campaign_stage NOT NULL DEFAULT 'draft',
  scoring_status scoring_status NOT NULL DEFAULT 'idle',
  scoring_error text,
  status campaign_status NOT NULL DEFAULT 'draft',
  -- Why the program itself paused it; stands until a person resumes.
  pause_reason text,
  -- What had been sent and had hard-bounced when it was last resumed: bounces are judged from there.
  resumed_at_sent bigint NOT NULL DEFAULT 0,
  resumed_at_bounced bigint NOT NULL DEFAULT 0,
  only_approved boolean NOT NULL DEFAULT false,
  ai_outreach boolean NOT NULL DEFAULT false,
  check_reply boolean NOT NULL DEFAULT true,
  track_opens boolean NOT NULL DEFAULT true,
  track_clicks boolean NOT NULL DEFAULT true,
  -- {"days": [1, …], "start": "09:00", "end": "17:00", "timezone": "…"}; NULL: always.
  schedule jsonb,
  launch_at timestamptz,
  launched_at timestamptz,
  completed_at timestamptz,
  -- Of two campaigns that want one person, the higher keeps them.
  priority int NOT NULL DEFAULT 0,
  -- Saved filter or manual selection: what the audience was chosen by.
  audience_config jsonb NOT NULL DEFAULT '{}',
  -- The number that the next lead gets, by which arms rotate.
  next_rotation int NOT NULL DEFAULT 0,
  created_by bigint DEFAULT rule.person() REFERENCES people,
  created_at timestamptz NOT NULL DEFAULT now(),
  archived_at timestamptz,
  PRIMARY KEY (workspace_id, id),
  FOREIGN KEY (workspace_id, product_id) REFERENCES products,
  CONSTRAINT one_campaign_per_slug UNIQUE (workspace_id, slug),
  CONSTRAINT paused_by_the_program_means_paused CHECK (pause_reason IS NULL OR status = 'paused')
);
CREATE INDEX campaigns_running ON campaigns (workspace_id, id) WHERE status = 'running';

CREATE TABLE campaign_accounts (
  workspace_id bigint NOT NULL DEFAULT rule.workspace(),
  campaign_id bigint NOT NULL,
  account_id bigint NOT NULL,
  review_status review_status NOT NULL DEFAULT 'pending',
  reviewed_by bigint REFERENCES people,
  reviewed_at timestamptz,
  outreach_status outreach_status NOT NULL DEFAULT 'not_started',
  first_outreached_at timestamptz,
  first_replied_at timestamptz,
  last_touch_at timestamptz,
  -- A copy of the AI score under the campaign's goal, kept by the triggers that count it, so that a
  -- queue of any length is read from its index.
  fit_score numeric(3, 1),
  override_score numeric(3, 1)
    CONSTRAINT override_score_in_range CHECK (override_score BETWEEN 0 AND 10),
  override_reason text NOT NULL DEFAULT '',
  -- The effective score, the unscored below all others.
  sort_score numeric(3, 1) NOT NULL
    GENERATED ALWAYS AS (coalesce(override_score, fit_score, -1)) STORED,
  -- The person aimed at, of the account's own contacts.
  contact_id bigint,
  tags text[] NOT NULL DEFAULT '{}',
  notes text NOT NULL DEFAULT '',
  added_by bigint DEFAULT rule.person() REFERENCES people,
  added_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (workspace_id, campaign_id, account_id),
  FOREIGN KEY (workspace_id, campaign_id) REFERENCES campaigns,
  FOREIGN KEY (workspace_id, account_id) REFERENCES accounts,
  FOREIGN KEY (workspace_id, account_id, contact_id)
    REFERENCES contacts (workspace_id, account_id, id),
  CONSTRAINT reviewed_means_by_someone
    CHECK ((review_status = 'pending') = (reviewed_by IS NULL)),
  CONSTRAINT override_reason_is_of_an_override
    CHECK (override_reason = '' OR override_score IS NOT NULL)
);
CREATE INDEX campaign_accounts_to_review
  ON campaign_accounts (workspace_id, campaign_id, sort_score DESC, account_id DESC)
  WHERE review_status = 'pending';
CREATE INDEX campaign_accounts_of_account ON campaign_accounts (workspace_id, account_id);
CREATE INDEX campaign_accounts_by_score
  ON campaign_accounts (workspace_id, campaign_id, sort_score DESC, account_id DESC);
CREATE INDEX campaign_accounts_by_touch ON campaign_accounts (
  workspace_id, campaign_id, (coalesce(last_touch_at, '-infinity')) DESC, account_id DESC);

-- Who may be written to under which goal: decisions.md section 3. `target` and `admissible` pass,
-- `soft` passes with the flag, `hard` and `never` do not; `never` holds at every send, too.
CREATE TYPE guardrail AS ENUM ('target', 'admissible', 'soft', 'hard', 'never');

CREATE TABLE guardrails (
  status account_status NOT NULL,
  goal campaign_goal NOT NULL,
  verdict guardrail NOT NULL,
  flag text,
  PRIMARY KEY (status, goal),
  CONSTRAINT soft_means_a_flag_lets_in CHECK ((verdict <> 'soft') OR flag IS NOT NULL)
);

INSERT INTO guardrails (status, goal, verdict, flag)
SELECT s.status::account_status, g.goal,
  (CASE split_part(s.verdicts, ' ', g.place::int)
    WHEN 'T' THEN 'target' WHEN 'A' THEN 'admissible' WHEN 'S' THEN 'soft'
    WHEN 'H' THEN 'hard' WHEN 'D' THEN 'never' END)::guardrail,
  s.flag
FROM (VALUES
  ('prospect', NULL, 'T A A A A A A A A A A'),
  ('contacted', NULL, 'T A A A A A A A A A A'),
  ('responded', NULL, 'T A A A A A A A A A A'),
  ('qualified', NULL, 'T A A A A A A A A A A'),
  ('lost', NULL, 'A A A A A A T A A A A'),
  ('churned', NULL, 'A A A A A A T A A A A'),
  ('customer', 'include_customers', 'S A S S S T S A A S T'),
  ('partner', NULL, 'A T A A A A A A A A A'),
  ('influencer', NULL, 'A A A A A A A A A T A'),
  ('supplier', 'include_suppliers', 'S T S S S S S S S S S'),
  ('investor', 'include_investors', 'S S S T S S S S S S S'),
  ('press', 'include_press', 'S S T S S S S S S S S'),
  ('analyst', 'include_analysts', 'S S T S S S S S S S S'),
  ('candidate', 'include_candidates', 'S S S S T S S S S S S'),
  ('competitor', NULL, 'H H H H H H H H H H H'),
  ('personal_network', NULL, 'H H H H H H H H H H H'),
  ('do_not_contact', NULL, 'D D D D D D D D D D D')
) s (status, flag, verdicts)
CROSS JOIN unnest(enum_range(NULL::campaign_goal)) WITH ORDINALITY g (goal, place);

SELECT rule.wall('campaigns'), rule.wall('campaign_accounts');
