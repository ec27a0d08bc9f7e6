-- hold_deliveries: applies every decision about these locked deliveries that is not "send": holds, skips or
-- cancels them, and records the decision. A decision that stays the same is one row with its first and last
-- time.
--
-- A held delivery is looked at again when that may help, and after five minutes in any case, because people
-- may change what holds it.
CREATE FUNCTION fn.hold_deliveries(workspaces bigint[], wanted bigint[], at timestamptz)
RETURNS void
LANGUAGE plpgsql
SET enable_seqscan = off
AS $$
#variable_conflict use_column
DECLARE
  skipped record;
  decided record;
BEGIN
  IF wanted IS NULL THEN
    RETURN;
  END IF;
  SELECT array_agg(d.workspace_id) AS workspaces, array_agg(d.delivery_id) AS deliveries,
    array_agg(d.enrollment_id) AS enrollments, array_agg(d.verdict) AS verdicts,
    array_agg(d.binding) AS bindings, array_agg(d.next_at) AS next_ats,
    array_agg(d.checks::text) AS checks,
    array_agg((d.workspace_id, d.delivery_id, d.enrollment_id, d.mailbox_id, d.domain, d.spacing,
      d.next_at, false)::fn.placed_delivery) FILTER (WHERE d.binding = 'domain') AS in_line
  INTO decided
  FROM fn.decide(workspaces, wanted, at) d
  WHERE d.verdict <> 'send';

  UPDATE deliveries d
  SET look_at = greatest(least(h.next_at, at + interval '5 minutes'), at + interval '1 second')
  FROM unnest(decided.workspaces, decided.deliveries, decided.verdicts, decided.bindings,
    decided.next_ats) h (workspace, delivery, verdict, binding, next_at)
  WHERE (d.workspace_id, d.id) = (h.workspace, h.delivery) AND h.verdict = 'hold';
  PERFORM fn.keep_domain_uses(decided.in_line);

  UPDATE decisions o
  SET last_at = at, times = o.times + 1, next_at = h.next_at, inputs = h.checks::jsonb
  FROM unnest(decided.workspaces, decided.deliveries, decided.verdicts, decided.bindings,
      decided.next_ats, decided.checks)
      h (workspace, delivery, verdict, binding, next_at, checks)
    CROSS JOIN LATERAL (
      SELECT l.id, l.verdict, l.binding
      FROM decisions l
      WHERE (l.workspace_id, l.delivery_id) = (h.workspace, h.delivery)
      ORDER BY l.id DESC
      LIMIT 1
    ) latest
  WHERE (o.workspace_id, o.id) = (h.workspace, latest.id)
    AND (latest.verdict, latest.binding) = (h.verdict, h.binding);

  INSERT INTO decisions (workspace_id, enrollment_id, delivery_id, verdict, binding, inputs, next_at,
    decided_at, last_at)
  SELECT h.workspace, h.enrollment, h.delivery, h.verdict, h.binding, h.checks::jsonb, h.next_at,
    at, at
  FROM unnest(decided.workspaces, decided.enrollments, decided.deliveries, decided.verdicts,
      decided.bindings, decided.next_ats, decided.checks)
      h (workspace, enrollment, delivery, verdict, binding, next_at, checks)
  WHERE (h.verdict, h.binding) IS DISTINCT FROM (
    SELECT (l.verdict, l.binding)
    FROM decisions l
    WHERE (l.workspace_id, l.delivery_id) = (h.workspace, h.delivery)
    ORDER BY l.id DESC
    LIMIT 1);

  WITH gone AS (
    UPDATE deliveries d
    SET state = 'skipped', settled_at = at, look_at = NULL,
      answer = CASE h.binding
        WHEN 'step' THEN 'the step is not in the sequence any more'
        ELSE 'the condition of the step is not met' END
    FROM unnest(decided.workspaces, decided.deliveries, decided.verdicts, decided.bindings)
      h (workspace, delivery, verdict, binding)
    WHERE (d.workspace_id, d.id) = (h.workspace, h.delivery) AND h.verdict = 'skip'
    RETURNING d.workspace_id, d.id
  )
  SELECT array_agg(g.workspace_id) AS workspaces, array_agg(g.id) AS deliveries INTO skipped
  FROM gone g;
  PERFORM fn.plan_next_steps(skipped.workspaces, skipped.deliveries, at);

  PERFORM fn.cancel_delivery(h.workspace, h.delivery)
  FROM unnest(decided.workspaces, decided.deliveries, decided.verdicts)
    h (workspace, delivery, verdict)
  WHERE h.verdict = 'cancel';
END
$$;
