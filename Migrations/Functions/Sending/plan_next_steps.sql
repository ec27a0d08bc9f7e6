-- plan_next_steps: these deliveries are resolved; plans the next step of each, or ends its enrollment if
-- there is none.
--
-- The wait counts from the moment of resolution. On a practice mailbox a day of it takes as long as the
-- setting says. A step that is already planned stays. After an email that a person had tried again, later
-- steps that never left are planned again, too, in the name of the same person.
CREATE FUNCTION fn.plan_next_steps(workspaces bigint[], resolved bigint[], at timestamptz)
RETURNS void
LANGUAGE plpgsql
SET enable_seqscan = off
AS $$
DECLARE
  more record;
  told int;
BEGIN
  WITH planned AS (
    INSERT INTO deliveries AS next (workspace_id, campaign_id, enrollment_id, position, attempt,
      asked_by, due_at)
    SELECT d.workspace_id, d.campaign_id, d.enrollment_id, s.position,
      coalesce(again.attempt, 1), CASE WHEN again.attempt > 1 THEN d.asked_by END,
      plan_next_steps.at + fn.practice_time(d.workspace_id, m.kind = 'practice',
        make_interval(days => s.wait_days, hours => s.wait_hours))
    FROM unnest(workspaces, resolved) r (workspace, delivery)
      JOIN deliveries d ON (d.workspace_id, d.id) = (r.workspace, r.delivery)
      JOIN enrollments e ON (e.workspace_id, e.id) = (d.workspace_id, d.enrollment_id)
      LEFT JOIN mailboxes m ON (m.workspace_id, m.id) = (e.workspace_id, e.mailbox_id)
      CROSS JOIN LATERAL (
        SELECT s.position, s.wait_days, s.wait_hours
        FROM steps s
        WHERE (s.workspace_id, s.campaign_id) = (d.workspace_id, d.campaign_id)
          AND s.position > d.position
        ORDER BY s.position
        LIMIT 1
      ) s
      LEFT JOIN LATERAL (
        SELECT max(o.attempt) + 1 AS attempt
        FROM deliveries o
        WHERE d.asked_by IS NOT NULL
          AND (o.workspace_id, o.enrollment_id, o.position)
            = (d.workspace_id, d.enrollment_id, s.position)
        HAVING bool_and(o.state IN ('skipped', 'canceled') OR o.tried_again_at IS NOT NULL
          -- The next step's email failed before this one was sent again, so it is sent again, too.
          OR (o.id < d.id AND o.state = 'failed'
            AND fn.failure_obstacle(o.failure, o.bounce, o.opened_at, o.clicked_at,
              o.machine_opened_at, o.replied_at) IS NULL))
      ) again ON true
    WHERE e.state = 'active'
    ON CONFLICT ON CONSTRAINT one_delivery_per_step_and_attempt DO NOTHING
    RETURNING next.workspace_id, next.id, next.attempt
  )
  SELECT array_agg(p.workspace_id) AS workspaces, array_agg(p.id) AS deliveries INTO more
  FROM planned p
  WHERE p.attempt > 1;
  IF more.deliveries IS NOT NULL THEN
    PERFORM fn.mark_tried_again(more.workspaces, more.deliveries, plan_next_steps.at);
  END IF;

  WITH finished AS (
    UPDATE enrollments e
    SET state = 'finished', ended_at = plan_next_steps.at
    FROM unnest(workspaces, resolved) r (workspace, delivery)
      JOIN deliveries d ON (d.workspace_id, d.id) = (r.workspace, r.delivery)
    WHERE (e.workspace_id, e.id) = (d.workspace_id, d.enrollment_id)
      AND e.state = 'active'
      AND NOT EXISTS (
        SELECT FROM deliveries o
        WHERE (o.workspace_id, o.enrollment_id) = (e.workspace_id, e.id)
          AND o.state IN ('planned', 'claimed', 'transmitting', 'deferred', 'unconfirmed'))
    RETURNING e.workspace_id, e.campaign_id, e.account_id, e.contact_id, e.id
  )
  SELECT fn.emit_events(array_agg(
    ROW(f.workspace_id, NULL, 'enrollment.ended', 'contact:' || f.contact_id, f.campaign_id, f.account_id,
      f.contact_id, f.id, NULL, NULL, jsonb_build_object('reason', 'finished'))::emission))
  INTO told
  FROM finished f;
END
$$;
