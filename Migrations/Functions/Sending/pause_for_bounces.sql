-- pause_for_bounces: pauses a campaign with too many hard bounces, counted since it was last resumed. The
-- reason and its figures are shown on its page until a person resumes it.
CREATE FUNCTION fn.pause_for_bounces(campaign bigint) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
  mails bigint;
  bounces bigint;
  allowed numeric :=
    rule.setting(rule.workspace(), 'sending.auto_pause_bounce_rate')::numeric;
  least_mails bigint :=
    rule.setting(rule.workspace(), 'sending.auto_pause_minimum')::bigint;
BEGIN
  SELECT s.mails - c.resumed_at_sent, s.hard_bounced - c.resumed_at_bounced INTO mails, bounces
  FROM campaigns c
    CROSS JOIN LATERAL fn.sent_and_bounced(c.workspace_id, c.id) s
  WHERE (c.workspace_id, c.id) = (rule.workspace(), campaign);
  IF mails >= least_mails AND bounces > allowed * mails THEN
    UPDATE campaigns c
    SET status = 'paused', pause_reason = 'bounces',
      pause_details = jsonb_build_object('bounces', bounces, 'emails', mails, 'allowed', allowed)
    WHERE (c.workspace_id, c.id) = (rule.workspace(), campaign) AND c.status = 'running';
  END IF;
END
$$;
