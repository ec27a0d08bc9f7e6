-- record_bounce: the email of this delivery bounced, or was refused because of its address. A hard bounce
-- makes the address invalid in every list, ends the enrollment, and may pause the campaign.
--
-- An email that bounced was certainly sent: that confirms an unconfirmed one. A second report of the same
-- bounce changes nothing, except that a hard one overrides a soft one.
CREATE FUNCTION fn.record_bounce(
  delivery bigint, severity bounce_severity, why text, status text DEFAULT ''
) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
  returned record;
BEGIN
  PERFORM fn.confirm_by_evidence(delivery, 'it bounced');
  UPDATE deliveries d
  SET bounce = severity, bounced_at = coalesce(d.bounced_at, now())
  WHERE (d.workspace_id, d.id) = (rule.workspace(), delivery)
    AND d.state IN ('sent', 'failed')
    AND (d.bounce IS NULL OR (d.bounce = 'soft' AND severity = 'hard'))
  RETURNING d.id, d.campaign_id, d.enrollment_id, d.mailbox_id, d.state INTO returned;
  IF NOT FOUND THEN
    RETURN;
  END IF;

  PERFORM fn.emit('email.bounced', 'contact:' || e.contact_id,
    jsonb_build_object('severity', severity, 'status', nullif(status, ''), 'answer', left(why, 500)),
    campaign => e.campaign_id, account => e.account_id, contact => e.contact_id, enrollment => e.id,
    delivery => delivery)
  FROM enrollments e
  WHERE (e.workspace_id, e.id) = (rule.workspace(), returned.enrollment_id);
  -- An immediate refusal by the server is judged with the other answers of the batch.
  IF returned.state = 'sent' THEN
    PERFORM fn.judge_mailboxes(ARRAY[rule.workspace()], ARRAY[returned.mailbox_id],
      ARRAY[severity || '_recipient'], ARRAY[why], now());
  END IF;
  IF severity = 'soft' THEN
    RETURN;
  END IF;

  UPDATE contacts k
  SET email_invalid_at = now(), email_invalid_reason = left('bounced: ' || why, 500)
  FROM enrollments e
  WHERE (e.workspace_id, e.id) = (rule.workspace(), returned.enrollment_id)
    AND (k.workspace_id, k.id) = (e.workspace_id, e.contact_id)
    AND k.email_invalid_at IS NULL;
  UPDATE campaign_accounts ca
  SET outreach_status = 'bounced'
  FROM enrollments e
  WHERE (e.workspace_id, e.id) = (rule.workspace(), returned.enrollment_id)
    AND (ca.workspace_id, ca.campaign_id, ca.account_id)
      = (e.workspace_id, e.campaign_id, e.account_id)
    AND ca.outreach_status < 'bounced';
  PERFORM fn.end_enrollment(returned.enrollment_id, 'email_bounced');
  PERFORM fn.pause_for_bounces(returned.campaign_id);
END
$$;
