-- time_first_steps: the first emails of a campaign that is launched at this time (NULL: now) become due after
-- the wait of the first step, counted from there. If that step has no wait, emails that are already due may
-- stay.
CREATE FUNCTION fn.time_first_steps(campaign bigint, at timestamptz) RETURNS void
LANGUAGE sql
BEGIN ATOMIC
  UPDATE deliveries d
  SET due_at = greatest(now(), time_first_steps.at) + first.wait
  FROM (
    SELECT fn.practice_time(s.workspace_id, fn.is_rehearsal(s.workspace_id, campaign),
      make_interval(days => s.wait_days, hours => s.wait_hours)) AS wait
    FROM steps s
    WHERE s.campaign_id = campaign AND s.position = 0
  ) first
  WHERE d.campaign_id = campaign AND d.position = 0 AND d.state = 'planned'
    AND (first.wait > '0' OR time_first_steps.at > now() OR d.due_at > now());
END;
