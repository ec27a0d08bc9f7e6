-- contact_refusals: why this contact must not be reached over this channel, whatever the campaign:
-- do_not_contact, no_address, no_phone, invalid_address, or a suppression_reason; NULL: it may be. One
-- check for bulk-add, the sender, the dialler and Log sent; the workspace is named because the sender
-- asks for all of them.
--
-- One row for a contact that is there. A set, because the planner puts it into the query that asks for
-- many; fn.contact_refusal, which is a query of its own for each, was a tenth of the sender's database.
CREATE FUNCTION fn.contact_refusals(workspace bigint, contact bigint, channel channel)
RETURNS TABLE (refusal text)
LANGUAGE sql STABLE PARALLEL SAFE
BEGIN ATOMIC
  SELECT CASE
    -- Not a join: planned with the caller's own, it cost 50 ms more of each plan.
    WHEN (SELECT fn.is_do_not_contact(a.status, a.relationship_types)
          FROM accounts a
          WHERE (a.workspace_id, a.id) = (c.workspace_id, c.account_id))
      THEN 'do_not_contact'
    WHEN contact_refusals.channel = 'email' AND c.email IS NULL THEN 'no_address'
    WHEN contact_refusals.channel = 'email' THEN coalesce(
      (SELECT s.reason::text FROM suppressions s
       WHERE (s.workspace_id, s.email) = (workspace, c.email_key)),
      CASE WHEN c.email_invalid_at IS NOT NULL THEN 'invalid_address' END)
    WHEN contact_refusals.channel IN ('phone', 'sms', 'whatsapp') AND c.phone IS NULL
      THEN 'no_phone'
  END
  FROM contacts c
  WHERE (c.workspace_id, c.id) = (workspace, contact);
END;
