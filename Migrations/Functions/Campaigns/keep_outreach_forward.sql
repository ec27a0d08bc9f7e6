-- keep_outreach_forward: the outreach status of an account only moves forward, and the account stays in the
-- campaign to which it was added, because its numbers are counted there.
--
-- Two exceptions: accounts that were only scheduled go back when the launch is undone, and
-- fn.put_back_outreach reverts the effect of a removed log entry. A writer that may come late uses
-- greatest(outreach_status, …).
CREATE FUNCTION fn.keep_outreach_forward() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.outreach_status = 'scheduled'
    AND (NEW.campaign_id, NEW.account_id) = (OLD.campaign_id, OLD.account_id)
    AND EXISTS (
      SELECT FROM campaigns c
      WHERE (c.workspace_id, c.id) = (OLD.workspace_id, OLD.campaign_id) AND c.status = 'draft')
  THEN
    RETURN NEW;
  END IF;
  IF current_setting('overture.outreach_goes_back', true) = 'on'
    AND (NEW.campaign_id, NEW.account_id) = (OLD.campaign_id, OLD.account_id)
  THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION 'account % of campaign % cannot go from % to %',
    OLD.account_id, OLD.campaign_id, OLD.outreach_status, NEW.outreach_status
    USING ERRCODE = 'OR409';
END
$$;

CREATE TRIGGER outreach_goes_forward
  BEFORE UPDATE OF outreach_status, campaign_id, account_id ON campaign_accounts
  FOR EACH ROW
  WHEN (NEW.outreach_status < OLD.outreach_status
    OR (NEW.campaign_id, NEW.account_id) <> (OLD.campaign_id, OLD.account_id))
  EXECUTE FUNCTION fn.keep_outreach_forward();
