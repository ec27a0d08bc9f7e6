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
    -- One of its e-mails tells for all: they are never mixed.
    AND EXISTS (
      SELECT FROM mailboxes m
      WHERE m.id = ANY (chosen) AND (m.kind = 'practice') <> (
        SELECT had.kind = 'practice'
        FROM enrolments e
          JOIN deliveries d ON (d.workspace_id, d.enrolment_id) = (e.workspace_id, e.id)
          JOIN mailboxes had ON (had.workspace_id, had.id) = (d.workspace_id, d.mailbox_id)
        WHERE e.campaign_id = campaign AND d.state <> 'planned'
        ORDER BY e.id
        LIMIT 1));
  IF FOUND THEN
    RAISE EXCEPTION 'E-mails of this campaign went out through the other kind of mailbox.'
      USING ERRCODE = 'OR409';
  END IF;
  DELETE FROM campaign_mailboxes cm
  WHERE cm.campaign_id = campaign AND cm.mailbox_id <> ALL (chosen);
  UPDATE enrolments e SET mailbox_id = NULL
  WHERE e.campaign_id = campaign AND e.state = 'active' AND e.mailbox_id <> ALL (chosen)
    -- What is on its way keeps it; its next e-mail finds that it is none of the campaign's.
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
