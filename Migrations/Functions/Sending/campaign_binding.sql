-- campaign_binding: what keeps a campaign from sending at that moment, whatever the lead: `campaign` (it does
-- not run, or is archived) or `launch`; NULL: nothing. Its window and its mailboxes are asked for apart,
-- by fn.is_open and fn.mailbox_binding.
--
-- One expression, so that the planner takes it into the query that asks: fn.due_deliveries before it looks
-- at any lead, fn.decide, and fn.begin_transmission.
CREATE FUNCTION fn.campaign_binding(
  status campaign_status, archived_at timestamptz, launch_at timestamptz, at timestamptz
) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE
  WHEN archived_at IS NOT NULL OR status <> 'running' THEN 'campaign'
  WHEN launch_at > at THEN 'launch'
END;
