-- load_demo_outcomes: how the enrollments of a campaign of the demo company ended, and how that changed its
-- accounts.
CREATE FUNCTION pg_temp.load_demo_outcomes(campaign bigint, last_step int) RETURNS void
LANGUAGE plpgsql
-- The new tables have no statistics, so the planner would estimate one row instead of 500 and choose nested
-- loops.
SET enable_nestloop = off
AS $$
BEGIN
  -- Leads that unsubscribed by the link in the footer.
  INSERT INTO tracking_events (at, delivery_id, campaign_id, kind, judged_by)
  SELECT d.sent_at + interval '7 minutes', d.id, campaign, 'unsubscribed', 'their own click'
  FROM deliveries d CROSS JOIN LATERAL pg_temp.demo_fate(d.enrollment_id, d.campaign_id) f
  WHERE d.campaign_id = campaign AND d.state = 'sent' AND f.fate = 'left' AND f.step = d.position;
  INSERT INTO suppressions (email, reason, delivery_id, at)
  SELECT lower(k.email), 'unsubscribed', d.id, d.sent_at + interval '7 minutes'
  FROM deliveries d
    JOIN enrollments e ON e.id = d.enrollment_id
    JOIN contacts k ON k.id = e.contact_id
    CROSS JOIN LATERAL pg_temp.demo_fate(e.id, e.campaign_id) f
  WHERE d.campaign_id = campaign AND d.state = 'sent' AND f.fate = 'left' AND f.step = d.position
  ON CONFLICT DO NOTHING;

  UPDATE contacts k
  SET email_invalid_reason = '550 5.1.1 no such user here', email_invalid_at = d.bounced_at
  FROM deliveries d JOIN enrollments e ON e.id = d.enrollment_id
  WHERE d.campaign_id = campaign AND d.bounce = 'hard' AND k.id = e.contact_id;

  UPDATE enrollments e
  SET state = CASE WHEN x.reason IS NULL THEN 'finished' ELSE 'exited' END::enrollment_state,
    exit_reason = x.reason::exit_reason, ended_at = x.at
  FROM (
    -- A lead exits at the moment of its reply, its bounce, or its click on the unsubscribe link.
    SELECT d.enrollment_id,
      coalesce(
        max(d.replied_at), max(d.bounced_at) FILTER (WHERE d.bounce = 'hard'),
        max(d.sent_at + interval '7 minutes') FILTER (WHERE f.fate = 'left' AND f.step = d.position),
        least(max(d.sent_at) + interval '1 hour', now())) AS at,
      max(d.position) AS position,
      max(CASE
        WHEN f.step <> d.position THEN NULL
        WHEN f.fate = 'hard' THEN 'email_bounced'
        WHEN f.fate IN ('left', 'unsubscribe') THEN 'unsubscribed'
        WHEN f.fate NOT IN ('silent', 'soft', 'ooo') THEN 'reply_received' END) AS reason
    FROM deliveries d CROSS JOIN LATERAL pg_temp.demo_fate(d.enrollment_id, d.campaign_id) f
    WHERE d.campaign_id = campaign AND d.state = 'sent'
    GROUP BY d.enrollment_id
  ) x
  WHERE e.id = x.enrollment_id
    AND (x.reason IS NOT NULL OR x.position = last_step OR EXISTS (
      SELECT FROM campaigns c WHERE c.id = campaign AND c.status = 'completed'));

  UPDATE campaign_accounts ca
  SET first_outreached_at = x.first_sent, first_replied_at = x.first_reply,
    last_touch_at = greatest(x.last_sent, x.last_reply),
    outreach_status = CASE WHEN x.first_reply IS NOT NULL THEN 'responded'
      WHEN x.bounced THEN 'bounced' ELSE 'sent' END::outreach_status
  FROM (
    SELECT e.account_id, min(d.sent_at) AS first_sent, max(d.sent_at) AS last_sent,
      bool_or(d.bounce = 'hard') AS bounced,
      (SELECT min(r.received_at) FROM replies r
        WHERE (r.workspace_id, r.enrollment_id) = (e.workspace_id, e.id) AND fn.is_answer(r.class))
        AS first_reply,
      (SELECT max(r.received_at) FROM replies r
        WHERE (r.workspace_id, r.enrollment_id) = (e.workspace_id, e.id)) AS last_reply
    FROM enrollments e
      JOIN deliveries d ON (d.workspace_id, d.enrollment_id) = (e.workspace_id, e.id)
    WHERE e.campaign_id = campaign AND d.state = 'sent'
    GROUP BY e.workspace_id, e.id, e.account_id
  ) x
  WHERE ca.campaign_id = campaign AND ca.account_id = x.account_id;

  UPDATE accounts a
  SET status = CASE
      WHEN ca.outcome = 'converted' THEN 'customer'
      WHEN ca.outcome = 'meeting_booked' THEN 'qualified'
      WHEN ca.first_replied_at IS NOT NULL THEN 'responded'
      ELSE 'contacted' END::account_status
  FROM (
    SELECT c.workspace_id, c.account_id, c.first_replied_at, max(r.follow_up) AS outcome
    FROM campaign_accounts c
      LEFT JOIN replies r
        ON (r.workspace_id, r.campaign_id, r.account_id)
          = (c.workspace_id, c.campaign_id, c.account_id) AND r.follow_up IS NOT NULL
          AND r.follow_up <> 'not_relevant'
    WHERE c.campaign_id = campaign AND c.first_outreached_at IS NOT NULL
    GROUP BY c.workspace_id, c.account_id, c.first_replied_at
  ) ca
  WHERE (a.workspace_id, a.id) = (ca.workspace_id, ca.account_id) AND a.status = 'prospect';
END
$$;
