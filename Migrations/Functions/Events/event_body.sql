-- event_body: an event as receivers get it: JSON with type, timestamp and data, as Standard Webhooks
-- recommends. docs/events.md describes the fields of data.
CREATE FUNCTION fn.event_body(workspace bigint, at timestamptz, event bigint) RETURNS text
LANGUAGE sql STABLE
BEGIN ATOMIC
  SELECT json_build_object(
    'type', e.kind,
    'timestamp', to_char(e.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
    'data', jsonb_strip_nulls(jsonb_build_object(
      'event_id', e.id, 'workspace_id', e.workspace_id, 'actor_id', e.actor, 'campaign_id', e.campaign_id,
      'account_id', e.account_id, 'contact_id', e.contact_id, 'enrollment_id', e.enrollment_id,
      'delivery_id', e.delivery_id, 'reply_id', e.reply_id) || e.data))::text
  FROM events e
  WHERE (e.workspace_id, e.at, e.id) = (workspace, event_body.at, event);
END;
