-- count_fit_scores: appends what one statement of a scorer changed in the figures of the campaigns
-- that look at these scores: those of the same product and goal that have the account. Each of
-- these keeps a copy of the score.
CREATE FUNCTION fn.count_fit_scores() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP <> 'DELETE' THEN
    PERFORM fn.hold_scores(p.workspace_id, p.product_id, for_adding => false)
    FROM (
      SELECT DISTINCT workspace_id, product_id FROM new_rows ORDER BY workspace_id, product_id
    ) p;
    INSERT INTO campaign_deltas (
      workspace_id, campaign_id, scored_accounts,
      score_0, score_1, score_2, score_3, score_4, score_5, score_6, score_7, score_8, score_9)
    SELECT n.workspace_id, n.campaign_id, b.*
    FROM (
      SELECT c.workspace_id, c.id AS campaign_id, array_agg(f.score) AS scores
      FROM new_rows f
        JOIN campaigns c
          ON (c.workspace_id, c.product_id, c.goal) = (f.workspace_id, f.product_id, f.goal)
        JOIN campaign_accounts ca
          ON (ca.workspace_id, ca.campaign_id, ca.account_id)
            = (c.workspace_id, c.id, f.account_id)
      GROUP BY c.workspace_id, c.id
    ) n
      CROSS JOIN LATERAL fn.score_buckets(n.scores, 1) b;
    UPDATE campaign_accounts ca
    SET fit_score = f.score
    FROM new_rows f
      JOIN campaigns c
        ON (c.workspace_id, c.product_id, c.goal) = (f.workspace_id, f.product_id, f.goal)
    WHERE (ca.workspace_id, ca.campaign_id, ca.account_id) = (c.workspace_id, c.id, f.account_id)
      AND ca.fit_score IS DISTINCT FROM f.score;
  END IF;
  IF TG_OP <> 'INSERT' THEN
    PERFORM fn.hold_scores(p.workspace_id, p.product_id, for_adding => false)
    FROM (
      SELECT DISTINCT workspace_id, product_id FROM old_rows ORDER BY workspace_id, product_id
    ) p;
    INSERT INTO campaign_deltas (
      workspace_id, campaign_id, scored_accounts,
      score_0, score_1, score_2, score_3, score_4, score_5, score_6, score_7, score_8, score_9)
    SELECT n.workspace_id, n.campaign_id, b.*
    FROM (
      SELECT c.workspace_id, c.id AS campaign_id, array_agg(f.score) AS scores
      FROM old_rows f
        JOIN campaigns c
          ON (c.workspace_id, c.product_id, c.goal) = (f.workspace_id, f.product_id, f.goal)
        JOIN campaign_accounts ca
          ON (ca.workspace_id, ca.campaign_id, ca.account_id)
            = (c.workspace_id, c.id, f.account_id)
      GROUP BY c.workspace_id, c.id
    ) n
      CROSS JOIN LATERAL fn.score_buckets(n.scores, -1) b;
  END IF;
  IF TG_OP = 'DELETE' THEN
    UPDATE campaign_accounts ca
    SET fit_score = NULL
    FROM old_rows f
      JOIN campaigns c
        ON (c.workspace_id, c.product_id, c.goal) = (f.workspace_id, f.product_id, f.goal)
    WHERE (ca.workspace_id, ca.campaign_id, ca.account_id) = (c.workspace_id, c.id, f.account_id);
  END IF;
  RETURN NULL;
END
$$;

CREATE TRIGGER counted_when_scored
  AFTER INSERT ON fit_scores REFERENCING NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION fn.count_fit_scores();

CREATE TRIGGER counted_when_rescored
  AFTER UPDATE ON fit_scores REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION fn.count_fit_scores();

CREATE TRIGGER counted_when_score_is_gone
  AFTER DELETE ON fit_scores REFERENCING OLD TABLE AS old_rows
  FOR EACH STATEMENT EXECUTE FUNCTION fn.count_fit_scores();
