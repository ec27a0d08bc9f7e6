-- count_deliveries: records how a statement changed the figures of steps, as one row per step: writers only
-- append. A statement that changes no figure writes nothing.
--
-- An insert and a delete differ only in sign, so both transition tables have the same name.
CREATE FUNCTION fn.count_deliveries() RETURNS trigger
LANGUAGE plpgsql AS $$
DECLARE
  sign int := CASE TG_OP WHEN 'DELETE' THEN -1 ELSE 1 END;
BEGIN
  IF TG_OP = 'UPDATE' THEN
    INSERT INTO step_deltas (
      workspace_id, campaign_id, position, waiting, sent, opened, machine_opened, clicked,
      replied, hard_bounced, soft_bounced, failed, refused, unconfirmed, skipped, canceled)
    SELECT c.*
    FROM (
      SELECT d.workspace_id, d.campaign_id, d.position,
        sum(d.sign * f.waiting) AS waiting, sum(d.sign * f.sent) AS sent,
        sum(d.sign * f.opened) AS opened, sum(d.sign * f.machine_opened) AS machine_opened,
        sum(d.sign * f.clicked) AS clicked, sum(d.sign * f.replied) AS replied,
        sum(d.sign * f.hard_bounced) AS hard_bounced,
        sum(d.sign * f.soft_bounced) AS soft_bounced, sum(d.sign * f.failed) AS failed,
        sum(d.sign * f.refused) AS refused, sum(d.sign * f.unconfirmed) AS unconfirmed,
        sum(d.sign * f.skipped) AS skipped, sum(d.sign * f.canceled) AS canceled
      FROM (
        SELECT 1 AS sign, n.workspace_id, n.campaign_id, n.position, n.state, n.opened_at,
          n.machine_opened_at, n.clicked_at, n.replied_at, n.bounce, n.tried_again_at
        FROM new_rows n
        UNION ALL
        SELECT -1, o.workspace_id, o.campaign_id, o.position, o.state, o.opened_at,
          o.machine_opened_at, o.clicked_at, o.replied_at, o.bounce, o.tried_again_at
        FROM old_rows o
      ) d
        CROSS JOIN LATERAL fn.delivery_figures(d.state, d.opened_at, d.machine_opened_at,
          d.clicked_at, d.replied_at, d.bounce, d.tried_again_at) f
      GROUP BY d.workspace_id, d.campaign_id, d.position
    ) c
    WHERE (c.waiting, c.sent, c.opened, c.machine_opened, c.clicked, c.replied, c.hard_bounced,
        c.soft_bounced, c.failed, c.refused, c.unconfirmed, c.skipped, c.canceled)
      <> (0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
  ELSE
    INSERT INTO step_deltas (
      workspace_id, campaign_id, position, waiting, sent, opened, machine_opened, clicked,
      replied, hard_bounced, soft_bounced, failed, refused, unconfirmed, skipped, canceled)
    SELECT d.workspace_id, d.campaign_id, d.position,
      sign * sum(f.waiting), sign * sum(f.sent), sign * sum(f.opened),
      sign * sum(f.machine_opened), sign * sum(f.clicked), sign * sum(f.replied),
      sign * sum(f.hard_bounced), sign * sum(f.soft_bounced), sign * sum(f.failed),
      sign * sum(f.refused), sign * sum(f.unconfirmed), sign * sum(f.skipped),
      sign * sum(f.canceled)
    FROM changed_rows d
      CROSS JOIN LATERAL fn.delivery_figures(d.state, d.opened_at, d.machine_opened_at,
        d.clicked_at, d.replied_at, d.bounce, d.tried_again_at) f
    GROUP BY d.workspace_id, d.campaign_id, d.position
    HAVING (sum(f.waiting), sum(f.sent), sum(f.opened), sum(f.machine_opened), sum(f.clicked),
        sum(f.replied), sum(f.hard_bounced), sum(f.soft_bounced), sum(f.failed), sum(f.refused),
        sum(f.unconfirmed), sum(f.skipped), sum(f.canceled))
      <> (0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
  END IF;
  RETURN NULL;
END
$$;

CREATE TRIGGER counted_when_planned
  AFTER INSERT ON deliveries REFERENCING NEW TABLE AS changed_rows
  FOR EACH STATEMENT EXECUTE FUNCTION fn.count_deliveries();
CREATE TRIGGER counted_when_changed
  AFTER UPDATE ON deliveries REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION fn.count_deliveries();
CREATE TRIGGER counted_when_deleted
  AFTER DELETE ON deliveries REFERENCING OLD TABLE AS changed_rows
  FOR EACH STATEMENT EXECUTE FUNCTION fn.count_deliveries();
