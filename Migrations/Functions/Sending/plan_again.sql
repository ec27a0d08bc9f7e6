-- plan_again: plans the next email for a lead whose sequence resumes after it had ended. A delivery that was
-- canceled never left, and stays canceled; the person who resumes the sequence requests a new email. The
-- newest row tells where the sequence was: an earlier step that was tried again has a newer row than a later
-- step.
CREATE FUNCTION fn.plan_again(enrollment bigint) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
  planned record;
BEGIN
  INSERT INTO deliveries (campaign_id, enrollment_id, position, attempt, asked_by, due_at, arm)
  SELECT d.campaign_id, d.enrollment_id, d.position, d.attempt + 1, rule.person(),
    greatest(now(), d.due_at), d.arm
  FROM deliveries d
  WHERE d.enrollment_id = enrollment AND d.state = 'canceled'
    AND NOT EXISTS (
      SELECT FROM deliveries o
      WHERE (o.workspace_id, o.enrollment_id) = (d.workspace_id, d.enrollment_id)
        AND (o.id > d.id
          OR o.state IN ('planned', 'deferred', 'claimed', 'transmitting', 'unconfirmed')))
  RETURNING workspace_id, id INTO planned;
  IF FOUND THEN
    PERFORM fn.mark_tried_again(ARRAY[planned.workspace_id], ARRAY[planned.id], now());
  END IF;

  -- The email that was being sent when it ended was resolved since, and no step was planned after it.
  PERFORM fn.plan_next_steps(ARRAY[d.workspace_id], ARRAY[d.id], now())
  FROM deliveries d
  WHERE d.enrollment_id = enrollment AND d.state IN ('sent', 'failed', 'skipped')
    AND NOT EXISTS (
      SELECT FROM deliveries o
      WHERE (o.workspace_id, o.enrollment_id) = (d.workspace_id, d.enrollment_id)
        AND o.state IN ('planned', 'deferred', 'claimed', 'transmitting', 'unconfirmed'))
  ORDER BY d.id DESC
  LIMIT 1;
END
$$;
