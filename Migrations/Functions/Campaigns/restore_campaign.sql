-- restore_campaign: takes a campaign out of the archive; returns its status. One that was running comes back
-- paused: what became due in the archive would be sent at once. Refuses with OR404.
CREATE FUNCTION fn.restore_campaign(campaign bigint) RETURNS campaign_status
LANGUAGE plpgsql AS $$
DECLARE
  was campaigns := fn.lock_campaign(campaign);
BEGIN
  IF was.archived_at IS NULL THEN
    RETURN was.status;
  END IF;
  UPDATE campaigns c
  SET archived_at = NULL,
    status = CASE WHEN was.status = 'running' THEN 'paused' ELSE was.status END
  WHERE (c.workspace_id, c.id) = (rule.workspace(), campaign);
  RETURN CASE WHEN was.status = 'running' THEN 'paused' ELSE was.status END;
END
$$;
