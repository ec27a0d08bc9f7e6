-- reopen_campaign: a completed campaign that got new leads runs again; any other stays as it is, and so does
-- one with fn.reopen_obstacles. As after a launch, nothing is sent before fn.launch_moment, and bounces are
-- counted from here.
CREATE FUNCTION fn.reopen_campaign(campaign bigint) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
  UPDATE campaigns c
  SET status = 'running', completed_at = NULL, pause_reason = NULL, pause_details = '{}',
    launch_at = fn.launch_moment(NULL), resumed_at = clock_timestamp(),
    (resumed_at_sent, resumed_at_bounced) = (
      SELECT s.mails, s.hard_bounced FROM fn.sent_and_bounced(rule.workspace(), campaign) s)
  WHERE (c.workspace_id, c.id) = (rule.workspace(), campaign) AND c.status = 'completed'
    AND NOT EXISTS (SELECT FROM fn.reopen_obstacles(campaign));
END
$$;
