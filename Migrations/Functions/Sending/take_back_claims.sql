-- take_back_claims: plans those of these deliveries again that are claimed and have not begun, and frees the
-- places that were reserved for them in their mailboxes' daily limits. Returns how many.
--
-- It locks deliveries and then the mailboxes' days: the caller has already locked the enrollments that it
-- needs, and locks no more of them afterward.
CREATE FUNCTION fn.take_back_claims(workspaces bigint[], deliveries bigint[]) RETURNS int
LANGUAGE plpgsql
SET enable_seqscan = off
AS $$
DECLARE
  back record;
BEGIN
  IF deliveries IS NULL THEN
    RETURN 0;
  END IF;
  WITH held AS (
    SELECT d.workspace_id, d.id, d.mailbox_id, d.claimed_at
    FROM unnest(workspaces, take_back_claims.deliveries) w (workspace, delivery)
      JOIN deliveries d ON (d.workspace_id, d.id) = (w.workspace, w.delivery)
    WHERE d.state = 'claimed'
    ORDER BY d.id
    FOR UPDATE OF d
  ),
  planned AS (
    UPDATE deliveries d
    SET state = 'planned', claimed_by = NULL, claimed_until = NULL
    FROM held h
    WHERE (d.workspace_id, d.id) = (h.workspace_id, h.id)
    RETURNING d.workspace_id, h.mailbox_id, h.claimed_at
  )
  SELECT count(*)::int AS count, array_agg(p.workspace_id) AS workspaces,
    array_agg(p.mailbox_id) AS mailboxes, array_agg(p.claimed_at) AS claimed
  INTO back
  FROM planned p;
  PERFORM fn.release_places(back.workspaces, back.mailboxes, back.claimed);
  RETURN back.count;
END
$$;
