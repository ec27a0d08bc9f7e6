-- receive_message: stores an inbound message with its immediate consequences: the message and its text, the
-- reply that the classifier will read, a bounce, a complaint.
--
-- Storing the same message again, from any source, changes nothing: `fresh` is false. A bounce or a complaint
-- must name an email of ours; otherwise anyone could suppress any address. A message that answers nothing
-- ("other": receipts, delivery reports, newsletters, calendar notices) is stored as a message and is not a
-- reply, so it ends no sequence; a bounce without severity only reports a delay.
CREATE FUNCTION fn.receive_message(
  mailbox bigint,
  source_key text,
  kind text,
  message_id text,
  refs text[],
  tokens text[],
  sender_email text,
  sender_name text,
  subject text,
  body text,
  quoted text,
  html text,
  raw bytea,
  received timestamptz,
  -- The bounce's severity, and the words of the other server.
  severity bounce_severity,
  diagnosis text,
  OUT fresh boolean,
  OUT reply_id bigint,
  OUT campaign_id bigint,
  OUT matched_by text
)
LANGUAGE plpgsql AS $$
DECLARE
  lead record;
  message bigint;
  is_answer boolean := receive_message.kind IN ('reply', 'auto_reply');
BEGIN
  SELECT * INTO lead
  FROM fn.match_message(mailbox, refs, tokens, receive_message.sender_email, received);
  IF NOT is_answer AND lead.matched_by = 'address' THEN
    SELECT NULL::bigint AS delivery_id, NULL::bigint AS enrollment_id, NULL::bigint AS campaign_id,
      NULL::bigint AS account_id, NULL::bigint AS contact_id, NULL::text AS matched_by
    INTO lead;
  END IF;
  campaign_id := lead.campaign_id;
  matched_by := lead.matched_by;

  INSERT INTO messages (
    campaign_id, account_id, contact_id, mailbox_id, channel, direction, state, at, message_id,
    source_key, sender_email, sender_name)
  VALUES (
    lead.campaign_id, lead.account_id, lead.contact_id, mailbox, 'email', 'inbound', 'received',
    received, nullif(receive_message.message_id, ''), receive_message.source_key,
    receive_message.sender_email, receive_message.sender_name)
  ON CONFLICT DO NOTHING
  RETURNING id INTO message;

  fresh := FOUND;
  IF NOT fresh THEN
    RETURN;
  END IF;

  INSERT INTO message_texts (message_id, at, subject, text, quoted, html, raw)
  VALUES (message, received, receive_message.subject, body, receive_message.quoted,
    receive_message.html, receive_message.raw);

  IF receive_message.kind = 'bounce' THEN
    IF lead.delivery_id IS NOT NULL AND severity IS NOT NULL THEN
      PERFORM fn.record_bounce(lead.delivery_id, severity, diagnosis);
    END IF;
  ELSIF receive_message.kind = 'complaint' THEN
    IF lead.delivery_id IS NOT NULL THEN
      PERFORM fn.record_complaint(lead.delivery_id);
    END IF;
  ELSIF is_answer THEN
    INSERT INTO replies (
      message_id, campaign_id, account_id, contact_id, enrollment_id, delivery_id, matched_by,
      received_at, automatic, owner_id)
    VALUES (
      message, lead.campaign_id, lead.account_id, lead.contact_id, lead.enrollment_id,
      lead.delivery_id, lead.matched_by, received, receive_message.kind = 'auto_reply',
      (SELECT c.created_by FROM campaigns c WHERE c.id = lead.campaign_id))
    RETURNING id INTO reply_id;
    PERFORM fn.emit('reply.received', coalesce('contact:' || lead.contact_id, 'reply:' || reply_id),
      jsonb_build_object('automatic', receive_message.kind = 'auto_reply', 'channel', 'email',
        'mailbox_id', mailbox),
      campaign => lead.campaign_id, account => lead.account_id, contact => lead.contact_id,
      enrollment => lead.enrollment_id, delivery => lead.delivery_id, reply => reply_id);
  END IF;
END
$$;
