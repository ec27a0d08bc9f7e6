-- leads_of_list: the leads that a campaign has from this list and from no other attached list, and whether
-- any email has been, or is being, sent to them; of the list's contacts above `after`, up to `last`.
CREATE FUNCTION fn.leads_of_list(
  campaign bigint, list bigint, after bigint DEFAULT 0, last bigint DEFAULT 9223372036854775807
)
RETURNS TABLE (enrollment_id bigint, account_id bigint, is_active boolean, is_written boolean)
LANGUAGE sql STABLE
BEGIN ATOMIC
  SELECT e.id, e.account_id, e.state = 'active', EXISTS (
    SELECT FROM deliveries d
    WHERE (d.workspace_id, d.enrollment_id) = (e.workspace_id, e.id)
      AND (d.transmitting_at IS NOT NULL OR d.state IN ('claimed', 'transmitting', 'unconfirmed', 'sent')))
  FROM enrollments e
    JOIN list_contacts l ON (l.workspace_id, l.contact_id) = (e.workspace_id, e.contact_id)
  WHERE e.campaign_id = campaign AND l.list_id = list
    AND l.contact_id > after AND l.contact_id <= last
    AND NOT EXISTS (
      SELECT FROM campaign_lists c
        JOIN list_contacts o ON (o.workspace_id, o.list_id) = (c.workspace_id, c.list_id)
      WHERE (c.workspace_id, c.campaign_id) = (e.workspace_id, e.campaign_id) AND c.list_id <> list
        AND o.contact_id = e.contact_id);
END;
