-- account_in_campaign: the account of a contact, where it is in this campaign. Refuses with OR404.
CREATE FUNCTION fn.account_in_campaign(campaign bigint, contact bigint) RETURNS bigint
LANGUAGE plpgsql STABLE AS $$
DECLARE
  account bigint;
BEGIN
  SELECT k.account_id INTO account
  FROM contacts k
    JOIN campaign_accounts ca ON (ca.workspace_id, ca.account_id) = (k.workspace_id, k.account_id)
  WHERE k.id = contact AND ca.campaign_id = campaign;
  IF account IS NULL THEN
    RAISE EXCEPTION 'contact_not_in_campaign' USING ERRCODE = 'OR404', DETAIL = campaign::text;
  END IF;
  RETURN account;
END
$$;
