-- is_rehearsal: does the campaign send through practice mailboxes? It has no others then.
CREATE FUNCTION fn.is_rehearsal(workspace bigint, campaign bigint) RETURNS boolean
LANGUAGE sql STABLE
RETURN EXISTS (
  SELECT FROM campaign_mailboxes cm
    JOIN mailboxes m ON (m.workspace_id, m.id) = (cm.workspace_id, cm.mailbox_id)
  WHERE (cm.workspace_id, cm.campaign_id) = (workspace, campaign) AND m.kind = 'practice');
