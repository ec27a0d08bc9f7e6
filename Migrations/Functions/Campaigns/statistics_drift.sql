-- statistics_drift: every cached number that a recount contradicts. It is one statement, so it sees
-- one moment, and is right while others write.
CREATE FUNCTION fn.statistics_drift()
RETURNS TABLE (campaign_id bigint, figure text, cached bigint, counted bigint)
LANGUAGE sql
BEGIN ATOMIC
  SELECT s.campaign_id, f.figure, f.cached, f.counted
  FROM fn.campaign_statistics s
    JOIN (
      SELECT c.workspace_id, c.id, count(ca.account_id) AS total_accounts,
        count(*) FILTER (WHERE f.score IS NOT NULL OR ca.override_score IS NOT NULL)
          AS scored_accounts,
        count(*) FILTER (WHERE ca.review_status = 'approved') AS approved_accounts,
        count(*) FILTER (WHERE ca.review_status = 'rejected') AS rejected_accounts,
        count(ca.first_outreached_at) AS outreached_accounts,
        count(ca.first_replied_at) AS responded_accounts,
        count(*) FILTER (WHERE ca.fit_score IS DISTINCT FROM f.score) AS stale_scores,
        count(*) FILTER (WHERE floor(f.score) = 0) AS score_0,
        count(*) FILTER (WHERE floor(f.score) = 1) AS score_1,
        count(*) FILTER (WHERE floor(f.score) = 2) AS score_2,
        count(*) FILTER (WHERE floor(f.score) = 3) AS score_3,
        count(*) FILTER (WHERE floor(f.score) = 4) AS score_4,
        count(*) FILTER (WHERE floor(f.score) = 5) AS score_5,
        count(*) FILTER (WHERE floor(f.score) = 6) AS score_6,
        count(*) FILTER (WHERE floor(f.score) = 7) AS score_7,
        count(*) FILTER (WHERE floor(f.score) = 8) AS score_8,
        count(*) FILTER (WHERE f.score >= 9) AS score_9
      FROM campaigns c
        LEFT JOIN campaign_accounts ca
          ON (ca.workspace_id, ca.campaign_id) = (c.workspace_id, c.id)
        LEFT JOIN fit_scores f
          ON (f.workspace_id, f.product_id, f.goal, f.account_id)
            = (c.workspace_id, c.product_id, c.goal, ca.account_id)
      GROUP BY c.workspace_id, c.id
    ) r ON (r.workspace_id, r.id) = (s.workspace_id, s.campaign_id)
    CROSS JOIN LATERAL (
      VALUES
        ('total_accounts', s.total_accounts, r.total_accounts),
        ('scored_accounts', s.scored_accounts, r.scored_accounts),
        ('approved_accounts', s.approved_accounts, r.approved_accounts),
        ('rejected_accounts', s.rejected_accounts, r.rejected_accounts),
        ('outreached_accounts', s.outreached_accounts, r.outreached_accounts),
        ('responded_accounts', s.responded_accounts, r.responded_accounts),
        ('score_0', s.score_0, r.score_0),
        ('score_1', s.score_1, r.score_1),
        ('score_2', s.score_2, r.score_2),
        ('score_3', s.score_3, r.score_3),
        ('score_4', s.score_4, r.score_4),
        ('score_5', s.score_5, r.score_5),
        ('score_6', s.score_6, r.score_6),
        ('score_7', s.score_7, r.score_7),
        ('score_8', s.score_8, r.score_8),
        ('score_9', s.score_9, r.score_9),
        ('stale_scores', 0, r.stale_scores)
    ) f (figure, cached, counted)
  WHERE f.cached <> f.counted
  ORDER BY s.campaign_id, f.figure;
END;
