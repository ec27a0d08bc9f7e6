-- end_mailbox_failures: mailboxes that were failing can send again: their rest is over, their health is back,
-- or a person resumed them. Works in all workspaces and returns how many recovered.
CREATE FUNCTION fn.end_mailbox_failures() RETURNS bigint
LANGUAGE plpgsql AS $$
DECLARE
  recovered bigint;
BEGIN
  WITH well AS (
    SELECT m.workspace_id, m.id, m.failing_since FROM mailboxes m
    WHERE m.failing_since IS NOT NULL AND m.state = 'ready' AND m.health > 20
      AND coalesce(m.cooling_until, '-infinity') <= clock_timestamp()
    FOR NO KEY UPDATE SKIP LOCKED
  ),
  done AS (
    UPDATE mailboxes m
    SET failing_since = NULL
    FROM well w
    WHERE (m.workspace_id, m.id) = (w.workspace_id, w.id)
    RETURNING m.workspace_id, m.id, m.health, w.failing_since
  )
  SELECT fn.emit_events(array_agg(
    ROW(d.workspace_id, NULL, 'mailbox.recovered', 'mailbox:' || d.id, NULL, NULL, NULL, NULL, NULL, NULL,
      jsonb_build_object('mailbox_id', d.id, 'health', d.health, 'failing_since', d.failing_since))::emission))
  INTO recovered
  FROM done d;
  RETURN recovered;
END
$$;
