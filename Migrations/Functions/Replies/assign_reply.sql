-- assign_reply: a person assigns an unmatched reply to a contact in a campaign. The consequences of its class
-- are applied now.
--
-- Refuses with OR404 (no such reply, or the contact's account is not in the campaign) and OR409 (it already
-- has a lead).
CREATE FUNCTION fn.assign_reply(reply bigint, campaign bigint, contact bigint) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
  account bigint;
  r replies;
BEGIN
  SELECT * INTO r FROM replies WHERE id = reply FOR UPDATE;
  SELECT ca.account_id INTO account
  FROM contacts k
    JOIN campaign_accounts ca ON (ca.workspace_id, ca.account_id) = (k.workspace_id, k.account_id)
  WHERE k.id = contact AND ca.campaign_id = campaign;
  IF r.id IS NULL OR account IS NULL THEN
    RAISE EXCEPTION 'no_lead_in_campaign' USING ERRCODE = 'OR404', DETAIL = campaign::text;
  END IF;
  IF r.matched_by IS NOT NULL THEN
    RAISE EXCEPTION 'reply_has_lead' USING ERRCODE = 'OR409', DETAIL = reply::text;
  END IF;

  UPDATE messages m
  SET campaign_id = campaign, account_id = account, contact_id = contact
  WHERE m.id = r.message_id;

  UPDATE replies
  SET campaign_id = campaign, account_id = account, contact_id = contact, matched_by = 'person',
    enrollment_id = (
      SELECT e.id FROM enrollments e
      WHERE e.campaign_id = campaign AND e.contact_id = contact),
    owner_id = (SELECT c.created_by FROM campaigns c WHERE c.id = campaign)
  WHERE id = reply;

  IF r.class IS NOT NULL THEN
    PERFORM fn.act_on_reply(reply);
  END IF;
END
$$;
