-- load_demo_answers: replies to a campaign of the demo company, already classified. There are positive
-- replies in every state that the dashboard shows: the latest wait for an answer, some of them for too long.
CREATE FUNCTION pg_temp.load_demo_answers(campaign bigint) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO messages (
    campaign_id, account_id, contact_id, mailbox_id, channel, direction, state, at, message_id,
    source_key, sender_email, sender_name)
  SELECT campaign, e.account_id, e.contact_id, d.mailbox_id, 'email', 'inbound', 'received',
    least(
      CASE WHEN f.fate = 'positive' AND d.sent_at < now() - interval '28 hours'
          AND c.status = 'running'
        THEN coalesce(
          now() - (ARRAY['25 h 52 min', '24 h 24 min', '21 h 50 min', '20 h 25 min', '7 h',
            '31 min'])[row_number() OVER (
              PARTITION BY f.fate = 'positive' AND d.sent_at < now() - interval '28 hours'
              ORDER BY d.sent_at DESC, d.id)]::interval,
          d.sent_at + (25 + f.h % 1900) * interval '1 minute')
        ELSE d.sent_at + (25 + f.h % 1900) * interval '1 minute' END,
      now() - (1 + f.h % 30) * interval '1 minute'),
    'demo.' || d.id || '@' || coalesce(a.domain, 'tarnbrook.example'), 'demo:' || d.id, k.email,
    k.first_name || ' ' || k.last_name
  FROM deliveries d
    JOIN campaigns c ON c.id = d.campaign_id
    JOIN enrollments e ON e.id = d.enrollment_id
    JOIN contacts k ON k.id = e.contact_id
    JOIN accounts a ON a.id = e.account_id
    CROSS JOIN LATERAL pg_temp.demo_fate(e.id, e.campaign_id) f
  WHERE d.campaign_id = campaign AND d.state = 'sent' AND f.step = d.position
    AND f.fate NOT IN ('silent', 'hard', 'soft', 'left');

  INSERT INTO message_texts (message_id, at, subject, text, quoted)
  SELECT m.id, m.at, 'Re: ' || regexp_replace(x.subject, '^Re: ', ''),
    pg_temp.demo_words(f.fate, k.language, f.h), '> ' || replace(x.text, E'\n', E'\n> ')
  FROM messages m
    JOIN deliveries d ON m.source_key = 'demo:' || d.id
    JOIN messages o ON o.delivery_id = d.id
    JOIN contacts k ON (k.workspace_id, k.id) = (m.workspace_id, m.contact_id)
    JOIN message_texts x ON (x.at, x.message_id) = (o.at, o.id)
    CROSS JOIN LATERAL pg_temp.demo_fate(d.enrollment_id, d.campaign_id) f
  WHERE m.campaign_id = campaign AND m.direction = 'inbound';

  INSERT INTO replies (
    message_id, campaign_id, account_id, contact_id, enrollment_id, delivery_id, matched_by,
    received_at, automatic, attempts, class, confidence, reasons, classified_at, follow_up,
    follow_up_due_at, follow_up_by, follow_up_at, owner_id, done_at, done_by)
  SELECT m.id, campaign, m.account_id, m.contact_id, d.enrollment_id, d.id, 'reference', m.at,
    f.fate = 'ooo', 1, f.fate::reply_class, 0.80 + f.h % 19 / 100.0,
    ARRAY['+ the words “' || left(x.text, 40) || '”'], m.at + interval '2 seconds',
    fate.state::follow_up_state, CASE WHEN fate.state IS NOT NULL THEN m.at
      + (rule.setting(m.workspace_id, 'replies.sla_hours') #>> '{}')::int * interval '1 hour' END,
    CASE WHEN fate.state <> 'due' THEN rep.id END,
    CASE WHEN fate.state <> 'due' THEN fate.done_at END,
    c.created_by,
    CASE WHEN fate.state <> 'due' THEN fate.done_at
      WHEN f.fate <> 'positive' AND m.at < now() - interval '2 days'
      THEN m.at + interval '5 hours' END,
    CASE WHEN fate.state <> 'due' OR f.fate <> 'positive' AND m.at < now() - interval '2 days'
      THEN rep.id END
  FROM messages m
    JOIN campaigns c ON c.id = m.campaign_id
    JOIN deliveries d ON m.source_key = 'demo:' || d.id
    CROSS JOIN LATERAL pg_temp.demo_fate(d.enrollment_id, d.campaign_id) f
    CROSS JOIN LATERAL (
      SELECT CASE
          WHEN f.fate <> 'positive' THEN NULL
          WHEN m.at > now() - interval '26 hours' THEN 'due'
          WHEN f.h % 20 < 9 THEN 'contacted'
          WHEN f.h % 20 < 15 THEN 'meeting_booked'
          WHEN f.h % 20 < 17 THEN 'converted'
          ELSE 'not_relevant' END AS state,
        least(m.at + (1 + f.h % 26) * interval '1 hour', now() - interval '5 minutes') AS done_at
    ) fate
    JOIN message_texts x ON (x.at, x.message_id) = (m.at, m.id)
    CROSS JOIN (SELECT id FROM people WHERE email = 'jonas@tarnbrook.example') rep
  WHERE m.campaign_id = campaign AND m.direction = 'inbound';

  INSERT INTO tracking_events (at, delivery_id, campaign_id, kind, judged_by)
  SELECT r.received_at, r.delivery_id, campaign, 'replied', 'reference'
  FROM replies r
  WHERE r.campaign_id = campaign AND fn.is_answer(r.class);

  UPDATE deliveries d
  SET replied_at = r.received_at
  FROM replies r
  WHERE r.campaign_id = campaign AND fn.is_answer(r.class)
    AND (d.workspace_id, d.id) = (r.workspace_id, r.delivery_id);

  INSERT INTO suppressions (email, reason, delivery_id, note, at)
  SELECT lower(k.email), 'asked_in_words', r.delivery_id, 'reply ' || r.id, r.received_at
  FROM replies r JOIN contacts k ON k.id = r.contact_id
  WHERE r.campaign_id = campaign AND r.class = 'unsubscribe'
  ON CONFLICT DO NOTHING;
END
$$;
