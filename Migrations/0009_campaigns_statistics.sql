-- What was counted and folded. fn.campaign_statistics adds the pending deltas to it.
CREATE TABLE campaign_counts (
  workspace_id bigint NOT NULL,
  campaign_id bigint NOT NULL,
  total_accounts bigint NOT NULL DEFAULT 0,
  scored_accounts bigint NOT NULL DEFAULT 0,
  approved_accounts bigint NOT NULL DEFAULT 0,
  rejected_accounts bigint NOT NULL DEFAULT 0,
  outreached_accounts bigint NOT NULL DEFAULT 0,
  responded_accounts bigint NOT NULL DEFAULT 0,
  -- Accounts by AI score, ten buckets from [0, 1) to [9, 10].
  score_0 bigint NOT NULL DEFAULT 0,
  score_1 bigint NOT NULL DEFAULT 0,
  score_2 bigint NOT NULL DEFAULT 0,
  score_3 bigint NOT NULL DEFAULT 0,
  score_4 bigint NOT NULL DEFAULT 0,
  score_5 bigint NOT NULL DEFAULT 0,
  score_6 bigint NOT NULL DEFAULT 0,
  score_7 bigint NOT NULL DEFAULT 0,
  score_8 bigint NOT NULL DEFAULT 0,
  score_9 bigint NOT NULL DEFAULT 0,
  PRIMARY KEY (workspace_id, campaign_id)
);

-- What changed since. Writers only append here, so none waits for another; and no foreign key,
-- because that would have every writer lock the campaign's one row.
CREATE TABLE campaign_deltas (
  workspace_id bigint NOT NULL,
  id bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
  campaign_id bigint NOT NULL,
  total_accounts bigint NOT NULL DEFAULT 0,
  scored_accounts bigint NOT NULL DEFAULT 0,
  approved_accounts bigint NOT NULL DEFAULT 0,
  rejected_accounts bigint NOT NULL DEFAULT 0,
  outreached_accounts bigint NOT NULL DEFAULT 0,
  responded_accounts bigint NOT NULL DEFAULT 0,
  score_0 bigint NOT NULL DEFAULT 0,
  score_1 bigint NOT NULL DEFAULT 0,
  score_2 bigint NOT NULL DEFAULT 0,
  score_3 bigint NOT NULL DEFAULT 0,
  score_4 bigint NOT NULL DEFAULT 0,
  score_5 bigint NOT NULL DEFAULT 0,
  score_6 bigint NOT NULL DEFAULT 0,
  score_7 bigint NOT NULL DEFAULT 0,
  score_8 bigint NOT NULL DEFAULT 0,
  score_9 bigint NOT NULL DEFAULT 0,
  PRIMARY KEY (workspace_id, id)
);

CREATE INDEX campaign_deltas_of_campaign ON campaign_deltas (workspace_id, campaign_id);

SELECT rule.wall('campaign_counts'), rule.wall('campaign_deltas');
