-- step_statistics_drift: the steps whose figures differ from a recount; none, or a trigger is wrong.
CREATE FUNCTION fn.step_statistics_drift()
RETURNS TABLE (workspace_id bigint, campaign_id bigint, "position" smallint, kept text, counted text)
LANGUAGE sql STABLE
BEGIN ATOMIC
  WITH counted AS (
    SELECT workspace_id, campaign_id, position,
    count(*) FILTER (WHERE state IN ('planned', 'deferred', 'claimed', 'transmitting')) AS waiting,
    count(*) FILTER (WHERE state = 'sent') AS sent,
    count(*) FILTER (WHERE opened_at IS NOT NULL) AS opened,
    count(*) FILTER (WHERE machine_opened_at IS NOT NULL) AS machine_opened,
    count(*) FILTER (WHERE clicked_at IS NOT NULL) AS clicked,
    count(*) FILTER (WHERE replied_at IS NOT NULL) AS replied,
    count(*) FILTER (WHERE bounce = 'hard') AS hard_bounced,
    count(*) FILTER (WHERE bounce = 'soft') AS soft_bounced,
    count(*) FILTER (WHERE state = 'failed' AND tried_again_at IS NULL) AS failed,
    count(*) FILTER (WHERE state = 'failed' AND bounce = 'hard') AS refused,
    count(*) FILTER (WHERE state = 'in_doubt') AS in_doubt,
    count(*) FILTER (WHERE state = 'skipped') AS skipped,
    count(*) FILTER (WHERE state = 'canceled') AS canceled
    FROM deliveries
    GROUP BY workspace_id, campaign_id, position
  )
  SELECT coalesce(k.workspace_id, c.workspace_id), coalesce(k.campaign_id, c.campaign_id),
    coalesce(k.position, c.position), k::text, c::text
  FROM (
    SELECT workspace_id, campaign_id, position,
      waiting, sent, opened, machine_opened, clicked, replied, hard_bounced, soft_bounced, failed,
      refused, in_doubt, skipped, canceled
    FROM fn.step_statistics
  ) k
    FULL JOIN counted c ON (c.workspace_id, c.campaign_id, c.position)
      = (k.workspace_id, k.campaign_id, k.position)
  WHERE coalesce(k.waiting, 0) <> coalesce(c.waiting, 0) OR
    coalesce(k.sent, 0) <> coalesce(c.sent, 0) OR
    coalesce(k.opened, 0) <> coalesce(c.opened, 0) OR
    coalesce(k.machine_opened, 0) <> coalesce(c.machine_opened, 0) OR
    coalesce(k.clicked, 0) <> coalesce(c.clicked, 0) OR
    coalesce(k.replied, 0) <> coalesce(c.replied, 0) OR
    coalesce(k.hard_bounced, 0) <> coalesce(c.hard_bounced, 0) OR
    coalesce(k.soft_bounced, 0) <> coalesce(c.soft_bounced, 0) OR
    coalesce(k.failed, 0) <> coalesce(c.failed, 0) OR
    coalesce(k.refused, 0) <> coalesce(c.refused, 0) OR
    coalesce(k.in_doubt, 0) <> coalesce(c.in_doubt, 0) OR
    coalesce(k.skipped, 0) <> coalesce(c.skipped, 0) OR
    coalesce(k.canceled, 0) <> coalesce(c.canceled, 0);
END;
