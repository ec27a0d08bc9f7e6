-- fold_step_statistics: folds up to `at_most` pending deltas of steps into the cache. No number changes for a
-- reader; two simultaneous calls share the work. Returns how many it folded.
CREATE FUNCTION fn.fold_step_statistics(at_most int) RETURNS int
LANGUAGE plpgsql AS $$
DECLARE
  moved int;
  -- See fn.fold_apart.
  only_one text := nullif(current_setting('overture.only_campaign', true), '');
BEGIN
  WITH pending AS (
    SELECT p.workspace_id, p.id FROM step_deltas p
    WHERE only_one IS NULL OR only_one = p.workspace_id || '/' || p.campaign_id
    LIMIT at_most
    FOR UPDATE SKIP LOCKED
  ),
  taken AS (
    DELETE FROM step_deltas d
    USING pending p
    WHERE (d.workspace_id, d.id) = (p.workspace_id, p.id)
    RETURNING d.*
  ),
  kept AS (
    INSERT INTO step_counts AS kept (
      workspace_id, campaign_id, position, waiting, sent, opened, machine_opened, clicked,
      replied, hard_bounced, soft_bounced, failed, refused, unconfirmed, skipped, canceled)
    SELECT
      workspace_id, campaign_id, position, sum(waiting), sum(sent), sum(opened),
      sum(machine_opened), sum(clicked), sum(replied), sum(hard_bounced), sum(soft_bounced),
      sum(failed), sum(refused), sum(unconfirmed), sum(skipped), sum(canceled)
    FROM taken
    GROUP BY workspace_id, campaign_id, position
    ORDER BY workspace_id, campaign_id, position
    ON CONFLICT (workspace_id, campaign_id, position) DO UPDATE
    SET waiting = kept.waiting + excluded.waiting,
      sent = kept.sent + excluded.sent,
      opened = kept.opened + excluded.opened,
      machine_opened = kept.machine_opened + excluded.machine_opened,
      clicked = kept.clicked + excluded.clicked,
      replied = kept.replied + excluded.replied,
      hard_bounced = kept.hard_bounced + excluded.hard_bounced,
      soft_bounced = kept.soft_bounced + excluded.soft_bounced,
      failed = kept.failed + excluded.failed,
      refused = kept.refused + excluded.refused,
      unconfirmed = kept.unconfirmed + excluded.unconfirmed,
      skipped = kept.skipped + excluded.skipped,
      canceled = kept.canceled + excluded.canceled
  )
  SELECT count(*) INTO moved FROM taken;
  RETURN moved;
END
$$;
