-- record_visit: the pixel, a link or the unsubscribe page of the delivery with this token was fetched.
-- Records the visit and whether a human or a machine made it; only a human's visit counts for the delivery.
-- Returns the link's target; NULL: there is no such link.
--
-- The caller has judged the visitor; the rules here need the past: a click within seconds of sending, three
-- links within two seconds, or all links and the unsubscribe link, are a machine's. A visitor with the link
-- could fetch it forever: ten visits a minute and a hundred a day are recorded for each kind and link, and
-- further ones still count for the delivery.
CREATE FUNCTION fn.record_visit(
  wanted text, kind tracking_kind, link int, visitor visitor_class, judged_by text, address inet,
  user_agent text
) RETURNS text
LANGUAGE plpgsql AS $$
DECLARE
  mail record;
  target text;
  is_new boolean;
  is_flood boolean;
  quick interval := make_interval(secs =>
    rule.setting(rule.workspace(), 'tracking.machine_click_seconds')::float8);
BEGIN
  SELECT d.id, d.campaign_id, d.enrollment_id, coalesce(d.sent_at, d.transmitting_at) AS sent_at INTO mail
  FROM deliveries d WHERE d.token = wanted;
  IF NOT FOUND THEN
    RETURN NULL;
  END IF;
  IF kind = 'clicked' THEN
    SELECT l.target INTO target FROM delivery_links l
    WHERE l.delivery_id = mail.id AND l.number = link;
    IF NOT FOUND THEN
      RETURN NULL;
    END IF;
    IF visitor = 'human' AND mail.sent_at > now() - quick THEN
      visitor := 'machine';
      judged_by := format('clicked within %s s of the sending', extract(epoch FROM quick)::int);
    ELSIF visitor = 'human' AND fn.is_swept(mail.id, link) THEN
      visitor := 'machine';
      judged_by := 'several links at once';
      -- The links before it were fetched by the same machine.
      UPDATE tracking_events t
      SET visitor = 'machine', judged_by = record_visit.judged_by
      WHERE t.delivery_id = mail.id AND t.kind = 'clicked' AND t.visitor = 'human'
        AND t.at > now() - interval '10 seconds';
      UPDATE deliveries d
      SET clicked_at = NULL,
        opened_at = CASE WHEN d.opened_at = d.clicked_at THEN NULL ELSE d.opened_at END
      WHERE d.id = mail.id AND d.clicked_at > now() - interval '10 seconds';
    END IF;
  END IF;

  SELECT count(*) >= 100 OR count(*) FILTER (WHERE t.at > now() - interval '1 minute') >= 10
  INTO is_flood
  FROM tracking_events t
  WHERE t.delivery_id = mail.id AND t.kind = record_visit.kind
    AND t.link_number IS NOT DISTINCT FROM link AND t.at > now() - interval '1 day';
  IF NOT is_flood THEN
    INSERT INTO tracking_events (
      delivery_id, campaign_id, kind, visitor, judged_by, link_number, address, user_agent)
    VALUES (mail.id, mail.campaign_id, record_visit.kind, record_visit.visitor,
      record_visit.judged_by, link, record_visit.address, left(record_visit.user_agent, 500));
  END IF;
  IF visitor = 'human' AND kind IN ('opened', 'clicked') THEN
    -- A click implies an open, whether or not the pixel was fetched.
    UPDATE deliveries d
    SET opened_at = coalesce(d.opened_at, now()),
      clicked_at = CASE record_visit.kind WHEN 'clicked' THEN coalesce(d.clicked_at, now())
        ELSE d.clicked_at END
    WHERE d.id = mail.id
      AND (d.opened_at IS NULL OR (record_visit.kind = 'clicked' AND d.clicked_at IS NULL))
    RETURNING true INTO is_new;
    IF is_new THEN
      PERFORM fn.emit(('email.' || record_visit.kind)::event_kind, 'contact:' || e.contact_id,
        jsonb_build_object('link', link, 'target', target),
        campaign => e.campaign_id, account => e.account_id, contact => e.contact_id, enrollment => e.id,
        delivery => mail.id)
      FROM enrollments e
      WHERE e.id = mail.enrollment_id;
    END IF;
  END IF;
  RETURN coalesce(target, '');
END
$$;
