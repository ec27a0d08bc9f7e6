-- credit_response: an account of a campaign has answered. The time of the first answer is kept; the account's
-- status only moves forward.
CREATE FUNCTION fn.credit_response(campaign bigint, account bigint, at timestamptz) RETURNS void
LANGUAGE sql
BEGIN ATOMIC
  UPDATE campaign_accounts ca
  SET first_replied_at = coalesce(ca.first_replied_at, credit_response.at),
    outreach_status = 'responded',
    last_touch_at = greatest(ca.last_touch_at, credit_response.at)
  WHERE ca.campaign_id = campaign AND ca.account_id = account;

  UPDATE accounts a
  SET status = 'responded'
  WHERE a.id = account AND a.status IN ('prospect', 'contacted');
END;
