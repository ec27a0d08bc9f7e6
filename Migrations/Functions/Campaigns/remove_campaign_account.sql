-- remove_campaign_account: takes one account out of a campaign. The account itself, its contacts and scores,
-- and its rows in other campaigns stay. It may be added again, but contacts that this campaign has emailed
-- are not enrolled again.
--
-- Refuses with OR404 (it is not in the campaign) or OR409 (an email to it is being sent or unconfirmed).
CREATE FUNCTION fn.remove_campaign_account(campaign bigint, account bigint) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
  gone campaign_accounts;
BEGIN
  -- From here on no other transaction can enroll or decide on the account; a claim that came first is waited
  -- for, and seen.
  SELECT * INTO gone FROM campaign_accounts ca
  WHERE ca.campaign_id = campaign AND ca.account_id = account
  FOR UPDATE;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'account_not_in_campaign' USING ERRCODE = 'OR404', DETAIL = account::text;
  END IF;
  PERFORM FROM deliveries d
    JOIN enrollments e ON (e.workspace_id, e.id) = (d.workspace_id, d.enrollment_id)
  WHERE e.campaign_id = campaign AND e.account_id = account
  ORDER BY d.id
  FOR UPDATE OF d;
  IF EXISTS (
    SELECT FROM deliveries d
      JOIN enrollments e ON (e.workspace_id, e.id) = (d.workspace_id, d.enrollment_id)
    WHERE e.campaign_id = campaign AND e.account_id = account
      AND d.state IN ('claimed', 'transmitting', 'unconfirmed')
  ) THEN
    RAISE EXCEPTION 'email_to_account_is_open' USING ERRCODE = 'OR409';
  END IF;

  PERFORM fn.take_out_accounts(campaign, ARRAY[account]);
  INSERT INTO audit_entries (action, subject_kind, subject_id, campaign_id, before)
  VALUES ('deleted', 'campaign account', account, campaign, to_jsonb(gone));
END
$$;
