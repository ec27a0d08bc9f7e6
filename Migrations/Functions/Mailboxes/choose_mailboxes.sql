-- choose_mailboxes: the senders of a campaign are these and no others. Refused with OR409 when they
-- are of the other kind than those through which something has gone out; never_mixed refuses both
-- kinds at once. A lead whose mailbox is taken off gets another with its next e-mail.
CREATE FUNCTION fn.choose_mailboxes(campaign bigint, chosen bigint[]) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
  PERFORM FROM campaigns c WHERE c.id = campaign FOR NO KEY UPDATE;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'there is no campaign %', campaign USING ERRCODE = 'OR404';
  END IF;
  PERFORM FROM campaigns c
  WHERE c.id = campaign AND c.launched_at IS NOT NULL
    AND EXISTS (
      SELECT FROM campaign_mailboxes cm
        JOIN mailboxes had ON had.id = cm.mailbox_id
        JOIN mailboxes m ON m.id = ANY (chosen)
          AND (m.kind = 'practice') <> (had.kind = 'practice')
      WHERE cm.campaign_id = campaign)
    AND EXISTS (
      SELECT FROM deliveries d WHERE d.campaign_id = campaign AND d.state <> 'planned');
  IF FOUND THEN
    RAISE EXCEPTION 'E-mails of this campaign went out through the other kind of mailbox.'
      USING ERRCODE = 'OR409';
  END IF;
  DELETE FROM campaign_mailboxes cm
  WHERE cm.campaign_id = campaign AND cm.mailbox_id <> ALL (chosen);
  UPDATE enrolments e SET mailbox_id = NULL
  WHERE e.campaign_id = campaign AND e.state = 'active' AND e.mailbox_id <> ALL (chosen)
    -- What is on its way keeps it.
    AND NOT EXISTS (
      SELECT FROM deliveries d
      WHERE (d.workspace_id, d.enrolment_id) = (e.workspace_id, e.id)
        AND d.state IN ('claimed', 'transmitting'));
  INSERT INTO campaign_mailboxes (campaign_id, mailbox_id)
  SELECT campaign, m.id FROM mailboxes m
  WHERE m.id = ANY (chosen) AND m.archived_at IS NULL
    AND NOT EXISTS (
      SELECT FROM campaign_mailboxes cm WHERE cm.campaign_id = campaign AND cm.mailbox_id = m.id);
END
$$;
