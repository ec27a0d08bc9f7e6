-- load_demo_plan: the next emails of a campaign of the demo company: follow-ups that have become due and
-- first emails, a few seconds apart from now on.
CREATE FUNCTION pg_temp.load_demo_plan(campaign bigint) RETURNS void
LANGUAGE sql
BEGIN ATOMIC
  INSERT INTO deliveries (campaign_id, enrollment_id, position, due_at)
  SELECT campaign, n.id, n.position,
    now() + row_number() OVER (ORDER BY hashint8(n.id), n.id) * interval '3 seconds'
  FROM (
    SELECT e.id, coalesce(max(d.position) + 1, 0) AS position
    FROM enrollments e LEFT JOIN deliveries d ON d.enrollment_id = e.id
    WHERE e.campaign_id = campaign AND e.state = 'active'
    GROUP BY e.id
  ) n
    JOIN steps s ON s.campaign_id = campaign AND s.position = n.position;

  SELECT fn.schedule_accounts(campaign, NULL);
END;
