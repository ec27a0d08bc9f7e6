-- emit_deliveries: these emails were deferred, failed or became unconfirmed; the event names their state. An
-- email that was sent is emitted by fn.record_sent.
CREATE FUNCTION fn.emit_deliveries(workspaces bigint[], deliveries bigint[]) RETURNS void
LANGUAGE plpgsql
SET enable_seqscan = off
AS $$
BEGIN
  PERFORM fn.emit_events(array_agg(
    ROW(d.workspace_id, NULL, 'email.' || d.state, 'contact:' || e.contact_id, d.campaign_id, e.account_id,
      e.contact_id, e.id, d.id, NULL,
      jsonb_strip_nulls(jsonb_build_object('step', d.position + 1, 'mailbox_id', d.mailbox_id,
        'answer', left(d.answer, 500),
        'due_at', CASE d.state WHEN 'deferred' THEN d.due_at END)))::emission))
  FROM unnest(workspaces, deliveries) t (workspace, delivery)
    JOIN deliveries d ON (d.workspace_id, d.id) = (t.workspace, t.delivery)
    JOIN enrollments e ON (e.workspace_id, e.id) = (d.workspace_id, d.enrollment_id);
END
$$;
