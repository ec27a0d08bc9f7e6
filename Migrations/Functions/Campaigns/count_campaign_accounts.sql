-- count_campaign_accounts: appends what one statement changed in a campaign's numbers, one row for
-- each campaign it touched, and none where nothing changed.
--
-- Added accounts also take over the score that they have already, if they have one. An account that has no
-- score but a person's own counts as scored, too; fn.count_fit_scores counts those that the scorer scored.
--
-- Those who add or decide do not wait for one another. Those who add or remove accounts wait for those
-- who score the same product, see fn.hold_scores: neither would see the other's rows. An insert and a
-- delete differ by their sign alone, so their rows have one name.
CREATE FUNCTION fn.count_campaign_accounts() RETURNS trigger
LANGUAGE plpgsql
AS $$
DECLARE
  at record;
  scored bigint[];
  sign int := CASE TG_OP WHEN 'DELETE' THEN -1 ELSE 1 END;
BEGIN
  IF TG_OP <> 'UPDATE' THEN
    FOR at IN
      SELECT DISTINCT c.workspace_id, c.id, c.product_id, c.goal
      FROM (SELECT DISTINCT workspace_id, campaign_id FROM changed_rows) n
        JOIN campaigns c ON (c.workspace_id, c.id) = (n.workspace_id, n.campaign_id)
      ORDER BY c.workspace_id, c.product_id
    LOOP
      PERFORM fn.hold_scores(at.workspace_id, at.product_id, for_adding => true);
      -- Another goal was waited for.
      SELECT c.workspace_id, c.id, c.product_id, c.goal INTO at
      FROM campaigns c WHERE (c.workspace_id, c.id) = (at.workspace_id, at.id);
      INSERT INTO campaign_deltas (
        workspace_id, campaign_id, total_accounts, approved_accounts, rejected_accounts,
        outreached_accounts, responded_accounts, scored_accounts, score_0, score_1, score_2,
        score_3, score_4, score_5, score_6, score_7, score_8, score_9)
      SELECT at.workspace_id, at.id, n.total, n.approved, n.rejected, n.outreached, n.responded,
        b.scored + n.own, b.score_0, b.score_1, b.score_2, b.score_3, b.score_4, b.score_5, b.score_6,
        b.score_7, b.score_8, b.score_9
      FROM (
        SELECT sign * count(*) AS total,
          sign * count(*) FILTER (WHERE r.review_status = 'approved') AS approved,
          sign * count(*) FILTER (WHERE r.review_status = 'rejected') AS rejected,
          sign * count(r.first_outreached_at) AS outreached,
          sign * count(r.first_replied_at) AS responded,
          sign * count(r.override_score) FILTER (WHERE r.fit_score IS NULL) AS own,
          array_agg((
            SELECT f.score FROM fit_scores f
            WHERE (f.workspace_id, f.product_id, f.goal, f.account_id)
              = (at.workspace_id, at.product_id, at.goal, r.account_id))) AS scores
        FROM changed_rows r
        WHERE (r.workspace_id, r.campaign_id) = (at.workspace_id, at.id)
      ) n
        CROSS JOIN LATERAL fn.score_buckets(n.scores, sign) b;
      CONTINUE WHEN TG_OP = 'DELETE';
      -- Of the scored alone, each by its key: a product that is new has none.
      SELECT array_agg(r.account_id) INTO scored
      FROM changed_rows r
      WHERE (r.workspace_id, r.campaign_id) = (at.workspace_id, at.id)
        AND (
          SELECT true FROM fit_scores f
          WHERE (f.workspace_id, f.product_id, f.goal, f.account_id)
            = (at.workspace_id, at.product_id, at.goal, r.account_id));
      UPDATE campaign_accounts ca
      SET fit_score = (
        SELECT f.score FROM fit_scores f
        WHERE (f.workspace_id, f.product_id, f.goal, f.account_id)
          = (at.workspace_id, at.product_id, at.goal, ca.account_id))
      WHERE (ca.workspace_id, ca.campaign_id) = (at.workspace_id, at.id)
        AND ca.account_id = ANY (scored);
    END LOOP;
  ELSE
    INSERT INTO campaign_deltas (
      workspace_id, campaign_id, approved_accounts, rejected_accounts, outreached_accounts,
      responded_accounts, scored_accounts)
    SELECT workspace_id, campaign_id, sum(approved), sum(rejected), sum(outreached), sum(responded),
      sum(own)
    FROM (
      SELECT workspace_id, campaign_id, (review_status = 'approved')::int AS approved,
        (review_status = 'rejected')::int AS rejected,
        (first_outreached_at IS NOT NULL)::int AS outreached,
        (first_replied_at IS NOT NULL)::int AS responded,
        (override_score IS NOT NULL AND fit_score IS NULL)::int AS own
      FROM new_rows
      UNION ALL
      SELECT workspace_id, campaign_id, -(review_status = 'approved')::int,
        -(review_status = 'rejected')::int,
        -(first_outreached_at IS NOT NULL)::int,
        -(first_replied_at IS NOT NULL)::int,
        -(override_score IS NOT NULL AND fit_score IS NULL)::int
      FROM old_rows
    ) changed
    GROUP BY workspace_id, campaign_id
    HAVING (sum(approved), sum(rejected), sum(outreached), sum(responded), sum(own))
      <> (0, 0, 0, 0, 0);
  END IF;
  RETURN NULL;
END
$$;

-- A trigger with transition tables is for one kind of statement, and for no list of columns.
CREATE TRIGGER counted_when_added
  AFTER INSERT ON campaign_accounts REFERENCING NEW TABLE AS changed_rows
  FOR EACH STATEMENT EXECUTE FUNCTION fn.count_campaign_accounts();

CREATE TRIGGER counted_when_changed
  AFTER UPDATE ON campaign_accounts REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION fn.count_campaign_accounts();

CREATE TRIGGER counted_when_removed
  AFTER DELETE ON campaign_accounts REFERENCING OLD TABLE AS changed_rows
  FOR EACH STATEMENT EXECUTE FUNCTION fn.count_campaign_accounts();
