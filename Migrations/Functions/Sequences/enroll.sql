-- enroll: enrolls those of these contacts that are not active in any campaign, and plans their first email.
-- Returns which.
CREATE FUNCTION fn.enroll(
  campaign bigint, wanted bigint[], first_rotation int, first_due timestamptz
) RETURNS bigint[]
LANGUAGE plpgsql
SET enable_seqscan = off
SET enable_bitmapscan = off
AS $$
DECLARE
  done bigint[];
  told int;
  is_wanted boolean := fn.is_wanted(rule.workspace(), 'enrollment.started');
BEGIN
  WITH enrolled AS (
    INSERT INTO enrollments AS e (campaign_id, account_id, contact_id, rotation)
    SELECT campaign, k.account_id, w.contact_id, first_rotation + w.place - 1
    FROM unnest(wanted) WITH ORDINALITY w (contact_id, place)
      CROSS JOIN LATERAL (
        SELECT c.account_id FROM contacts c WHERE c.id = w.contact_id OFFSET 0
      ) k
    ORDER BY w.place
    ON CONFLICT DO NOTHING
    RETURNING e.id, e.account_id, e.contact_id
  ),
  planned AS (
    INSERT INTO deliveries (campaign_id, enrollment_id, position, due_at)
    SELECT campaign, e.id, 0, first_due FROM enrolled e
  )
  SELECT coalesce(array_agg(e.contact_id), '{}'), fn.emit_events(array_agg(
    ROW(rule.workspace(), NULL, 'enrollment.started', 'contact:' || e.contact_id, campaign, e.account_id,
      e.contact_id, e.id, NULL, NULL, NULL)::emission)
    FILTER (WHERE is_wanted))
  INTO done, told
  FROM enrolled e;
  RETURN done;
END
$$;
