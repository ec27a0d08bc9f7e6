-- mark_tried_again: these emails were planned again. The failures before them no longer count; if the new
-- attempts are canceled, fn.end_enrollment makes the failures count again.
CREATE FUNCTION fn.mark_tried_again(workspaces bigint[], planned bigint[], at timestamptz)
RETURNS void
LANGUAGE sql
SET enable_seqscan = off
BEGIN ATOMIC
  UPDATE deliveries d
  SET tried_again_at = mark_tried_again.at
  FROM unnest(mark_tried_again.workspaces, mark_tried_again.planned) p (workspace, delivery)
    JOIN deliveries n ON (n.workspace_id, n.id) = (p.workspace, p.delivery)
  WHERE (d.workspace_id, d.enrollment_id, d.position)
      = (n.workspace_id, n.enrollment_id, n.position)
    AND d.attempt < n.attempt AND d.state = 'failed' AND d.tried_again_at IS NULL;
END;
