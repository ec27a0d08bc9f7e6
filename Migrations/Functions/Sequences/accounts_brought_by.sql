-- accounts_brought_by: those of these accounts that are in a campaign because of this list alone: they were
-- added while the list was being attached, and are on no other list that is attached, with its leads or with
-- its accounts only. An account that was added before, or between two attachments of the list, came otherwise.
CREATE FUNCTION fn.accounts_brought_by(campaign bigint, list bigint, accounts bigint[])
RETURNS TABLE (account_id bigint)
LANGUAGE sql STABLE
-- OFFSET 0 and LIMIT make the planner look each row up by its key, whatever size it assumes.
SET enable_seqscan = off
BEGIN ATOMIC
  SELECT ca.account_id
  FROM unnest(accounts) w (account_id)
    CROSS JOIN LATERAL (
      SELECT x.account_id, x.added_at FROM campaign_accounts x
      WHERE x.campaign_id = campaign AND x.account_id = w.account_id OFFSET 0
    ) ca
  WHERE (
      SELECT true FROM attachments t
      WHERE t.campaign_id = campaign AND t.list_id = list AND NOT t.detaches
        AND ca.added_at BETWEEN t.created_at AND coalesce(t.finished_at, 'infinity')
      LIMIT 1
    ) IS NOT NULL
    AND (
      SELECT true
      FROM (SELECT c.id FROM contacts c WHERE c.account_id = w.account_id OFFSET 0) k
        CROSS JOIN LATERAL (
          SELECT x.list_id FROM list_contacts x WHERE x.contact_id = k.id OFFSET 0
        ) l
      WHERE l.list_id = ANY (ARRAY(
        SELECT o.list_id FROM campaign_lists o WHERE o.campaign_id = campaign AND o.list_id <> list
        UNION
        SELECT o.list_id FROM attachments o
        WHERE o.campaign_id = campaign AND o.list_id <> list AND NOT o.enrolls AND NOT o.detaches
          AND o.contacts_done > 0))
      LIMIT 1
    ) IS NULL;
END;
