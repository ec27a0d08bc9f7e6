-- due_deliveries: locks the next deliveries that are worth a look, of all running campaigns that may send at
-- that moment, each campaign an equal share.
--
-- A campaign outside its window, or without a mailbox that has a place, is skipped as a whole: so a waiting
-- campaign costs one probe, however many leads it has. A lead that an act holds at this moment is skipped,
-- too: everything that the claim writes later is locked here, so it waits for no act.
-- `overture.only_campaign` restricts it to one campaign, for fn.pause_failing_campaigns.
CREATE FUNCTION fn.due_deliveries(
  at_most int, at timestamptz, OUT workspaces bigint[], OUT deliveries bigint[]
)
LANGUAGE plpgsql
SET enable_seqscan = off
AS $$
#variable_conflict use_column
DECLARE
  ready record;
  only_one text := nullif(current_setting('overture.only_campaign', true), '');
BEGIN
  SELECT array_agg(c.workspace_id) AS workspaces, array_agg(c.id) AS campaigns INTO ready
  FROM (
    SELECT c.workspace_id, c.id
    FROM campaigns c
    -- The status again: the index is of running campaigns.
    WHERE c.status = 'running'
      AND fn.campaign_binding(c.status, c.archived_at, c.launch_at, due_deliveries.at) IS NULL
      AND EXISTS (
        SELECT FROM deliveries d
        WHERE (d.workspace_id, d.campaign_id) = (c.workspace_id, c.id)
          AND d.stage = 'waiting'
          AND coalesce(d.look_at, d.due_at) <= due_deliveries.at)
      AND (only_one IS NULL OR only_one = c.workspace_id || '/' || c.id)
      AND fn.is_open(c.schedule, due_deliveries.at)
      AND EXISTS (
        SELECT FROM (
          SELECT array_agg(cm.workspace_id) AS w, array_agg(cm.mailbox_id) AS b
          FROM campaign_mailboxes cm
          WHERE (cm.workspace_id, cm.campaign_id) = (c.workspace_id, c.id)
        ) chosen
        CROSS JOIN LATERAL fn.mailbox_places(chosen.w, chosen.b, due_deliveries.at) p
        WHERE p.places > 0)
    ORDER BY random()
    LIMIT at_most
  ) c
  -- A campaign whose steps are being moved at this moment is skipped: see fn.hold_steps.
  WHERE pg_try_advisory_xact_lock_shared(hashtext('overture.steps'), hashint8(c.id));

  SELECT array_agg(l.workspace_id), array_agg(l.id) INTO workspaces, deliveries
  FROM unnest(ready.workspaces, ready.campaigns) c (workspace, campaign)
    CROSS JOIN LATERAL (
      SELECT d.workspace_id, d.id
      FROM deliveries d
        JOIN enrollments e ON (e.workspace_id, e.id) = (d.workspace_id, d.enrollment_id)
      WHERE (d.workspace_id, d.campaign_id) = (c.workspace, c.campaign)
        AND d.stage = 'waiting'
        AND coalesce(d.look_at, d.due_at) <= due_deliveries.at
      ORDER BY coalesce(d.look_at, d.due_at), d.id
      LIMIT (at_most + cardinality(ready.campaigns) - 1) / cardinality(ready.campaigns)
      FOR UPDATE OF d SKIP LOCKED
      FOR NO KEY UPDATE OF e SKIP LOCKED
    ) l;
END
$$;
