-- accounts_brought_by: the accounts that are in a campaign because of this list alone: they were added while the
-- list was being attached, and are on no other list that is attached, with its leads or with its accounts only.
-- An account that was added before, or between two attachments of the list, came otherwise.
CREATE FUNCTION fn.accounts_brought_by(campaign bigint, list bigint) RETURNS TABLE (account_id bigint)
LANGUAGE sql STABLE
BEGIN ATOMIC
  SELECT ca.account_id
  FROM campaign_accounts ca
  WHERE ca.campaign_id = campaign
    AND EXISTS (
      SELECT FROM attachments t
      WHERE (t.workspace_id, t.campaign_id) = (ca.workspace_id, ca.campaign_id) AND t.list_id = list
        AND NOT t.detaches
        AND ca.added_at BETWEEN t.created_at AND coalesce(t.finished_at, 'infinity'))
    AND NOT EXISTS (
      SELECT FROM contacts k
        JOIN list_contacts l ON (l.workspace_id, l.contact_id) = (k.workspace_id, k.id)
      WHERE (k.workspace_id, k.account_id) = (ca.workspace_id, ca.account_id)
        AND l.list_id <> list
        AND (
          EXISTS (
            SELECT FROM campaign_lists c
            WHERE (c.workspace_id, c.campaign_id, c.list_id)
              = (ca.workspace_id, ca.campaign_id, l.list_id))
          OR EXISTS (
            SELECT FROM attachments o
            WHERE (o.workspace_id, o.campaign_id, o.list_id)
                = (ca.workspace_id, ca.campaign_id, l.list_id)
              AND NOT o.enrolls AND NOT o.detaches AND o.contacts_done > 0)));
END;
