-- is_brought_by: is this account in its campaign because of this list alone? It was added while the list was
-- being attached, and is on no other list that is attached, with its leads or with its accounts only. An
-- account that was added before, or between two attachments of the list, came otherwise.
CREATE FUNCTION fn.is_brought_by(member campaign_accounts, list bigint) RETURNS boolean
LANGUAGE sql STABLE
RETURN EXISTS (
  SELECT FROM attachments t
  WHERE (t.workspace_id, t.campaign_id, t.list_id) = (member.workspace_id, member.campaign_id, list)
    AND member.added_at BETWEEN t.created_at AND coalesce(t.finished_at, 'infinity')
) AND NOT EXISTS (
  SELECT FROM contacts k
    JOIN list_contacts l ON (l.workspace_id, l.contact_id) = (k.workspace_id, k.id)
  WHERE (k.workspace_id, k.account_id) = (member.workspace_id, member.account_id)
    AND l.list_id <> list
    AND (
      EXISTS (
        SELECT FROM campaign_lists c
        WHERE (c.workspace_id, c.campaign_id, c.list_id)
          = (member.workspace_id, member.campaign_id, l.list_id))
      OR EXISTS (
        SELECT FROM attachments o
        WHERE (o.workspace_id, o.campaign_id, o.list_id)
            = (member.workspace_id, member.campaign_id, l.list_id)
          AND NOT o.enrolls AND o.contacts_done > 0))
);
