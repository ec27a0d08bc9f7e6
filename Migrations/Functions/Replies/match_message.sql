-- match_message: matches an inbound message to a contact. Our own Message-ID in its references identifies the
-- exact email, and so does a token of ours in an address; the sender's address only shows that this mailbox
-- emailed them in the last 90 days. NULLs: there is no match.
CREATE FUNCTION fn.match_message(
  mailbox bigint,
  refs text[],
  tokens text[],
  sender text,
  received timestamptz,
  OUT delivery_id bigint,
  OUT enrollment_id bigint,
  OUT campaign_id bigint,
  OUT account_id bigint,
  OUT contact_id bigint,
  OUT matched_by text
)
LANGUAGE plpgsql STABLE AS $$
BEGIN
  SELECT d.id, 'reference' INTO delivery_id, matched_by
  FROM deliveries d
  WHERE d.token = ANY (ARRAY(SELECT fn.token_of(ref) FROM unnest(refs) ref))
    AND d.message_id = ANY (refs)
  ORDER BY d.position DESC, d.id DESC
  LIMIT 1;

  IF delivery_id IS NULL THEN
    SELECT d.id, 'token' INTO delivery_id, matched_by
    FROM deliveries d
    WHERE d.token = ANY (tokens)
    ORDER BY d.position DESC, d.id DESC
    LIMIT 1;
  END IF;

  IF delivery_id IS NULL THEN
    SELECT d.id, 'address' INTO delivery_id, matched_by
    FROM contacts k
      JOIN campaign_accounts ca ON (ca.workspace_id, ca.account_id) = (k.workspace_id, k.account_id)
      JOIN enrollments e ON (e.workspace_id, e.campaign_id, e.account_id, e.contact_id)
        = (ca.workspace_id, ca.campaign_id, ca.account_id, k.id)
      JOIN deliveries d ON (d.workspace_id, d.enrollment_id) = (e.workspace_id, e.id)
    WHERE k.email_key = lower(sender)
      AND d.mailbox_id = mailbox
      AND d.state IN ('sent', 'unconfirmed', 'transmitting')
      AND coalesce(d.sent_at, d.transmitting_at) > received - interval '90 days'
    ORDER BY coalesce(d.sent_at, d.transmitting_at) DESC, d.id DESC
    LIMIT 1;
  END IF;

  SELECT e.id, e.campaign_id, e.account_id, e.contact_id
  INTO enrollment_id, campaign_id, account_id, contact_id
  FROM deliveries d
    JOIN enrollments e ON (e.workspace_id, e.id) = (d.workspace_id, d.enrollment_id)
  WHERE d.id = delivery_id;
END
$$;
