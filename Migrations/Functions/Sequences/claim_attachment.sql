-- claim_attachment: lends the next list that is on its way into or out of a campaign, of any workspace, to one
-- worker. A claim lapses, and is its own worker's to renew. The least recently claimed comes first, so that
-- no list holds up another.
CREATE FUNCTION fn.claim_attachment(worker text, lend_for interval)
RETURNS TABLE (
  workspace_id bigint, attachment_id bigint, person_id bigint, address text, contacts_done bigint,
  detaches boolean)
LANGUAGE sql
BEGIN ATOMIC
  UPDATE attachments a
  SET claimed_by = worker, claimed_until = now() + lend_for
  WHERE (a.workspace_id, a.id) = (
    SELECT w.workspace_id, w.id
    FROM attachments w
    WHERE w.state = 'working'
      AND (w.claimed_until IS NULL OR w.claimed_until < now() OR w.claimed_by = worker)
    ORDER BY w.claimed_until NULLS FIRST, w.id
    LIMIT 1
    FOR UPDATE SKIP LOCKED
  )
  RETURNING a.workspace_id, a.id, a.created_by, host(a.address), a.contacts_done, a.detaches;
END;
