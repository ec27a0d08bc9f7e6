-- choose_mailboxes: the senders of a campaign are these and no others. Refused with OR409 when they
-- are of the other kind than those through which something has gone out; never_mixed refuses both
-- kinds at once. A lead whose mailbox is taken off gets another with its next email.
--
-- A mailbox that is taken off sends nothing more of the campaign: what is beginning in this moment begins
-- before, see fn.begin_transmission, and what was claimed with it is planned again.
CREATE FUNCTION fn.choose_mailboxes(campaign bigint, chosen bigint[]) RETURNS void
LANGUAGE plpgsql
SET enable_seqscan = off
AS $$
DECLARE
  is_one_off boolean;
BEGIN
  -- A claim under way is waited for, and what it took is seen below.
  PERFORM fn.hold_steps(campaign);
  PERFORM FROM campaigns c
  WHERE c.id = campaign AND c.launched_at IS NOT NULL
    -- One of its emails tells for all: they are never mixed.
    AND EXISTS (
      SELECT FROM mailboxes m
      WHERE m.id = ANY (chosen) AND (m.kind = 'practice') <> (
        SELECT had.kind = 'practice'
        FROM enrollments e
          JOIN deliveries d ON (d.workspace_id, d.enrollment_id) = (e.workspace_id, e.id)
          JOIN mailboxes had ON (had.workspace_id, had.id) = (d.workspace_id, d.mailbox_id)
        WHERE e.campaign_id = campaign AND d.state <> 'planned'
        ORDER BY e.id
        LIMIT 1));
  IF FOUND THEN
    RAISE EXCEPTION 'other_kind_of_mailbox' USING ERRCODE = 'OR409';
  END IF;
  DELETE FROM campaign_mailboxes cm
  WHERE cm.campaign_id = campaign AND cm.mailbox_id <> ALL (chosen);
  is_one_off := FOUND;
  IF is_one_off THEN
    PERFORM pg_advisory_xact_lock(hashtext('overture.campaign'), hashint8(campaign));
    -- Before their deliveries, as all acts do.
    PERFORM FROM enrollments e
    WHERE (e.workspace_id, e.id) IN (
      SELECT d.workspace_id, d.enrollment_id
      FROM deliveries d
      WHERE (d.workspace_id, d.campaign_id) = (rule.workspace(), campaign)
        AND (d.stage, d.state) = ('held', 'claimed'))
    ORDER BY e.id
    FOR NO KEY UPDATE;
  END IF;
  UPDATE enrollments e SET mailbox_id = NULL
  WHERE e.campaign_id = campaign AND e.state = 'active' AND e.mailbox_id <> ALL (chosen)
    -- A lead with an email on its way keeps its mailbox; the claim of the next email sees that the
    -- mailbox has left the campaign. Claims that have not begun are taken back below.
    AND NOT EXISTS (
      SELECT FROM deliveries d
      WHERE (d.workspace_id, d.enrollment_id) = (e.workspace_id, e.id)
        AND (d.state = 'transmitting'
          OR (d.state = 'claimed' AND NOT (is_one_off AND d.mailbox_id <> ALL (chosen)))));
  INSERT INTO campaign_mailboxes (campaign_id, mailbox_id)
  SELECT campaign, m.id FROM mailboxes m
  WHERE m.id = ANY (chosen) AND m.archived_at IS NULL
    AND NOT EXISTS (
      SELECT FROM campaign_mailboxes cm WHERE cm.campaign_id = campaign AND cm.mailbox_id = m.id);
  -- Last, as settling does it.
  IF is_one_off THEN
    PERFORM fn.take_back_claims(array_agg(d.workspace_id), array_agg(d.id))
    FROM deliveries d
    WHERE (d.workspace_id, d.campaign_id) = (rule.workspace(), campaign)
      AND (d.stage, d.state) = ('held', 'claimed')
      AND d.mailbox_id <> ALL (chosen);
  END IF;
END
$$;
