-- wake_senders: a campaign now runs, or an account may now be emailed: the senders look immediately. A missed
-- notification costs them five seconds.
CREATE FUNCTION fn.wake_senders() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
  IF TG_TABLE_NAME = 'campaign_accounts' THEN
    UPDATE deliveries d
    SET look_at = NULL
    FROM enrollments e
    WHERE (e.workspace_id, e.campaign_id, e.account_id)
        = (NEW.workspace_id, NEW.campaign_id, NEW.account_id)
      AND e.state = 'active'
      AND (d.workspace_id, d.enrollment_id) = (e.workspace_id, e.id)
      AND d.state IN ('planned', 'deferred')
      AND d.look_at IS NOT NULL;
  ELSE
    NOTIFY overture_sending;
  END IF;
  RETURN NULL;
END
$$;

CREATE TRIGGER senders_know_when_it_runs
  AFTER UPDATE OF status, schedule, launch_at ON campaigns
  FOR EACH ROW
  WHEN (NEW.status = 'running')
  EXECUTE FUNCTION fn.wake_senders();
CREATE TRIGGER looked_at_when_approved
  AFTER UPDATE OF review_status ON campaign_accounts
  FOR EACH ROW
  WHEN (NEW.review_status = 'approved' AND OLD.review_status <> 'approved')
  EXECUTE FUNCTION fn.wake_senders();
