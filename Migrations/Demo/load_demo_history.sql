-- load_demo_history: the emails that one campaign of the demo company has sent so far and their outcomes, and
-- the next ones, due a few seconds apart, so that a page shows the campaign at work.
--
-- The first `started` leads got their first email between `first_ago` and `last_ago` before now.
CREATE FUNCTION pg_temp.load_demo_history(
  slug text, started int, first_ago interval, last_ago interval
) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
  c campaigns;
  last_step int;
  sender bigint;
  p int;
BEGIN
  SELECT * INTO c FROM campaigns WHERE campaigns.slug = load_demo_history.slug;
  SELECT max(s.position) INTO last_step FROM steps s WHERE s.campaign_id = c.id;
  SELECT mailbox_id INTO sender FROM campaign_mailboxes WHERE campaign_id = c.id;

  UPDATE enrollments SET mailbox_id = sender WHERE campaign_id = c.id AND rotation < started;

  FOR p IN 0..last_step LOOP
    INSERT INTO deliveries (
      campaign_id, enrollment_id, position, state, due_at, arm, mailbox_id, message_id, token,
      claimed_at, transmitting_at, sent_at, settled_at, answer, opened_at, clicked_at, bounced_at,
      bounce)
    SELECT c.id, d.id, p, 'sent', d.at, d.rotation % cardinality(s.subjects), sender,
      's.' || d.token || '@tarnbrook.example', d.token, d.at, d.at, d.at, d.at,
      '250 2.0.0 taken in',
      CASE WHEN opens THEN d.at + (20 + d.h % 9000) * interval '1 second' END,
      CASE WHEN opens AND d.h % 100 < 11
        THEN d.at + (50 + d.h % 9000) * interval '1 second' END,
      CASE WHEN bounces THEN d.at + interval '40 seconds' END,
      CASE WHEN bounces THEN d.fate::bounce_severity END
    FROM (
      SELECT e.id, e.rotation, f.fate, f.step, f.h,
        replace(gen_random_uuid()::text, '-', '') AS token,
        CASE WHEN p = 0
          THEN now() - first_ago + (first_ago - last_ago) * e.rotation / started
          ELSE prev.sent_at + st.wait_days * interval '1 day' END AS at
      FROM enrollments e
        CROSS JOIN LATERAL pg_temp.demo_fate(e.id, e.campaign_id) f
        JOIN steps st ON st.campaign_id = c.id AND st.position = p
        LEFT JOIN deliveries prev ON prev.enrollment_id = e.id AND prev.position = p - 1
      WHERE e.campaign_id = c.id AND e.rotation < started
        AND (p = 0 OR prev.state = 'sent'
          AND NOT (f.step < p AND f.fate NOT IN ('silent', 'ooo', 'soft'))
          AND (st.condition <> 'not_opened' OR prev.opened_at IS NULL))
    ) d
      JOIN steps s ON s.campaign_id = c.id AND s.position = p
      CROSS JOIN LATERAL (
        SELECT d.fate IN ('hard', 'soft') AND d.step = p AS bounces) b
      CROSS JOIN LATERAL (
        SELECT NOT b.bounces AND (d.h % 100 < 46 OR d.fate IN ('positive', 'left')) AS opens) o
    WHERE d.at < now() - interval '40 minutes';
  END LOOP;

  PERFORM pg_temp.load_demo_messages(c.id);
  PERFORM pg_temp.load_demo_answers(c.id);
  PERFORM pg_temp.load_demo_outcomes(c.id, last_step);
  IF c.status IN ('running', 'paused') THEN
    PERFORM pg_temp.load_demo_plan(c.id);
  END IF;
END
$$;
