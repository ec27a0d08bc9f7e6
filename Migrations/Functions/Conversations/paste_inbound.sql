-- paste_inbound: a person pastes a contact's reply that came elsewhere. It is a reply like any other: with
-- the class that the person chose, or left to the classifier.
--
-- The response is counted immediately, whatever class it gets, except for an absence. Refuses with OR404 (not
-- in the campaign).
CREATE FUNCTION fn.paste_inbound(
  campaign bigint, contact bigint, by_channel channel, subject text, body text, at timestamptz,
  verdict reply_class
) RETURNS bigint
LANGUAGE plpgsql AS $$
DECLARE
  account bigint := fn.account_in_campaign(campaign, contact);
  message bigint;
  reply bigint;
  was account_status;
BEGIN
  SELECT a.status INTO was FROM accounts a WHERE a.id = account FOR NO KEY UPDATE;
  INSERT INTO messages (
    campaign_id, account_id, contact_id, channel, direction, state, at, sender_email, sender_name,
    is_logged)
  SELECT campaign, account, contact, by_channel, 'inbound', 'received', paste_inbound.at, k.email,
    trim(k.first_name || ' ' || k.last_name), true
  FROM contacts k WHERE k.id = contact
  RETURNING id INTO message;
  INSERT INTO message_texts (message_id, at, subject, text)
  VALUES (message, paste_inbound.at, paste_inbound.subject, body);

  INSERT INTO replies (
    message_id, campaign_id, account_id, contact_id, enrollment_id, delivery_id, matched_by,
    received_at, owner_id)
  SELECT message, campaign, account, contact, e.id, d.id, 'person', paste_inbound.at, c.created_by
  FROM campaigns c
    LEFT JOIN enrollments e
      ON (e.workspace_id, e.campaign_id, e.contact_id) = (c.workspace_id, c.id, contact)
    LEFT JOIN LATERAL (
      SELECT id FROM deliveries d
      WHERE (d.workspace_id, d.enrollment_id) = (e.workspace_id, e.id) AND d.state = 'sent'
      ORDER BY d.position DESC, d.attempt DESC
      LIMIT 1
    ) d ON true
  WHERE c.id = campaign
  RETURNING id INTO reply;
  PERFORM fn.emit('reply.received', 'contact:' || contact,
    jsonb_build_object('automatic', false, 'channel', by_channel),
    campaign => r.campaign_id, account => r.account_id, contact => r.contact_id,
    enrollment => r.enrollment_id, delivery => r.delivery_id, reply => r.id)
  FROM replies r WHERE r.id = reply;

  UPDATE campaign_accounts ca SET contact_id = contact
  WHERE ca.campaign_id = campaign AND ca.account_id = account;
  IF verdict IS NULL THEN
    PERFORM fn.credit_response(campaign, account, paste_inbound.at);
  ELSE
    PERFORM fn.classify_reply(reply, verdict, 1, ARRAY['chosen by a person'], NULL);
  END IF;
  -- A pasted reply of an earlier day may become the first one.
  PERFORM fn.put_back_outreach(campaign, account, NULL);
  UPDATE messages m SET account_status_before = was
  FROM accounts a
  WHERE m.id = message AND a.id = account AND a.status = 'responded' AND was <> 'responded';
  RETURN reply;
END
$$;
