-- remove_campaign_accounts: takes several accounts out of a campaign, as fn.remove_campaign_account does with
-- one. Accounts with an email that is being sent or unconfirmed stay. Returns how many were removed.
CREATE FUNCTION fn.remove_campaign_accounts(campaign bigint, accounts bigint[]) RETURNS bigint
LANGUAGE plpgsql
SET enable_seqscan = off
AS $$
DECLARE
  going bigint[];
BEGIN
  PERFORM FROM campaign_accounts ca
  WHERE ca.campaign_id = campaign AND ca.account_id = ANY (accounts)
  ORDER BY ca.account_id
  FOR UPDATE;
  -- A claim that came first is waited for, and seen.
  PERFORM FROM deliveries d
    JOIN enrollments e ON (e.workspace_id, e.id) = (d.workspace_id, d.enrollment_id)
  WHERE e.campaign_id = campaign AND e.account_id = ANY (accounts)
  ORDER BY d.id
  FOR UPDATE OF d;
  SELECT array_agg(ca.account_id) INTO going
  FROM campaign_accounts ca
  WHERE ca.campaign_id = campaign AND ca.account_id = ANY (accounts)
    AND NOT EXISTS (
      SELECT FROM enrollments e
        JOIN deliveries d ON (d.workspace_id, d.enrollment_id) = (e.workspace_id, e.id)
      WHERE e.campaign_id = campaign AND e.account_id = ca.account_id
        AND d.state IN ('claimed', 'transmitting', 'unconfirmed'));
  IF going IS NULL THEN
    RETURN 0;
  END IF;

  INSERT INTO audit_entries (action, subject_kind, subject_id, campaign_id, before)
  SELECT 'deleted', 'campaign account', ca.account_id, campaign, to_jsonb(ca)
  FROM campaign_accounts ca
  WHERE ca.campaign_id = campaign AND ca.account_id = ANY (going);
  PERFORM fn.take_out_accounts(campaign, going);
  RETURN cardinality(going);
END
$$;
