-- unlaunch_campaign: makes a campaign a draft again, as long as nothing of it has gone out.
CREATE FUNCTION fn.unlaunch_campaign(campaign bigint) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
  PERFORM FROM campaigns c WHERE c.id = campaign AND c.archived_at IS NULL FOR NO KEY UPDATE;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'no_campaign' USING ERRCODE = 'OR404', DETAIL = campaign::text;
  END IF;
  -- Who was taken out before is written to neither way.
  PERFORM FROM deliveries d
  WHERE d.campaign_id = campaign AND d.state NOT IN ('planned', 'canceled');
  IF FOUND THEN
    RAISE EXCEPTION 'emails_have_gone_out' USING ERRCODE = 'OR409';
  END IF;
  UPDATE campaigns c
  SET status = 'draft', launch_at = NULL, launched_at = NULL, pause_reason = NULL, pause_details = '{}'
  WHERE c.id = campaign AND c.status IN ('running', 'paused');
  PERFORM fn.unschedule_accounts(campaign);
END
$$;
