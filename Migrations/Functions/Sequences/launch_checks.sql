-- launch_checks: the checks before a campaign's launch, in order. A required check that is not met refuses
-- the launch; an optional one that is not met is worth a look.
CREATE FUNCTION fn.launch_checks(campaign bigint)
RETURNS TABLE (check_name text, is_met boolean, is_needed boolean, figure bigint, detail text)
LANGUAGE sql STABLE
BEGIN ATOMIC
  WITH box AS (
    SELECT count(*) FILTER (WHERE fn.mailbox_binding(m.state, m.archived_at) IS NULL) AS ready,
      count(DISTINCT m.kind) AS kinds,
      coalesce(bool_or(m.kind = 'practice'), false) AS is_practice,
      coalesce(bool_or(m.kind <> 'practice'), false) AS is_real,
      coalesce(sum(fn.daily_limit(m.workspace_id, m.kind, m.daily_limit))
        FILTER (WHERE fn.mailbox_binding(m.state, m.archived_at) IS NULL), 0) AS a_day
    FROM campaign_mailboxes cm
      JOIN mailboxes m ON (m.workspace_id, m.id) = (cm.workspace_id, cm.mailbox_id)
    WHERE cm.campaign_id = campaign
  )
  SELECT 'steps', count(*) > 0, true, count(*), ''
  FROM steps s WHERE s.campaign_id = campaign
  UNION ALL
  SELECT 'leads', count(*) > 0, true, count(*),
    (SELECT count(*) FROM campaign_lists l WHERE l.campaign_id = campaign)::text
  FROM enrollments e WHERE e.campaign_id = campaign AND e.state = 'active'
  UNION ALL
  -- Accounts that wait for a review get no email, or do, as the campaign is set up: either way the check says
  -- so.
  SELECT CASE WHEN c.only_approved THEN 'approvals' ELSE 'unreviewed' END,
    s.total_accounts = s.approved_accounts + s.rejected_accounts, false,
    CASE WHEN c.only_approved THEN s.approved_accounts
      ELSE s.total_accounts - s.approved_accounts - s.rejected_accounts END,
    (s.total_accounts - s.rejected_accounts)::text
  FROM campaigns c
    JOIN fn.campaign_statistics s ON (s.workspace_id, s.campaign_id) = (c.workspace_id, c.id)
  WHERE c.id = campaign AND s.total_accounts > s.rejected_accounts
  UNION ALL
  SELECT 'mailboxes', box.ready > 0, true, box.ready, box.a_day::text FROM box
  UNION ALL
  SELECT 'one_kind', box.kinds <= 1, true, box.kinds, '' FROM box
  UNION ALL
  SELECT 'public_address', fn.public_address() IS NOT NULL, true, 0,
    coalesce(fn.public_address(), current_setting('overture.public_url', true), '')
  FROM box WHERE box.is_real
  UNION ALL
  -- Mail of real mailboxes is not fetched yet: the check says so before anyone relies on it.
  SELECT 'replies', false, false, 0, '' FROM box WHERE box.is_real
  UNION ALL
  SELECT 'window', fn.next_open(c.schedule, now()) IS NOT NULL, true, 0,
    coalesce(fn.next_open(c.schedule, now())::text, '')
  FROM campaigns c WHERE c.id = campaign
  UNION ALL
  SELECT 'footer', rule.setting(rule.workspace(), 'sending.footer') #>> '{}' <> '' OR box.is_practice,
    false, 0, rule.setting(rule.workspace(), 'sending.footer') #>> '{}'
  FROM box;
END;
