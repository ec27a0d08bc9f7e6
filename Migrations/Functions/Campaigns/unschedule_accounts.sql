-- unschedule_accounts: a launch is taken back, and with it what it had scheduled: these accounts are where
-- they were before, with a draft or with nothing.
CREATE FUNCTION fn.unschedule_accounts(campaign bigint) RETURNS void
LANGUAGE sql
BEGIN ATOMIC
  UPDATE campaign_accounts ca
  SET outreach_status = CASE
    WHEN EXISTS (
      SELECT FROM messages m
      WHERE (m.workspace_id, m.campaign_id, m.account_id)
        = (ca.workspace_id, ca.campaign_id, ca.account_id)
        AND m.state = 'draft')
    THEN 'draft' ELSE 'not_started' END::outreach_status
  WHERE ca.campaign_id = campaign AND ca.outreach_status = 'scheduled';
END;
