-- record_sent: these deliveries have reached the recipient's server. Records the line of the conversation and
-- its text, the status of campaign account and account, the next step, and the event for others.
CREATE FUNCTION fn.record_sent(
  workspaces bigint[], sent bigint[], subjects text[], words text[], at timestamptz
) RETURNS void
LANGUAGE plpgsql
SET enable_seqscan = off
AS $$
DECLARE
  told int;
BEGIN
  WITH mail AS (
    SELECT s.workspace, s.delivery, s.subject, s.words, d.campaign_id, d.mailbox_id, d.position,
      d.message_id, d.enrollment_id, e.account_id, e.contact_id
    FROM unnest(workspaces, sent, subjects, words) s (workspace, delivery, subject, words)
      JOIN deliveries d ON (d.workspace_id, d.id) = (s.workspace, s.delivery)
      JOIN enrollments e ON (e.workspace_id, e.id) = (d.workspace_id, d.enrollment_id)
  ),
  logged AS (
    INSERT INTO messages (workspace_id, campaign_id, account_id, contact_id, mailbox_id,
      delivery_id, channel, direction, state, at, message_id, person_id)
    SELECT m.workspace, m.campaign_id, m.account_id, m.contact_id, m.mailbox_id,
      m.delivery, 'email', 'outbound', 'sent', record_sent.at, m.message_id, NULL
    FROM mail m
    RETURNING id, delivery_id
  ),
  worded AS (
    INSERT INTO message_texts (workspace_id, message_id, at, subject, text)
    SELECT m.workspace, l.id, record_sent.at, coalesce(m.subject, ''), coalesce(m.words, '')
    FROM mail m
      JOIN logged l ON l.delivery_id = m.delivery
  ),
  touched AS (
    UPDATE campaign_accounts ca
    SET last_touch_at = record_sent.at,
      first_outreached_at = coalesce(ca.first_outreached_at, record_sent.at),
      outreach_status = CASE
        WHEN ca.outreach_status IN ('not_started', 'draft', 'scheduled') THEN 'sent'
        ELSE ca.outreach_status END
    FROM mail m
    WHERE (ca.workspace_id, ca.campaign_id, ca.account_id)
      = (m.workspace, m.campaign_id, m.account_id)
  ),
  contacted AS (
    UPDATE accounts a
    SET status = 'contacted'
    FROM mail m
    WHERE (a.workspace_id, a.id) = (m.workspace, m.account_id)
      AND a.status = 'prospect'
  )
  SELECT fn.emit_events(array_agg(
    ROW(m.workspace, record_sent.at, 'email.sent', 'contact:' || m.contact_id, m.campaign_id, m.account_id,
      m.contact_id, m.enrollment_id, m.delivery, NULL,
      jsonb_build_object('step', m.position + 1, 'mailbox_id', m.mailbox_id,
        'message_id', m.message_id))::emission))
  INTO told
  FROM mail m;

  PERFORM fn.plan_next_steps(workspaces, sent, at);
END
$$;
