-- end_attachment: a person cancels an attachment, or it failed for a reason; or a detachment failed. Whom it
-- has brought stays, and one entry says how many accounts were added. Refuses with OR404, or with OR409 when
-- it has ended.
CREATE FUNCTION fn.end_attachment(attachment bigint, why text) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
  a attachments;
BEGIN
  SELECT * INTO a FROM attachments t WHERE t.id = attachment FOR UPDATE;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'no_attachment' USING ERRCODE = 'OR404', DETAIL = attachment::text;
  END IF;
  IF a.state <> 'working' THEN
    RAISE EXCEPTION 'list_is_attached' USING ERRCODE = 'OR409';
  END IF;
  UPDATE attachments t
  SET state = CASE WHEN why IS NULL THEN 'canceled' ELSE 'failed' END::attachment_state,
    error = why, finished_at = now()
  WHERE t.id = attachment;
  IF NOT a.detaches THEN
    PERFORM fn.audit_adding(a.campaign_id, a.list_id, a.flags, a.answer);
  END IF;
  PERFORM pg_notify('overture_campaigns', a.workspace_id || '/attachments:' || a.campaign_id);
END
$$;
