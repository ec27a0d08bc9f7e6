-- change_launch: moves a scheduled launch to another time; NULL: now, as fn.launch_moment defines it. Refuses
-- with OR404, and with OR409 a campaign that is no longer waiting for its launch.
CREATE FUNCTION fn.change_launch(campaign bigint, at timestamptz) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
  chosen campaigns;
BEGIN
  SELECT c.* INTO chosen FROM campaigns c
  WHERE c.id = campaign AND c.archived_at IS NULL FOR NO KEY UPDATE;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'no_campaign' USING ERRCODE = 'OR404', DETAIL = campaign::text;
  END IF;
  -- By the clock: this call may have waited for the lock on the campaign.
  IF chosen.status NOT IN ('running', 'paused') OR NOT coalesce(chosen.launch_at > clock_timestamp(), false) THEN
    RAISE EXCEPTION 'launch_is_over' USING ERRCODE = 'OR409';
  END IF;
  UPDATE campaigns c
  SET launch_at = fn.launch_moment(change_launch.at)
  WHERE c.id = campaign;
  PERFORM fn.time_first_steps(campaign, change_launch.at);
  -- Until this is committed, senders see the old launch time. It may have passed since; the emails that they
  -- were claiming have been waited for.
  PERFORM FROM deliveries d
  WHERE d.campaign_id = campaign AND d.state NOT IN ('planned', 'canceled');
  IF FOUND THEN
    RAISE EXCEPTION 'launch_is_over' USING ERRCODE = 'OR409';
  END IF;
END
$$;
