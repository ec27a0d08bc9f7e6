-- watch_bounces: pauses the running campaigns of all workspaces with too many hard bounces. The senders call
-- it every few seconds: bounces may come before there are enough emails to judge, and two simultaneous ones
-- do not see each other. A campaign that cannot be judged is paused, too, and the others are judged.
CREATE FUNCTION fn.watch_bounces() RETURNS void
LANGUAGE plpgsql
SET enable_seqscan = off
AS $$
DECLARE
  watched record;
BEGIN
  FOR watched IN SELECT c.workspace_id, c.id FROM campaigns c WHERE c.status = 'running' LOOP
    BEGIN
      PERFORM set_config('overture.workspace', watched.workspace_id::text, true);
      PERFORM fn.pause_for_bounces(watched.id);
    EXCEPTION WHEN OTHERS THEN
      PERFORM fn.pause_failing_campaign(watched.workspace_id, watched.id, SQLSTATE, SQLERRM);
    END;
  END LOOP;
END
$$;
