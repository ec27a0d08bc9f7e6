-- load_demo_messages: the conversation lines, links and visits of the emails that a campaign of the demo
-- company has sent.
CREATE FUNCTION pg_temp.load_demo_messages(campaign bigint) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO messages (
    campaign_id, account_id, contact_id, mailbox_id, delivery_id, channel, direction, state, at,
    message_id)
  SELECT campaign, e.account_id, e.contact_id, d.mailbox_id, d.id, 'email', 'outbound', 'sent',
    d.sent_at, d.message_id
  FROM deliveries d JOIN enrollments e ON (e.workspace_id, e.id) = (d.workspace_id, d.enrollment_id)
  WHERE d.campaign_id = campaign AND d.state = 'sent';

  INSERT INTO message_texts (message_id, at, subject, text, html)
  SELECT m.id, m.at,
    CASE WHEN d.position > 0 THEN 'Re: ' ELSE '' END
      || pg_temp.demo_text(s.subjects[1 + d.arm], k.first_name, a.name),
    regexp_replace(
      regexp_replace(t.html, '</p><p>', E'\n\n', 'g'), '<[^>]+>', '', 'g'), t.html
  FROM messages m
    JOIN deliveries d ON (d.workspace_id, d.id) = (m.workspace_id, m.delivery_id)
    JOIN steps s ON s.campaign_id = campaign AND s.position = d.position
    JOIN contacts k ON (k.workspace_id, k.id) = (m.workspace_id, m.contact_id)
    JOIN accounts a ON (a.workspace_id, a.id) = (m.workspace_id, m.account_id)
    CROSS JOIN LATERAL (
      SELECT pg_temp.demo_text(
        regexp_replace(s.body, '\{([^{}|]+)\|[^{}]+\}(?!\})', '\1', 'g'), k.first_name, a.name)
        AS html) t
  WHERE m.campaign_id = campaign AND m.direction = 'outbound';

  INSERT INTO delivery_links (delivery_id, number, target)
  SELECT d.id, 1, substring(s.body from 'href="([^"]+)"')
  FROM deliveries d JOIN steps s ON (s.campaign_id, s.position) = (d.campaign_id, d.position)
  WHERE d.campaign_id = campaign AND d.state = 'sent' AND s.body LIKE '%href=%';

  INSERT INTO tracking_events (
    at, delivery_id, campaign_id, kind, visitor, judged_by, link_number, user_agent)
  SELECT v.at, d.id, campaign, v.kind::tracking_kind, v.visitor::visitor_class, v.judged_by,
    v.link, v.agent
  FROM deliveries d
    CROSS JOIN LATERAL (VALUES
      (d.opened_at, 'opened', 'human', 'no sign of a machine', NULL::smallint,
        'Mozilla/5.0 (Windows NT 10.0; Win64; x64) Thunderbird/128.0'),
      (d.clicked_at, 'clicked', 'human', 'no sign of a machine', 1,
        'Mozilla/5.0 (Windows NT 10.0; Win64; x64) Firefox/132.0'),
      (CASE WHEN d.bounce IS NULL AND d.id % 7 = 0 THEN d.sent_at + interval '3 seconds' END,
        'opened', 'machine', 'the name of a scanner', NULL, 'Mozilla/5.0'),
      (d.bounced_at, 'bounced', 'machine', 'delivery report', NULL, '')
    ) v (at, kind, visitor, judged_by, link, agent)
  WHERE d.campaign_id = campaign AND d.state = 'sent' AND v.at IS NOT NULL;
END
$$;
