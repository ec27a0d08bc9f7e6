-- set_campaign_status: a person pauses, resumes or completes a campaign. Each lead continues where it was:
-- nothing is planned again. Launching is fn.launch_campaign.
--
-- Resuming clears the reason for which the program paused it, and counts bounces from here. Completing ends
-- every lead's sequence. Refuses with OR404, and with OR409 any other transition, resuming an archived
-- campaign, and the end of a campaign to which a list is being attached: its next leads would start the
-- campaign again.
CREATE FUNCTION fn.set_campaign_status(campaign bigint, wanted campaign_status) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
  was campaigns := fn.lock_campaign(campaign);
  ended bigint;
BEGIN
  IF (was.status, wanted) NOT IN (
    ('running', 'paused'), ('paused', 'running'), ('running', 'completed'), ('paused', 'completed'))
  THEN
    RAISE EXCEPTION 'no_such_change_of_status'
      USING ERRCODE = 'OR409', DETAIL = concat_ws(E'\n', was.status, wanted);
  END IF;
  IF wanted = 'running' AND was.archived_at IS NOT NULL THEN
    RAISE EXCEPTION 'campaign_is_archived' USING ERRCODE = 'OR409', DETAIL = was.name;
  END IF;
  IF wanted = 'completed' AND EXISTS (
    SELECT FROM attachments t
    WHERE (t.workspace_id, t.campaign_id) = (rule.workspace(), campaign) AND t.state = 'working'
      AND NOT t.detaches)
  THEN
    RAISE EXCEPTION 'campaign_is_attaching' USING ERRCODE = 'OR409';
  END IF;

  UPDATE campaigns c
  SET status = wanted, pause_reason = NULL, pause_details = '{}',
    completed_at = CASE WHEN wanted = 'completed' THEN now() END,
    resumed_at = CASE WHEN wanted = 'running' THEN clock_timestamp() ELSE c.resumed_at END,
    (resumed_at_sent, resumed_at_bounced) = (
      SELECT s.mails, s.hard_bounced FROM fn.sent_and_bounced(rule.workspace(), campaign) s)
  WHERE (c.workspace_id, c.id) = (rule.workspace(), campaign);
  IF wanted = 'completed' THEN
    FOR ended IN
      SELECT e.id FROM enrollments e
      WHERE (e.workspace_id, e.campaign_id) = (rule.workspace(), campaign) AND e.state = 'active'
    LOOP
      PERFORM fn.end_enrollment(ended, 'campaign_turned_off_or_expired');
    END LOOP;
  END IF;
END
$$;
