-- count_campaign_accounts: appends what one statement changed in a campaign's numbers, one row for
-- each campaign it touched, and none where nothing changed.
--
-- Of added accounts it also puts down the score they have already, if they have one.
--
-- Nobody waits here for another who adds or decides. Who adds or removes accounts waits for who
-- scores the same product, see share_scores: neither would see the other's rows.
CREATE FUNCTION fn.count_campaign_accounts() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    PERFORM fn.hold_scores(p.workspace_id, p.product_id, for_adding => true)
    FROM (
      SELECT DISTINCT c.workspace_id, c.product_id
      FROM (SELECT DISTINCT workspace_id, campaign_id FROM new_rows) n
        JOIN campaigns c ON (c.workspace_id, c.id) = (n.workspace_id, n.campaign_id)
      ORDER BY c.workspace_id, c.product_id
    ) p;
    INSERT INTO campaign_deltas (
      workspace_id, campaign_id, total_accounts, scored_accounts, approved_accounts,
      rejected_accounts, outreached_accounts, responded_accounts, score_0, score_1, score_2,
      score_3, score_4, score_5, score_6, score_7, score_8, score_9)
    SELECT ca.workspace_id, ca.campaign_id, count(*), count(f.score),
      count(*) FILTER (WHERE ca.review_status = 'approved'),
      count(*) FILTER (WHERE ca.review_status = 'rejected'),
      count(ca.first_outreached_at), count(ca.first_replied_at),
      count(*) FILTER (WHERE floor(f.score) = 0),
      count(*) FILTER (WHERE floor(f.score) = 1),
      count(*) FILTER (WHERE floor(f.score) = 2),
      count(*) FILTER (WHERE floor(f.score) = 3),
      count(*) FILTER (WHERE floor(f.score) = 4),
      count(*) FILTER (WHERE floor(f.score) = 5),
      count(*) FILTER (WHERE floor(f.score) = 6),
      count(*) FILTER (WHERE floor(f.score) = 7),
      count(*) FILTER (WHERE floor(f.score) = 8),
      count(*) FILTER (WHERE f.score >= 9)
    FROM new_rows ca
      JOIN campaigns c ON (c.workspace_id, c.id) = (ca.workspace_id, ca.campaign_id)
      LEFT JOIN fit_scores f
        ON (f.workspace_id, f.product_id, f.goal, f.account_id)
          = (c.workspace_id, c.product_id, c.goal, ca.account_id)
    GROUP BY ca.workspace_id, ca.campaign_id;
    UPDATE campaign_accounts ca
    SET fit_score = f.score
    FROM new_rows n
      JOIN campaigns c ON (c.workspace_id, c.id) = (n.workspace_id, n.campaign_id)
      JOIN fit_scores f
        ON (f.workspace_id, f.product_id, f.goal, f.account_id)
          = (c.workspace_id, c.product_id, c.goal, n.account_id)
    WHERE (ca.workspace_id, ca.campaign_id, ca.account_id)
        = (n.workspace_id, n.campaign_id, n.account_id)
      AND ca.fit_score IS DISTINCT FROM f.score;
  ELSIF TG_OP = 'DELETE' THEN
    PERFORM fn.hold_scores(p.workspace_id, p.product_id, for_adding => true)
    FROM (
      SELECT DISTINCT c.workspace_id, c.product_id
      FROM (SELECT DISTINCT workspace_id, campaign_id FROM old_rows) o
        JOIN campaigns c ON (c.workspace_id, c.id) = (o.workspace_id, o.campaign_id)
      ORDER BY c.workspace_id, c.product_id
    ) p;
    INSERT INTO campaign_deltas (
      workspace_id, campaign_id, total_accounts, scored_accounts, approved_accounts,
      rejected_accounts, outreached_accounts, responded_accounts, score_0, score_1, score_2,
      score_3, score_4, score_5, score_6, score_7, score_8, score_9)
    SELECT ca.workspace_id, ca.campaign_id, -count(*), -count(f.score),
      -count(*) FILTER (WHERE ca.review_status = 'approved'),
      -count(*) FILTER (WHERE ca.review_status = 'rejected'),
      -count(ca.first_outreached_at), -count(ca.first_replied_at),
      -count(*) FILTER (WHERE floor(f.score) = 0),
      -count(*) FILTER (WHERE floor(f.score) = 1),
      -count(*) FILTER (WHERE floor(f.score) = 2),
      -count(*) FILTER (WHERE floor(f.score) = 3),
      -count(*) FILTER (WHERE floor(f.score) = 4),
      -count(*) FILTER (WHERE floor(f.score) = 5),
      -count(*) FILTER (WHERE floor(f.score) = 6),
      -count(*) FILTER (WHERE floor(f.score) = 7),
      -count(*) FILTER (WHERE floor(f.score) = 8),
      -count(*) FILTER (WHERE f.score >= 9)
    FROM old_rows ca
      JOIN campaigns c ON (c.workspace_id, c.id) = (ca.workspace_id, ca.campaign_id)
      LEFT JOIN fit_scores f
        ON (f.workspace_id, f.product_id, f.goal, f.account_id)
          = (c.workspace_id, c.product_id, c.goal, ca.account_id)
    GROUP BY ca.workspace_id, ca.campaign_id;
  ELSE
    INSERT INTO campaign_deltas (
      workspace_id, campaign_id, approved_accounts, rejected_accounts, outreached_accounts,
      responded_accounts)
    SELECT workspace_id, campaign_id, sum(approved), sum(rejected), sum(outreached), sum(responded)
    FROM (
      SELECT workspace_id, campaign_id, (review_status = 'approved')::int AS approved,
        (review_status = 'rejected')::int AS rejected,
        (first_outreached_at IS NOT NULL)::int AS outreached,
        (first_replied_at IS NOT NULL)::int AS responded
      FROM new_rows
      UNION ALL
      SELECT workspace_id, campaign_id, -(review_status = 'approved')::int,
        -(review_status = 'rejected')::int,
        -(first_outreached_at IS NOT NULL)::int,
        -(first_replied_at IS NOT NULL)::int
      FROM old_rows
    ) changed
    GROUP BY workspace_id, campaign_id
    HAVING (sum(approved), sum(rejected), sum(outreached), sum(responded)) <> (0, 0, 0, 0);
  END IF;
  RETURN NULL;
END
$$;

-- A trigger with transition tables is for one kind of statement, and for no list of columns.
CREATE TRIGGER counted_when_added
  AFTER INSERT ON campaign_accounts REFERENCING NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION fn.count_campaign_accounts();

CREATE TRIGGER counted_when_changed
  AFTER UPDATE ON campaign_accounts REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION fn.count_campaign_accounts();

CREATE TRIGGER counted_when_removed
  AFTER DELETE ON campaign_accounts REFERENCING OLD TABLE AS old_rows
  FOR EACH STATEMENT EXECUTE FUNCTION fn.count_campaign_accounts();
