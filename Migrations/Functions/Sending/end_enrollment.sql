-- end_enrollment: takes a lead out of the sequence for this reason and cancels its planned deliveries. A
-- delivery that a worker holds at this moment is stopped by begin_transmission.
--
-- When several reasons apply, the strongest is kept, with the time at which it came: reasons are declared
-- from the strongest to the weakest. A sequence that has ended by itself keeps its end, unless the lead
-- itself gave a reason. If a canceled delivery was a second attempt, the failure before it counts again and
-- may be tried again.
CREATE FUNCTION fn.end_enrollment(enrollment bigint, reason exit_reason) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
  canceled record;
  ended record;
BEGIN
  UPDATE enrollments e
  SET state = 'exited', exit_reason = reason, ended_at = now()
  WHERE (e.workspace_id, e.id) = (rule.workspace(), enrollment)
    AND (e.state = 'active'
      OR (e.state = 'finished' AND reason <= 'reply_received')
      OR (e.state = 'exited' AND reason < e.exit_reason))
  RETURNING e.campaign_id, e.account_id, e.contact_id INTO ended;
  IF FOUND THEN
    PERFORM fn.emit('enrollment.ended', 'contact:' || ended.contact_id, jsonb_build_object('reason', reason),
      campaign => ended.campaign_id, account => ended.account_id, contact => ended.contact_id,
      enrollment => enrollment);
  END IF;

  UPDATE deliveries d
  SET state = 'canceled', settled_at = now(), look_at = NULL,
    answer = 'the lead left the sequence: ' || replace(reason::text, '_', ' ')
  FROM enrollments e
  WHERE (e.workspace_id, e.id) = (rule.workspace(), enrollment)
    AND e.state <> 'active'
    AND (d.workspace_id, d.enrollment_id) = (e.workspace_id, e.id)
    AND d.state IN ('planned', 'deferred')
  RETURNING d.workspace_id, d.enrollment_id, d.position, d.attempt INTO canceled;
  IF canceled.attempt > 1 THEN
    UPDATE deliveries d
    SET tried_again_at = NULL
    WHERE (d.workspace_id, d.enrollment_id, d.position)
        = (canceled.workspace_id, canceled.enrollment_id, canceled.position)
      AND d.state = 'failed' AND d.tried_again_at IS NOT NULL
      AND d.attempt = (
        SELECT max(o.attempt) FROM deliveries o
        WHERE (o.workspace_id, o.enrollment_id, o.position)
            = (d.workspace_id, d.enrollment_id, d.position)
          AND o.attempt < canceled.attempt AND o.state <> 'canceled');
  END IF;
END
$$;
