-- log_sent: a person has contacted someone themselves, on any channel. The account counts as contacted, as if
-- the sender had emailed it. If `draft` belongs to this account in this campaign, it is deleted; any other
-- draft stays.
--
-- Refuses with OR404 (not in the campaign) and OR422 (the contact may not be contacted, S3-109).
CREATE FUNCTION fn.log_sent(
  campaign bigint, contact bigint, by_channel channel, subject text, body text, at timestamptz,
  draft bigint
) RETURNS bigint
LANGUAGE plpgsql AS $$
DECLARE
  account bigint;
  message bigint;
BEGIN
  account := fn.account_in_campaign(campaign, contact);
  PERFORM fn.refuse_contact(contact, by_channel);

  IF draft IS NOT NULL THEN
    DELETE FROM message_texts x USING messages m
    WHERE m.id = draft AND m.state = 'draft' AND (x.at, x.message_id) = (m.at, m.id)
      AND (m.workspace_id, m.campaign_id, m.account_id) = (rule.workspace(), campaign, account);
    DELETE FROM messages m
    WHERE m.id = draft AND m.state = 'draft'
      AND (m.workspace_id, m.campaign_id, m.account_id) = (rule.workspace(), campaign, account);
  END IF;
  INSERT INTO messages (campaign_id, account_id, contact_id, channel, direction, state, at, is_logged)
  VALUES (campaign, account, contact, by_channel, 'outbound', 'sent', log_sent.at, true)
  RETURNING id INTO message;
  INSERT INTO message_texts (message_id, at, subject, text)
  VALUES (message, log_sent.at, log_sent.subject, body);

  UPDATE campaign_accounts ca
  SET outreach_status = greatest(ca.outreach_status, 'sent'),
    first_outreached_at = least(ca.first_outreached_at, log_sent.at),
    last_touch_at = greatest(ca.last_touch_at, log_sent.at),
    contact_id = contact
  WHERE ca.campaign_id = campaign AND ca.account_id = account;
  UPDATE accounts a SET status = 'contacted' WHERE a.id = account AND a.status = 'prospect';
  IF FOUND THEN
    UPDATE messages m SET account_status_before = 'prospect' WHERE m.id = message;
  END IF;

  PERFORM fn.emit('message.logged', 'contact:' || contact,
    jsonb_build_object('message_id', message, 'channel', by_channel),
    campaign => campaign, account => account, contact => contact);
  RETURN message;
END
$$;
