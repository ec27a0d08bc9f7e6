-- put_back_outreach: a log entry at `entry_at` was removed or changed; with NULL, it was backdated. The
-- values that the account's row in a campaign has from this entry alone (first and last touch, first reply,
-- outreach status) are recalculated from the remaining messages.
CREATE FUNCTION fn.put_back_outreach(campaign bigint, account bigint, entry_at timestamptz)
RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
  said record;
  answered timestamptz;
BEGIN
  -- Lets fn.keep_outreach_forward move the status back, and fn.keep_first_reply clear the first reply. (A SET
  -- clause on the function would need an owner who is a superuser.)
  PERFORM set_config('overture.outreach_goes_back', 'on', true);
  SELECT min(m.at) FILTER (WHERE m.state = 'sent') AS first_sent,
    max(m.at) FILTER (WHERE m.state <> 'draft') AS last,
    coalesce(bool_or(m.state = 'draft'), false) AS is_draft
  INTO said
  FROM messages m
  WHERE m.workspace_id = rule.workspace() AND m.campaign_id = campaign AND m.account_id = account;
  SELECT min(r.received_at) INTO answered
  FROM replies r
  WHERE r.workspace_id = rule.workspace() AND r.campaign_id = campaign AND r.account_id = account
    AND (r.class IS NULL OR fn.is_answer(r.class));

  UPDATE campaign_accounts ca
  SET first_outreached_at = n.first_sent, first_replied_at = n.answered, last_touch_at = n.last,
    outreach_status = CASE
      WHEN ca.outreach_status = 'responded' AND n.answered IS NOT NULL THEN ca.outreach_status
      WHEN ca.outreach_status IN ('sent', 'responded') THEN CASE
        WHEN EXISTS (
          SELECT FROM enrollments e
          WHERE e.campaign_id = campaign AND e.account_id = account
            AND e.exit_reason = 'email_bounced') THEN 'bounced'
        WHEN n.first_sent IS NOT NULL THEN 'sent'
        WHEN c.status IN ('running', 'paused') AND EXISTS (
          SELECT FROM enrollments e
          WHERE e.campaign_id = campaign AND e.account_id = account AND e.state = 'active')
          THEN 'scheduled'
        WHEN said.is_draft THEN 'draft'
        ELSE 'not_started' END::outreach_status
      ELSE ca.outreach_status END
  FROM campaigns c, (
    SELECT
      least(nullif(o.first_outreached_at, entry_at), said.first_sent) AS first_sent,
      least(nullif(o.first_replied_at, entry_at), answered) AS answered,
      greatest(nullif(o.last_touch_at, entry_at), said.last) AS last
    FROM campaign_accounts o
    WHERE o.campaign_id = campaign AND o.account_id = account
  ) n
  WHERE ca.campaign_id = campaign AND ca.account_id = account
    AND (c.workspace_id, c.id) = (ca.workspace_id, ca.campaign_id);
  PERFORM set_config('overture.outreach_goes_back', '', true);
END
$$;
