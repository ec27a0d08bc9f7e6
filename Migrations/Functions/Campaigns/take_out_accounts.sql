-- take_out_accounts: takes accounts out of a campaign with everything that belongs to this campaign alone:
-- the row with its review, tags and notes, enrollments, deliveries and drafts. Messages stay with the
-- accounts, without a campaign. Contacts who were emailed can still unsubscribe by the link they have, and
-- are not enrolled here again.
--
-- The caller has made sure that no email to them is being sent or unconfirmed.
CREATE FUNCTION fn.take_out_accounts(campaign bigint, accounts bigint[]) RETURNS void
LANGUAGE plpgsql
-- Plans are cached while the tables grow, so rows are looked up by their keys.
SET enable_seqscan = off
AS $$
DECLARE
  enrolled bigint[];
  mails bigint[];
  removed bigint[];
BEGIN
  SELECT array_agg(e.id) INTO enrolled
  FROM enrollments e
  WHERE e.campaign_id = campaign AND e.account_id = ANY (accounts);
  SELECT array_agg(d.id) INTO mails FROM deliveries d WHERE d.enrollment_id = ANY (enrolled);

  INSERT INTO former_tokens (token, email)
  SELECT d.token, k.email
  FROM deliveries d
    JOIN enrollments e ON (e.workspace_id, e.id) = (d.workspace_id, d.enrollment_id)
    JOIN contacts k ON (k.workspace_id, k.id) = (e.workspace_id, e.contact_id)
  WHERE d.id = ANY (mails) AND d.token IS NOT NULL AND d.transmitting_at IS NOT NULL
    AND k.email IS NOT NULL
  ON CONFLICT DO NOTHING;

  -- Their deliveries are deleted, but not the fact that they had these steps: otherwise they would get the
  -- same emails again when the account returns with its list.
  INSERT INTO former_leads AS l (campaign_id, contact_id, email, position)
  SELECT d.campaign_id, e.contact_id, coalesce(k.email_key, ''), max(d.position)
  FROM deliveries d
    JOIN enrollments e ON (e.workspace_id, e.id) = (d.workspace_id, d.enrollment_id)
    JOIN contacts k ON (k.workspace_id, k.id) = (e.workspace_id, e.contact_id)
  WHERE d.id = ANY (mails) AND d.state = 'sent'
  GROUP BY d.campaign_id, e.contact_id, k.email_key
  ON CONFLICT (workspace_id, campaign_id, contact_id)
    DO UPDATE SET email = excluded.email, position = greatest(l.position, excluded.position),
      taken_out_at = now();

  UPDATE replies SET campaign_id = NULL, enrollment_id = NULL, delivery_id = NULL
  WHERE campaign_id = campaign AND account_id = ANY (accounts);
  DELETE FROM message_texts x USING messages m
  WHERE m.campaign_id = campaign AND m.account_id = ANY (accounts) AND m.state = 'draft'
    AND (x.workspace_id, x.at, x.message_id) = (m.workspace_id, m.at, m.id);
  DELETE FROM messages
  WHERE campaign_id = campaign AND account_id = ANY (accounts) AND state = 'draft';
  UPDATE messages SET campaign_id = NULL, delivery_id = NULL
  WHERE campaign_id = campaign AND account_id = ANY (accounts);

  DELETE FROM tracking_events WHERE delivery_id = ANY (mails);
  DELETE FROM delivery_links WHERE delivery_id = ANY (mails);
  DELETE FROM decisions WHERE delivery_id = ANY (mails);
  DELETE FROM deliveries WHERE id = ANY (mails);
  PERFORM fn.delete_enrollments(enrolled);
  WITH gone AS (
    DELETE FROM campaign_accounts ca WHERE ca.campaign_id = campaign AND ca.account_id = ANY (accounts)
    RETURNING ca.account_id
  )
  SELECT array_agg(g.account_id) INTO removed FROM gone g;
  PERFORM fn.emit_campaign_accounts('account.removed', campaign, removed, NULL);
END
$$;
