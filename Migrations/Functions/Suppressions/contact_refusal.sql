-- Why this contact must not be reached over this channel, whatever the campaign: do_not_contact,
-- no_address, no_phone, invalid_address, or a suppression_reason; NULL: it may be. One check for
-- bulk-add, the sender, the dialler and Log sent; the workspace is named because the sender asks for
-- all of them.
CREATE FUNCTION fn.contact_refusal(workspace bigint, contact bigint, channel channel) RETURNS text
LANGUAGE sql STABLE PARALLEL SAFE
RETURN (
  SELECT CASE
    WHEN 'do_not_contact' = a.status OR 'do_not_contact' = ANY (a.relationship_types)
      THEN 'do_not_contact'
    WHEN contact_refusal.channel = 'email' AND c.email IS NULL THEN 'no_address'
    WHEN contact_refusal.channel = 'email' THEN coalesce(
      (SELECT s.reason::text FROM suppressions s
       WHERE (s.workspace_id, s.email) = (workspace, lower(c.email))),
      CASE WHEN c.email_invalid_at IS NOT NULL THEN 'invalid_address' END)
    WHEN contact_refusal.channel IN ('phone', 'sms', 'whatsapp') AND c.phone IS NULL
      THEN 'no_phone'
  END
  FROM contacts c
    JOIN accounts a ON (a.workspace_id, a.id) = (c.workspace_id, c.account_id)
  WHERE (c.workspace_id, c.id) = (workspace, contact));
