-- unlaunch_campaign: makes a campaign a draft again, as long as nothing of it has gone out. Refuses with OR404,
-- and with OR409 a campaign of which an email has gone out, or that is completed.
CREATE FUNCTION fn.unlaunch_campaign(campaign bigint) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
  was campaign_status;
BEGIN
  SELECT c.status INTO was FROM campaigns c
  WHERE c.id = campaign AND c.archived_at IS NULL FOR NO KEY UPDATE;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'no_campaign' USING ERRCODE = 'OR404', DETAIL = campaign::text;
  END IF;
  IF was = 'completed' THEN
    RAISE EXCEPTION 'campaign_is_no_draft' USING ERRCODE = 'OR409', DETAIL = was::text;
  END IF;
  UPDATE campaigns c
  SET status = 'draft', launch_at = NULL, launched_at = NULL, pause_reason = NULL, pause_details = '{}'
  WHERE c.id = campaign AND c.status IN ('running', 'paused');
  -- Emails that were beginning have been waited for, and none begins now. Who was taken out before is
  -- written to neither way.
  PERFORM FROM deliveries d
  WHERE d.campaign_id = campaign AND d.state NOT IN ('planned', 'canceled');
  IF FOUND THEN
    RAISE EXCEPTION 'emails_have_gone_out' USING ERRCODE = 'OR409';
  END IF;
  PERFORM fn.unschedule_accounts(campaign);
  -- A launch that waits for lists would follow by itself.
  DELETE FROM awaited_launches l WHERE (l.workspace_id, l.campaign_id) = (rule.workspace(), campaign);
END
$$;
