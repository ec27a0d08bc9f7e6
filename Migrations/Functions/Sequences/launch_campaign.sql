-- launch_campaign: launches a draft, now or at `at`, but nothing is sent before fn.launch_moment. Refuses
-- with OR409 while a required check of fn.launch_checks is not met.
CREATE FUNCTION fn.launch_campaign(campaign bigint, at timestamptz) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
  chosen campaigns;
  missing text;
BEGIN
  SELECT c.* INTO chosen FROM campaigns c
  WHERE c.id = campaign AND c.archived_at IS NULL FOR NO KEY UPDATE;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'no_campaign' USING ERRCODE = 'OR404', DETAIL = campaign::text;
  END IF;
  IF chosen.status <> 'draft' THEN
    RAISE EXCEPTION 'campaign_is_no_draft' USING ERRCODE = 'OR409', DETAIL = chosen.status::text;
  END IF;
  SELECT string_agg(l.check_name, E'\n') INTO missing
  FROM fn.launch_checks(campaign) l WHERE l.is_needed AND NOT l.is_met;
  IF missing IS NOT NULL THEN
    RAISE EXCEPTION 'launch_is_open' USING ERRCODE = 'OR409', DETAIL = missing;
  END IF;

  UPDATE campaigns c
  SET status = 'running', launch_at = fn.launch_moment(launch_campaign.at), launched_at = now(),
    -- Records that a person decided this, for fn.notice_restore.
    resumed_at = clock_timestamp()
  WHERE c.id = campaign;
  DELETE FROM awaited_launches l WHERE (l.workspace_id, l.campaign_id) = (rule.workspace(), campaign);
  -- By the requested time: the hold alone does not require new due times, because senders check the
  -- campaign's start first.
  PERFORM fn.time_first_steps(campaign, launch_campaign.at);
  PERFORM fn.schedule_accounts(campaign, NULL);
END
$$;
