-- choose_mailboxes: a campaign sends from these mailboxes and no others. Refuses with OR409 if they are of
-- the other kind than those that it has sent from; the constraint never_mixed refuses both kinds together. A
-- lead whose mailbox is removed gets another with its next email.
--
-- A removed mailbox sends no more emails of the campaign: a transmission that is just beginning comes first,
-- see fn.begin_transmission, and claimed deliveries are planned again.
CREATE FUNCTION fn.choose_mailboxes(campaign bigint, chosen bigint[]) RETURNS void
LANGUAGE plpgsql
SET enable_seqscan = off
AS $$
DECLARE
  is_one_off boolean;
BEGIN
  -- A running claim is waited for, and its deliveries are seen below.
  PERFORM fn.hold_steps(campaign);
  PERFORM FROM campaigns c
  WHERE c.id = campaign AND c.launched_at IS NOT NULL
    -- One email is enough to tell, because kinds are never mixed.
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
    -- Enrollments are locked before their deliveries, as everywhere.
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
    -- A lead with an email that is being sent keeps its mailbox; the claim of its next email notices that the
    -- mailbox has left the campaign. Claims that have not begun are planned again below.
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
  -- Last, in the same order as settling.
  IF is_one_off THEN
    PERFORM fn.take_back_claims(array_agg(d.workspace_id), array_agg(d.id))
    FROM deliveries d
    WHERE (d.workspace_id, d.campaign_id) = (rule.workspace(), campaign)
      AND (d.stage, d.state) = ('held', 'claimed')
      AND d.mailbox_id <> ALL (chosen);
  END IF;
END
$$;
