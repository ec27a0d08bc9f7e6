-- watch_schedules: pauses the running campaigns of all workspaces whose schedule never opens: this server
-- does not know its time zone, or cannot read it. Otherwise its owner would wait for emails that are never
-- sent.
CREATE FUNCTION fn.watch_schedules() RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
  watched record;
BEGIN
  FOR watched IN
    SELECT c.workspace_id, c.id FROM campaigns c
    WHERE c.status = 'running' AND c.schedule IS NOT NULL
      AND fn.next_open(c.schedule, now()) IS NULL
  LOOP
    PERFORM fn.pause_failing_campaign(watched.workspace_id, watched.id, '22000',
      'the schedule never opens', 'schedule_never_opens');
  END LOOP;
END
$$;
