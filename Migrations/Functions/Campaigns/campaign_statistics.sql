-- campaign_statistics: each campaign's numbers, exact at every commit: the cache plus the pending deltas.
--
-- Campaign by campaign, so that a page of fifty reads only their deltas.
CREATE VIEW fn.campaign_statistics WITH (security_invoker) AS
SELECT c.workspace_id, c.id AS campaign_id,
  coalesce(n.total_accounts, 0) + coalesce(d.total_accounts, 0) AS total_accounts,
  coalesce(n.scored_accounts, 0) + coalesce(d.scored_accounts, 0) AS scored_accounts,
  coalesce(n.approved_accounts, 0) + coalesce(d.approved_accounts, 0) AS approved_accounts,
  coalesce(n.rejected_accounts, 0) + coalesce(d.rejected_accounts, 0) AS rejected_accounts,
  coalesce(n.outreached_accounts, 0) + coalesce(d.outreached_accounts, 0) AS outreached_accounts,
  coalesce(n.responded_accounts, 0) + coalesce(d.responded_accounts, 0) AS responded_accounts,
  coalesce(n.score_0, 0) + coalesce(d.score_0, 0) AS score_0,
  coalesce(n.score_1, 0) + coalesce(d.score_1, 0) AS score_1,
  coalesce(n.score_2, 0) + coalesce(d.score_2, 0) AS score_2,
  coalesce(n.score_3, 0) + coalesce(d.score_3, 0) AS score_3,
  coalesce(n.score_4, 0) + coalesce(d.score_4, 0) AS score_4,
  coalesce(n.score_5, 0) + coalesce(d.score_5, 0) AS score_5,
  coalesce(n.score_6, 0) + coalesce(d.score_6, 0) AS score_6,
  coalesce(n.score_7, 0) + coalesce(d.score_7, 0) AS score_7,
  coalesce(n.score_8, 0) + coalesce(d.score_8, 0) AS score_8,
  coalesce(n.score_9, 0) + coalesce(d.score_9, 0) AS score_9
FROM campaigns c
  LEFT JOIN campaign_counts n ON (n.workspace_id, n.campaign_id) = (c.workspace_id, c.id)
  CROSS JOIN LATERAL (
    SELECT
      sum(total_accounts)::bigint AS total_accounts,
      sum(scored_accounts)::bigint AS scored_accounts,
      sum(approved_accounts)::bigint AS approved_accounts,
      sum(rejected_accounts)::bigint AS rejected_accounts,
      sum(outreached_accounts)::bigint AS outreached_accounts,
      sum(responded_accounts)::bigint AS responded_accounts,
      sum(score_0)::bigint AS score_0,
      sum(score_1)::bigint AS score_1,
      sum(score_2)::bigint AS score_2,
      sum(score_3)::bigint AS score_3,
      sum(score_4)::bigint AS score_4,
      sum(score_5)::bigint AS score_5,
      sum(score_6)::bigint AS score_6,
      sum(score_7)::bigint AS score_7,
      sum(score_8)::bigint AS score_8,
      sum(score_9)::bigint AS score_9
    FROM campaign_deltas d
    WHERE (d.workspace_id, d.campaign_id) = (c.workspace_id, c.id)
  ) d;
