-- lock_campaign: the campaign of this workspace, locked against other changes of it until the transaction ends.
-- Refuses with OR404.
CREATE FUNCTION fn.lock_campaign(campaign bigint) RETURNS campaigns
LANGUAGE plpgsql AS $$
DECLARE
  locked campaigns;
BEGIN
  SELECT * INTO locked FROM campaigns c
  WHERE (c.workspace_id, c.id) = (rule.workspace(), campaign)
  FOR NO KEY UPDATE;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'no_campaign' USING ERRCODE = 'OR404', DETAIL = campaign::text;
  END IF;
  RETURN locked;
END
$$;
