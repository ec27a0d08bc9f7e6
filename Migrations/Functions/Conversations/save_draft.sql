-- save_draft: saves what a member is writing to a contact; one draft for each account of a campaign and
-- channel. Refuses with OR404 (not in the campaign).
CREATE FUNCTION fn.save_draft(
  campaign bigint, contact bigint, by_channel channel, subject text, body text
) RETURNS bigint
LANGUAGE plpgsql AS $$
DECLARE
  account bigint := fn.account_in_campaign(campaign, contact);
  message bigint;
  written timestamptz;
BEGIN
  SELECT m.id, m.at INTO message, written
  FROM messages m
  WHERE m.campaign_id = campaign AND m.account_id = account AND m.state = 'draft'
    AND m.channel = by_channel;
  IF message IS NULL THEN
    INSERT INTO messages (campaign_id, account_id, contact_id, channel, direction, state)
    VALUES (campaign, account, contact, by_channel, 'outbound', 'draft')
    RETURNING id, at INTO message, written;
    INSERT INTO message_texts (message_id, at, subject, text)
    VALUES (message, written, save_draft.subject, body);
  ELSE
    UPDATE messages m SET contact_id = contact WHERE m.id = message;
    UPDATE message_texts x
    SET subject = save_draft.subject, text = body
    WHERE (x.at, x.message_id) = (written, message);
  END IF;

  UPDATE campaign_accounts ca
  SET outreach_status = greatest(ca.outreach_status, 'draft'), contact_id = contact
  WHERE ca.campaign_id = campaign AND ca.account_id = account;
  RETURN message;
END
$$;
