-- recount_scores: a campaign under another goal looks at other scores; they stay as they are, and its
-- figures become those of the new goal.
CREATE FUNCTION fn.recount_scores() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.product_id <> OLD.product_id THEN
    RAISE EXCEPTION 'campaign_keeps_product' USING ERRCODE = 'OR409';
  END IF;
  PERFORM fn.hold_scores(NEW.workspace_id, NEW.product_id, for_adding => false);
  INSERT INTO campaign_deltas (
    workspace_id, campaign_id, scored_accounts,
    score_0, score_1, score_2, score_3, score_4, score_5, score_6, score_7, score_8, score_9)
  SELECT NEW.workspace_id, NEW.id, b.*
  FROM (
    SELECT CASE f.goal WHEN NEW.goal THEN 1 ELSE -1 END AS sign, array_agg(f.score) AS scores
    FROM campaign_accounts ca
      JOIN fit_scores f
        ON (f.workspace_id, f.product_id, f.account_id)
          = (ca.workspace_id, NEW.product_id, ca.account_id)
        AND f.goal IN (OLD.goal, NEW.goal)
    WHERE (ca.workspace_id, ca.campaign_id) = (NEW.workspace_id, NEW.id)
    GROUP BY 1
  ) n
    CROSS JOIN LATERAL fn.score_buckets(n.scores, n.sign) b;
  UPDATE campaign_accounts ca
  SET fit_score = s.score
  FROM (
    SELECT m.account_id, f.score
    FROM campaign_accounts m
      LEFT JOIN fit_scores f
        ON (f.workspace_id, f.product_id, f.goal, f.account_id)
          = (m.workspace_id, NEW.product_id, NEW.goal, m.account_id)
    WHERE (m.workspace_id, m.campaign_id) = (NEW.workspace_id, NEW.id)
      AND m.fit_score IS DISTINCT FROM f.score
  ) s
  WHERE (ca.workspace_id, ca.campaign_id, ca.account_id)
    = (NEW.workspace_id, NEW.id, s.account_id);
  RETURN NULL;
END
$$;

CREATE TRIGGER recounted_when_the_goal_changes
  AFTER UPDATE OF goal, product_id ON campaigns
  FOR EACH ROW
  WHEN (OLD.goal <> NEW.goal OR OLD.product_id <> NEW.product_id)
  EXECUTE FUNCTION fn.recount_scores();
