-- count_deliveries: what a statement changed of the figures of steps, as one row for each step: writers
-- only append. A statement that changes no figure writes nothing.
CREATE FUNCTION fn.count_deliveries() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    INSERT INTO step_deltas (
      workspace_id, campaign_id, position, waiting, sent, opened, machine_opened, clicked,
      replied, hard_bounced, soft_bounced, failed, refused, in_doubt, skipped, canceled)
    SELECT
      workspace_id, campaign_id, position, sum(waiting), sum(sent), sum(opened),
      sum(machine_opened), sum(clicked), sum(replied), sum(hard_bounced), sum(soft_bounced),
      sum(failed), sum(refused), sum(in_doubt), sum(skipped), sum(canceled)
    FROM (
      SELECT workspace_id, campaign_id, position,
        (state IN ('planned', 'deferred', 'claimed', 'transmitting'))::int AS waiting,
        (state = 'sent')::int AS sent,
        (opened_at IS NOT NULL)::int AS opened,
        (machine_opened_at IS NOT NULL)::int AS machine_opened,
        (clicked_at IS NOT NULL)::int AS clicked,
        (replied_at IS NOT NULL)::int AS replied,
        (bounce IS NOT DISTINCT FROM 'hard')::int AS hard_bounced,
        (bounce IS NOT DISTINCT FROM 'soft')::int AS soft_bounced,
        (state = 'failed' AND tried_again_at IS NULL)::int AS failed,
        (state = 'failed' AND bounce IS NOT DISTINCT FROM 'hard')::int AS refused,
        (state = 'in_doubt')::int AS in_doubt,
        (state = 'skipped')::int AS skipped,
        (state = 'canceled')::int AS canceled
      FROM new_rows
    ) changed
    GROUP BY workspace_id, campaign_id, position
    HAVING sum(waiting) <> 0 OR sum(sent) <> 0 OR sum(opened) <> 0 OR sum(machine_opened)
      <> 0 OR sum(clicked) <> 0 OR sum(replied) <> 0 OR sum(hard_bounced) <> 0 OR
      sum(soft_bounced) <> 0 OR sum(failed) <> 0 OR sum(refused) <> 0 OR sum(in_doubt) <>
      0 OR sum(skipped) <> 0 OR sum(canceled) <> 0;
  ELSIF TG_OP = 'UPDATE' THEN
    INSERT INTO step_deltas (
      workspace_id, campaign_id, position, waiting, sent, opened, machine_opened, clicked,
      replied, hard_bounced, soft_bounced, failed, refused, in_doubt, skipped, canceled)
    SELECT
      workspace_id, campaign_id, position, sum(waiting), sum(sent), sum(opened),
      sum(machine_opened), sum(clicked), sum(replied), sum(hard_bounced), sum(soft_bounced),
      sum(failed), sum(refused), sum(in_doubt), sum(skipped), sum(canceled)
    FROM (
      SELECT workspace_id, campaign_id, position,
        (state IN ('planned', 'deferred', 'claimed', 'transmitting'))::int AS waiting,
        (state = 'sent')::int AS sent,
        (opened_at IS NOT NULL)::int AS opened,
        (machine_opened_at IS NOT NULL)::int AS machine_opened,
        (clicked_at IS NOT NULL)::int AS clicked,
        (replied_at IS NOT NULL)::int AS replied,
        (bounce IS NOT DISTINCT FROM 'hard')::int AS hard_bounced,
        (bounce IS NOT DISTINCT FROM 'soft')::int AS soft_bounced,
        (state = 'failed' AND tried_again_at IS NULL)::int AS failed,
        (state = 'failed' AND bounce IS NOT DISTINCT FROM 'hard')::int AS refused,
        (state = 'in_doubt')::int AS in_doubt,
        (state = 'skipped')::int AS skipped,
        (state = 'canceled')::int AS canceled
      FROM new_rows
      UNION ALL
      SELECT workspace_id, campaign_id, position,
        -(state IN ('planned', 'deferred', 'claimed', 'transmitting'))::int AS waiting,
        -(state = 'sent')::int AS sent,
        -(opened_at IS NOT NULL)::int AS opened,
        -(machine_opened_at IS NOT NULL)::int AS machine_opened,
        -(clicked_at IS NOT NULL)::int AS clicked,
        -(replied_at IS NOT NULL)::int AS replied,
        -(bounce IS NOT DISTINCT FROM 'hard')::int AS hard_bounced,
        -(bounce IS NOT DISTINCT FROM 'soft')::int AS soft_bounced,
        -(state = 'failed' AND tried_again_at IS NULL)::int AS failed,
        -(state = 'failed' AND bounce IS NOT DISTINCT FROM 'hard')::int AS refused,
        -(state = 'in_doubt')::int AS in_doubt,
        -(state = 'skipped')::int AS skipped,
        -(state = 'canceled')::int AS canceled
      FROM old_rows
    ) changed
    GROUP BY workspace_id, campaign_id, position
    HAVING sum(waiting) <> 0 OR sum(sent) <> 0 OR sum(opened) <> 0 OR sum(machine_opened)
      <> 0 OR sum(clicked) <> 0 OR sum(replied) <> 0 OR sum(hard_bounced) <> 0 OR
      sum(soft_bounced) <> 0 OR sum(failed) <> 0 OR sum(refused) <> 0 OR sum(in_doubt) <>
      0 OR sum(skipped) <> 0 OR sum(canceled) <> 0;
  ELSE
    INSERT INTO step_deltas (
      workspace_id, campaign_id, position, waiting, sent, opened, machine_opened, clicked,
      replied, hard_bounced, soft_bounced, failed, refused, in_doubt, skipped, canceled)
    SELECT
      workspace_id, campaign_id, position, sum(waiting), sum(sent), sum(opened),
      sum(machine_opened), sum(clicked), sum(replied), sum(hard_bounced), sum(soft_bounced),
      sum(failed), sum(refused), sum(in_doubt), sum(skipped), sum(canceled)
    FROM (
      SELECT workspace_id, campaign_id, position,
        -(state IN ('planned', 'deferred', 'claimed', 'transmitting'))::int AS waiting,
        -(state = 'sent')::int AS sent,
        -(opened_at IS NOT NULL)::int AS opened,
        -(machine_opened_at IS NOT NULL)::int AS machine_opened,
        -(clicked_at IS NOT NULL)::int AS clicked,
        -(replied_at IS NOT NULL)::int AS replied,
        -(bounce IS NOT DISTINCT FROM 'hard')::int AS hard_bounced,
        -(bounce IS NOT DISTINCT FROM 'soft')::int AS soft_bounced,
        -(state = 'failed' AND tried_again_at IS NULL)::int AS failed,
        -(state = 'failed' AND bounce IS NOT DISTINCT FROM 'hard')::int AS refused,
        -(state = 'in_doubt')::int AS in_doubt,
        -(state = 'skipped')::int AS skipped,
        -(state = 'canceled')::int AS canceled
      FROM old_rows
    ) changed
    GROUP BY workspace_id, campaign_id, position
    HAVING sum(waiting) <> 0 OR sum(sent) <> 0 OR sum(opened) <> 0 OR sum(machine_opened)
      <> 0 OR sum(clicked) <> 0 OR sum(replied) <> 0 OR sum(hard_bounced) <> 0 OR
      sum(soft_bounced) <> 0 OR sum(failed) <> 0 OR sum(refused) <> 0 OR sum(in_doubt) <>
      0 OR sum(skipped) <> 0 OR sum(canceled) <> 0;
  END IF;
  RETURN NULL;
END
$$;

CREATE TRIGGER counted_when_planned
  AFTER INSERT ON deliveries REFERENCING NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION fn.count_deliveries();
CREATE TRIGGER counted_when_changed
  AFTER UPDATE ON deliveries REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION fn.count_deliveries();
CREATE TRIGGER counted_when_deleted
  AFTER DELETE ON deliveries REFERENCING OLD TABLE AS old_rows
  FOR EACH STATEMENT EXECUTE FUNCTION fn.count_deliveries();
