-- complete_campaigns: completes the running campaigns of all workspaces whose leads have all finished the
-- sequence: no list is being attached, no enrollment is active, and no delivery is waiting, being sent or
-- unconfirmed.
--
-- A lead whose account was rejected is not emailed and does not keep the campaign open: its enrollment ends
-- with the campaign. A campaign without leads has not begun. A campaign that cannot be completed is paused,
-- and the others are completed.
CREATE FUNCTION fn.complete_campaigns() RETURNS int
LANGUAGE plpgsql
SET enable_seqscan = off
AS $$
DECLARE
  done record;
  ended bigint;
  completed int := 0;
BEGIN
  FOR done IN
    SELECT c.workspace_id, c.id
    FROM campaigns c
    WHERE c.status = 'running'
      AND NOT EXISTS (
        SELECT FROM attachments t
        WHERE t.state = 'working' AND (t.workspace_id, t.campaign_id) = (c.workspace_id, c.id))
      AND NOT EXISTS (
        SELECT FROM enrollments e
          JOIN campaign_accounts ca ON (ca.workspace_id, ca.campaign_id, ca.account_id)
            = (e.workspace_id, e.campaign_id, e.account_id)
        WHERE (e.workspace_id, e.campaign_id) = (c.workspace_id, c.id)
          AND e.state = 'active'
          AND ca.review_status <> 'rejected')
      AND NOT EXISTS (
        SELECT FROM deliveries d
          JOIN enrollments e ON (e.workspace_id, e.id) = (d.workspace_id, d.enrollment_id)
        WHERE (d.workspace_id, d.campaign_id) = (c.workspace_id, c.id)
          AND d.stage = 'waiting'
          AND e.state <> 'active')
      AND NOT EXISTS (
        SELECT FROM deliveries d
        WHERE (d.workspace_id, d.campaign_id) = (c.workspace_id, c.id)
          AND d.stage = 'unconfirmed')
      AND NOT EXISTS (
        SELECT FROM deliveries d
        WHERE d.stage = 'held'
          AND (d.workspace_id, d.campaign_id) = (c.workspace_id, c.id))
      AND EXISTS (
        SELECT FROM enrollments e
        WHERE (e.workspace_id, e.campaign_id) = (c.workspace_id, c.id))
    FOR NO KEY UPDATE OF c SKIP LOCKED
  LOOP
    BEGIN
      PERFORM set_config('overture.workspace', done.workspace_id::text, true);
      FOR ended IN
        SELECT e.id FROM enrollments e
        WHERE (e.workspace_id, e.campaign_id) = (done.workspace_id, done.id) AND e.state = 'active'
      LOOP
        PERFORM fn.end_enrollment(ended, 'campaign_turned_off_or_expired');
      END LOOP;
      UPDATE campaigns c
      SET status = 'completed', completed_at = clock_timestamp()
      WHERE (c.workspace_id, c.id) = (done.workspace_id, done.id);
      completed := completed + 1;
    EXCEPTION WHEN OTHERS THEN
      PERFORM fn.pause_failing_campaign(done.workspace_id, done.id, SQLSTATE, SQLERRM);
    END;
  END LOOP;
  RETURN completed;
END
$$;
