-- fold_campaign_statistics: moves up to `at_most` pending deltas of campaigns into the cache. No number changes
-- for a reader. Says how many it moved, and whose numbers have changed. `overture.only_campaign` narrows it
-- down to one campaign, for fn.fold_apart.
CREATE FUNCTION fn.fold_campaign_statistics(at_most int, OUT folded int, OUT touched bigint[])
LANGUAGE plpgsql AS $$
#variable_conflict use_column
DECLARE
  only_one text := nullif(current_setting('overture.only_campaign', true), '');
BEGIN
  WITH pending AS (
    SELECT p.workspace_id, p.id FROM campaign_deltas p
    WHERE only_one IS NULL OR only_one = p.workspace_id || '/' || p.campaign_id
    LIMIT at_most
    FOR UPDATE SKIP LOCKED
  ),
  taken AS (
    DELETE FROM campaign_deltas d
    USING pending p
    WHERE (d.workspace_id, d.id) = (p.workspace_id, p.id)
    RETURNING d.*
  ),
  kept AS (
    INSERT INTO campaign_counts AS kept (
      workspace_id, campaign_id, total_accounts, scored_accounts, approved_accounts,
      rejected_accounts, outreached_accounts, responded_accounts, score_0, score_1, score_2,
      score_3, score_4, score_5, score_6, score_7, score_8, score_9)
    SELECT workspace_id, campaign_id,
      sum(total_accounts), sum(scored_accounts), sum(approved_accounts),
      sum(rejected_accounts), sum(outreached_accounts), sum(responded_accounts), sum(score_0),
      sum(score_1), sum(score_2), sum(score_3), sum(score_4), sum(score_5), sum(score_6),
      sum(score_7), sum(score_8), sum(score_9)
    FROM taken
    GROUP BY workspace_id, campaign_id
    ORDER BY workspace_id, campaign_id
    ON CONFLICT (workspace_id, campaign_id) DO UPDATE
    SET
      total_accounts = kept.total_accounts + excluded.total_accounts,
      scored_accounts = kept.scored_accounts + excluded.scored_accounts,
      approved_accounts = kept.approved_accounts + excluded.approved_accounts,
      rejected_accounts = kept.rejected_accounts + excluded.rejected_accounts,
      outreached_accounts = kept.outreached_accounts + excluded.outreached_accounts,
      responded_accounts = kept.responded_accounts + excluded.responded_accounts,
      score_0 = kept.score_0 + excluded.score_0,
      score_1 = kept.score_1 + excluded.score_1,
      score_2 = kept.score_2 + excluded.score_2,
      score_3 = kept.score_3 + excluded.score_3,
      score_4 = kept.score_4 + excluded.score_4,
      score_5 = kept.score_5 + excluded.score_5,
      score_6 = kept.score_6 + excluded.score_6,
      score_7 = kept.score_7 + excluded.score_7,
      score_8 = kept.score_8 + excluded.score_8,
      score_9 = kept.score_9 + excluded.score_9
    RETURNING kept.campaign_id
  )
  SELECT (SELECT count(*) FROM taken), (SELECT array_agg(campaign_id) FROM kept)
  INTO folded, touched;
END
$$;
