-- wait_for_transmissions: called by an act after which a lead, a campaign or a mailbox may not send, or not
-- yet. It takes the other side of the locks of fn.begin_transmission: an email that is beginning at this
-- moment begins before the act is committed, and none begins after that.
--
-- fn.begin_transmission waits for nothing, so an act waits here for no longer than one commit.
CREATE FUNCTION fn.wait_for_transmissions() RETURNS trigger
LANGUAGE plpgsql
SET enable_seqscan = off
AS $$
BEGIN
  IF TG_TABLE_NAME = 'campaigns' THEN
    PERFORM pg_advisory_xact_lock(hashtext('overture.campaign'), hashint8(NEW.id));
  ELSIF TG_TABLE_NAME = 'mailboxes' THEN
    PERFORM pg_advisory_xact_lock(hashtext('overture.mailbox'), hashint8(NEW.id));
  ELSIF TG_TABLE_NAME = 'replies' THEN
    PERFORM FROM enrollments e
    WHERE (e.workspace_id, e.id) = (NEW.workspace_id, NEW.enrollment_id)
    FOR NO KEY UPDATE;
  ELSIF TG_TABLE_NAME = 'campaign_accounts' THEN
    PERFORM FROM enrollments e
    WHERE (e.workspace_id, e.campaign_id, e.account_id)
      = (NEW.workspace_id, NEW.campaign_id, NEW.account_id) AND e.state = 'active'
    ORDER BY e.id
    FOR NO KEY UPDATE;
  ELSIF TG_TABLE_NAME = 'suppressions' THEN
    PERFORM FROM contacts k
      JOIN enrollments e ON (e.workspace_id, e.contact_id) = (k.workspace_id, k.id)
    WHERE (k.workspace_id, k.email_key) = (NEW.workspace_id, NEW.email) AND e.state = 'active'
    ORDER BY e.id
    FOR NO KEY UPDATE OF e;
  ELSIF TG_TABLE_NAME = 'contacts' THEN
    PERFORM FROM enrollments e
    WHERE (e.workspace_id, e.contact_id) = (NEW.workspace_id, NEW.id) AND e.state = 'active'
    ORDER BY e.id
    FOR NO KEY UPDATE;
    -- Deliveries that have not begun were claimed with the old address.
    IF NEW.email IS DISTINCT FROM OLD.email THEN
      PERFORM fn.take_back_claims(array_agg(d.workspace_id), array_agg(d.id))
      FROM enrollments e
        JOIN deliveries d ON (d.workspace_id, d.enrollment_id) = (e.workspace_id, e.id)
      WHERE (e.workspace_id, e.contact_id) = (NEW.workspace_id, NEW.id) AND e.state = 'active'
        AND d.state = 'claimed';
    END IF;
  ELSE
    PERFORM FROM contacts k
      JOIN enrollments e ON (e.workspace_id, e.contact_id) = (k.workspace_id, k.id)
    WHERE (k.workspace_id, k.account_id) = (NEW.workspace_id, NEW.id) AND e.state = 'active'
    ORDER BY e.id
    FOR NO KEY UPDATE OF e;
  END IF;
  RETURN NULL;
END
$$;

CREATE TRIGGER transmissions_begin_before_it_is_stopped
  AFTER UPDATE OF status, archived_at, launch_at, schedule, only_approved ON campaigns
  FOR EACH ROW
  WHEN (OLD.status = 'running'
    AND (OLD.status, OLD.archived_at, OLD.launch_at, OLD.schedule, OLD.only_approved)
      IS DISTINCT FROM
        (NEW.status, NEW.archived_at, NEW.launch_at, NEW.schedule, NEW.only_approved))
  EXECUTE FUNCTION fn.wait_for_transmissions();
CREATE TRIGGER transmissions_begin_before_it_is_paused
  AFTER UPDATE OF state, archived_at ON mailboxes
  FOR EACH ROW
  WHEN ((OLD.state, OLD.archived_at) IS DISTINCT FROM (NEW.state, NEW.archived_at))
  EXECUTE FUNCTION fn.wait_for_transmissions();
CREATE TRIGGER transmissions_begin_before_it_is_held
  AFTER INSERT OR UPDATE OF enrollment_id, class ON replies
  FOR EACH ROW
  WHEN (NEW.enrollment_id IS NOT NULL AND NEW.class IS NULL)
  EXECUTE FUNCTION fn.wait_for_transmissions();
CREATE TRIGGER transmissions_begin_before_it_is_reviewed
  AFTER UPDATE OF review_status ON campaign_accounts
  FOR EACH ROW
  WHEN (OLD.review_status <> NEW.review_status AND NEW.review_status <> 'approved')
  EXECUTE FUNCTION fn.wait_for_transmissions();
CREATE TRIGGER transmissions_begin_before_it_is_suppressed
  AFTER INSERT ON suppressions
  FOR EACH ROW
  EXECUTE FUNCTION fn.wait_for_transmissions();
CREATE TRIGGER transmissions_begin_before_it_is_invalid
  AFTER UPDATE OF email, email_invalid_at ON contacts
  FOR EACH ROW
  WHEN ((OLD.email, OLD.email_invalid_at) IS DISTINCT FROM (NEW.email, NEW.email_invalid_at))
  EXECUTE FUNCTION fn.wait_for_transmissions();
CREATE TRIGGER transmissions_begin_before_it_is_out_of_reach
  AFTER UPDATE OF status, relationship_types ON accounts
  FOR EACH ROW
  WHEN (fn.is_do_not_contact(NEW.status, NEW.relationship_types)
    AND (OLD.status, OLD.relationship_types) IS DISTINCT FROM (NEW.status, NEW.relationship_types))
  EXECUTE FUNCTION fn.wait_for_transmissions();
