-- step_statistics_drift: the steps whose figures differ from a recount; any row means that a trigger is
-- wrong.
CREATE FUNCTION fn.step_statistics_drift()
RETURNS TABLE (workspace_id bigint, campaign_id bigint, "position" smallint, kept text, counted text)
LANGUAGE sql STABLE
BEGIN ATOMIC
  WITH counted AS (
    SELECT d.workspace_id, d.campaign_id, d.position,
      sum(f.waiting) AS waiting, sum(f.sent) AS sent, sum(f.opened) AS opened,
      sum(f.machine_opened) AS machine_opened, sum(f.clicked) AS clicked, sum(f.replied) AS replied,
      sum(f.hard_bounced) AS hard_bounced, sum(f.soft_bounced) AS soft_bounced,
      sum(f.failed) AS failed, sum(f.refused) AS refused, sum(f.unconfirmed) AS unconfirmed,
      sum(f.skipped) AS skipped, sum(f.canceled) AS canceled
    FROM deliveries d
      CROSS JOIN LATERAL fn.delivery_figures(d.state, d.opened_at, d.machine_opened_at,
        d.clicked_at, d.replied_at, d.bounce, d.tried_again_at) f
    GROUP BY d.workspace_id, d.campaign_id, d.position
  )
  SELECT coalesce(k.workspace_id, c.workspace_id), coalesce(k.campaign_id, c.campaign_id),
    coalesce(k.position, c.position), k::text, c::text
  FROM (
    SELECT workspace_id, campaign_id, position,
      waiting, sent, opened, machine_opened, clicked, replied, hard_bounced, soft_bounced, failed,
      refused, unconfirmed, skipped, canceled
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
    coalesce(k.unconfirmed, 0) <> coalesce(c.unconfirmed, 0) OR
    coalesce(k.skipped, 0) <> coalesce(c.skipped, 0) OR
    coalesce(k.canceled, 0) <> coalesce(c.canceled, 0);
END;
