-- put_back_account: reverts the account's status after a log entry was removed that had moved it to contacted
-- or responded. If nothing else in any campaign justifies the new status, the account gets its former status
-- back; if something does, the earliest such log entry that remains carries the former status from now on.
CREATE FUNCTION fn.put_back_account(entry messages) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
  was_sent boolean;
  has_answered boolean;
BEGIN
  IF entry.account_status_before IS NULL THEN
    RETURN;
  END IF;
  SELECT coalesce(bool_or(ca.first_outreached_at IS NOT NULL), false),
    coalesce(bool_or(ca.first_replied_at IS NOT NULL), false)
  INTO was_sent, has_answered
  FROM campaign_accounts ca
  WHERE ca.workspace_id = rule.workspace() AND ca.account_id = entry.account_id;

  IF (CASE entry.direction WHEN 'outbound' THEN was_sent ELSE has_answered END) THEN
    UPDATE messages m
    SET account_status_before = entry.account_status_before
    WHERE m.id = (
      SELECT o.id FROM messages o
      WHERE o.workspace_id = rule.workspace() AND o.account_id = entry.account_id AND o.is_logged
        AND o.direction = entry.direction
      ORDER BY o.at, o.id
      LIMIT 1);
  ELSE
    UPDATE accounts a
    SET status = CASE WHEN was_sent THEN greatest(entry.account_status_before, 'contacted')
      ELSE entry.account_status_before END
    WHERE a.id = entry.account_id
      AND a.status = CASE entry.direction
        WHEN 'outbound' THEN 'contacted' ELSE 'responded' END::account_status;
  END IF;
END
$$;
