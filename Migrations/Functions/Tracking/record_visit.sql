-- record_visit: somebody fetched the pixel, a link or the page to unsubscribe of the delivery with this
-- token. Keeps the visit, with who it was judged to be; what only a person does counts for the
-- delivery. Answers where the link leads; NULL: there is no such link.
--
-- The caller has looked at the visitor; here stand the rules that need the past: a click within
-- seconds of the sending, three links within two seconds, or all links and the way out, are a machine's.
-- Whoever has the link may fetch it without end: of each kind and link ten visits a minute and a hundred a
-- day are kept, and what the others mean for the delivery counts all the same.
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
    (rule.setting(rule.workspace(), 'tracking.machine_click_seconds') #>> '{}')::float8);
BEGIN
  SELECT d.id, d.campaign_id, coalesce(d.sent_at, d.transmitting_at) AS sent_at INTO mail
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
      -- The links before it were the same machine's.
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
    -- Who clicks has opened, whether or not the pixel was fetched.
    UPDATE deliveries d
    SET opened_at = coalesce(d.opened_at, now()),
      clicked_at = CASE record_visit.kind WHEN 'clicked' THEN coalesce(d.clicked_at, now())
        ELSE d.clicked_at END
    WHERE d.id = mail.id
      AND (d.opened_at IS NULL OR (record_visit.kind = 'clicked' AND d.clicked_at IS NULL))
    RETURNING true INTO is_new;
    IF is_new THEN
      INSERT INTO outbox_events (kind, campaign_id, delivery_id, payload)
      VALUES (record_visit.kind::text, mail.campaign_id, mail.id,
        jsonb_strip_nulls(jsonb_build_object('target', target)));
    END IF;
  END IF;
  RETURN coalesce(target, '');
END
$$;
