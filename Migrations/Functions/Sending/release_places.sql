-- release_places: gives places in mailboxes' rolling days back that were reserved and not used. What
-- was reserved of a second of a domain's rate is not: it has passed.
CREATE FUNCTION fn.release_places(
  workspaces bigint[], mailboxes bigint[], claimed timestamptz[]
) RETURNS void
LANGUAGE plpgsql
SET enable_seqscan = off
AS $$
BEGIN
  UPDATE mailbox_uses u
  SET used = u.used - b.count
  FROM (
    SELECT b.workspace, b.mailbox, date_trunc('minute', b.claimed) AS minute, count(*)::int AS count
    FROM unnest(workspaces, mailboxes, claimed) b (workspace, mailbox, claimed)
    GROUP BY 1, 2, 3
    ORDER BY 1, 2, 3
  ) b
  WHERE (u.workspace_id, u.mailbox_id, u.minute) = (b.workspace, b.mailbox, b.minute);
END
$$;
