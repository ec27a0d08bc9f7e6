-- pause_failing_campaign: what is kept of this campaign made a statement fail that acts for all. It is taken
-- out: paused, with the reason on its page and an entry in the audit trail; what the database said goes to
-- its log, for an administrator. A failure of the server itself, a missing right or function, and an internal
-- error are no campaign's, and are raised again: they would pause every campaign, one after the other.
CREATE FUNCTION fn.pause_failing_campaign(
  workspace bigint, campaign bigint, state text, error text, reason pause_reason DEFAULT 'unreadable'
) RETURNS boolean
LANGUAGE plpgsql AS $$
DECLARE
  paused record;
BEGIN
  IF left(state, 2) IN ('08', '0A', '25', '40', '42', '53', '55', '57', '58', 'XX') THEN
    RAISE EXCEPTION '%', error USING ERRCODE = state;
  END IF;
  RAISE WARNING 'campaign % of workspace % was paused: % %', campaign, workspace, state, error;
  UPDATE campaigns c
  SET status = 'paused', pause_reason = reason, pause_details = '{}'
  WHERE (c.workspace_id, c.id) = (workspace, campaign) AND c.status = 'running'
  RETURNING c.name INTO paused;
  IF NOT FOUND THEN
    RETURN false;
  END IF;
  INSERT INTO audit_entries (workspace_id, person_id, address, action, subject_kind, subject_id,
    subject_name, campaign_id, before, after)
  VALUES (workspace, NULL, NULL, 'changed', 'campaign', campaign, paused.name, campaign,
    jsonb_build_object('status', 'running', 'pause_reason', NULL),
    jsonb_build_object('status', 'paused', 'pause_reason', reason));
  PERFORM pg_notify('overture_campaigns', workspace || '/' || t.topic)
  FROM (VALUES ('campaign:' || campaign), ('campaigns')) t (topic);
  RETURN true;
END
$$;
