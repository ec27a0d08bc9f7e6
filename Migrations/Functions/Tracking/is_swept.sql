-- is_swept: would a click on this link, now, be one of three links of the delivery within two seconds,
-- or the last of all its links right after the page to unsubscribe?
CREATE FUNCTION fn.is_swept(delivery bigint, link int) RETURNS boolean
LANGUAGE sql STABLE
BEGIN ATOMIC
  SELECT count(DISTINCT t.link_number) FILTER (
      WHERE t.kind = 'clicked' AND t.at > now() - interval '2 seconds' AND t.link_number <> link) >= 2
    OR (bool_or(t.kind = 'unsubscribe_page')
      AND count(DISTINCT t.link_number) FILTER (WHERE t.kind = 'clicked' AND t.link_number <> link)
        = (SELECT nullif(count(*) - 1, 0) FROM delivery_links l WHERE l.delivery_id = delivery))
  FROM tracking_events t
  WHERE t.delivery_id = delivery AND t.at > now() - interval '10 seconds';
END;
